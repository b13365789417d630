import { Contract, dataLength, dataSlice, getAddress, keccak256 } from 'ethers'
import { z } from 'zod'
import { readChainState, writeChainState } from '../../store/chain-state.ts'
import type { Store } from '../../store/database.ts'
import type { ChainClient } from '../client.ts'
import { readLogs } from '../read-logs.ts'
import { courtInterface } from './court-interface.ts'

/** The court's list of experts in its order, and how many of them must sign. */
export interface ExpertList {
  readonly addresses: readonly string[]
  readonly threshold: number
}

const BYTES = 20

const known = z.object({ hash: z.string(), packed: z.string() })

/**
 * Who the court's experts are. It keeps only the hash of their list; the list itself is in the transaction that set it,
 * alone or inside of what a timelock passed on. Null when no such list is found.
 */
export async function readExpertList(
  store: Store,
  client: ChainClient,
  court: string,
): Promise<ExpertList | null> {
  const [hash, needed] = await new Contract(court, courtInterface, client.provider)
    .getFunction('expertsOf')
    .staticCall()
  const threshold = Number(needed)
  if (threshold === 0) return { addresses: [], threshold }
  const { cached, from } = await store.transaction(async (trx) => ({
    cached: await readChainState(trx, 'experts'),
    from: Number((await readChainState(trx, 'ledgerBlock')) ?? 0),
  }))
  const before = cached ? known.parse(JSON.parse(cached)) : null
  if (before && before.hash === hash) return { addresses: unpack(before.packed), threshold }
  const packed = await findList(client, court, hash, from)
  if (packed === null) return null
  await store.transaction((trx) => writeChainState(trx, 'experts', JSON.stringify({ hash, packed })))
  return { addresses: unpack(packed), threshold }
}

/** The list with this hash, in the calldata of what set it from a block on. */
async function findList(
  { provider }: ChainClient,
  court: string,
  hash: string,
  from: number,
): Promise<string | null> {
  const topic = courtInterface.getEvent('ExpertsSet')?.topicHash ?? ''
  const to = await provider.getBlockNumber()
  const hashes: string[] = []
  for await (const logs of readLogs(provider, { address: [court], topics: [topic], from, to })) {
    hashes.push(...logs.map((log) => log.transactionHash))
  }
  for (const transaction of hashes.toReversed()) {
    const sent = await provider.getTransaction(transaction)
    const packed = listsIn(sent?.data ?? '0x').find((list) => keccak256(list) === hash)
    if (packed !== undefined) return packed
  }
  return null
}

/** Every list of experts that calldata holds, wherever in it. */
function listsIn(data: string): string[] {
  const selector = courtInterface.getFunction('setExperts')?.selector.slice(2) ?? ''
  const found: string[] = []
  for (let at = data.indexOf(selector, 2); at >= 0; at = data.indexOf(selector, at + 1)) {
    if (at % 2 === 0) found.push(...listAt(dataSlice(data, at / 2 - 1)))
  }
  return found
}

function listAt(call: string): string[] {
  try {
    return [String(courtInterface.decodeFunctionData('setExperts', call)[0])]
  } catch (cause) {
    // Bytes that only look like the call.
    if (cause instanceof Error) return []
    throw cause
  }
}

function unpack(packed: string): string[] {
  return Array.from({ length: dataLength(packed) / BYTES }, (_, index) =>
    getAddress(dataSlice(packed, index * BYTES, (index + 1) * BYTES)),
  )
}
