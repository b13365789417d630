import type { Interface } from 'ethers'
import { z } from 'zod'
import type { ContractPlace } from '../../config.ts'

export type ContractAnswer =
  | { readonly kind: 'value'; readonly value: unknown }
  /** `error`: name of the error in the ABI, null when it is none of them. */
  | { readonly kind: 'reverted'; readonly error: string | null }

const ANSWER_MS = 10_000
const hex = z.string().regex(/^0x[0-9a-fA-F]*$/)
const reply = z.union([
  z.object({ result: hex }),
  z.object({ error: z.object({ message: z.string(), data: z.unknown().optional() }) }),
])

/** Reads one value from a contract without keeping a connection. Fails when the node does not answer within ten
 * seconds, says something else than a value or a revert, or has no such contract. */
export async function callContract(
  place: ContractPlace,
  abi: Interface,
  name: string,
  args: readonly unknown[] = [],
): Promise<ContractAnswer> {
  const data = abi.encodeFunctionData(name, args)
  const body = { jsonrpc: '2.0', id: 1, method: 'eth_call', params: [{ to: place.address, data }, 'latest'] }
  const response = await fetch(place.rpcUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS),
  })
  const answer = reply.parse(await response.json())
  if ('error' in answer) return revertOf(abi, answer.error)
  const [value] = abi.decodeFunctionResult(name, answer.result)
  return { kind: 'value', value }
}

function revertOf(abi: Interface, { message, data }: { message: string; data?: unknown }): ContractAnswer {
  const { data: reason } = z.object({ data: hex }).safeParse({ data })
  if (reason) return { kind: 'reverted', error: abi.parseError(reason.data)?.name ?? null }
  if (/revert/i.test(message)) return { kind: 'reverted', error: null }
  throw new Error(`the node answers: ${message}`)
}
