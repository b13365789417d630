import { isError, type Log, type Provider } from 'ethers'

/** Which logs: of any of the addresses, with the first topic when one is given, from block to block inclusive. */
export interface LogFilter {
  readonly address: readonly string[]
  readonly topics?: (string | null)[]
  readonly from: number
  readonly to: number
}

/**
 * Logs in the order of the chain, a span of blocks at a time. Nodes answer spans of very different length, so a
 * refused span is halved and an answered one makes the next twice as long.
 */
export async function* readLogs(provider: Provider, filter: LogFilter): AsyncGenerator<Log[]> {
  const { address, topics, to } = filter
  let from = filter.from
  let span = Math.max(1, to - from + 1)
  while (from <= to) {
    const last = Math.min(to, from + span - 1)
    const logs = await tryLogs(provider, {
      address: [...address],
      ...(topics && { topics }),
      fromBlock: from,
      toBlock: last,
    })
    if (!logs) {
      if (span === 1) throw new Error(`the node does not give the logs of block ${from}`)
      span = Math.ceil(span / 2)
      continue
    }
    yield logs
    from = last + 1
    span *= 2
  }
}

/** Null when the node refuses the span. */
async function tryLogs(provider: Provider, query: Parameters<Provider['getLogs']>[0]): Promise<Log[] | null> {
  try {
    return await provider.getLogs(query)
  } catch (cause) {
    // Refusals come in many words: "query returned more than", "block range too large", "limit exceeded".
    if (isError(cause, 'UNKNOWN_ERROR') || isError(cause, 'SERVER_ERROR') || isError(cause, 'BAD_DATA'))
      return null
    throw cause
  }
}
