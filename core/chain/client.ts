import { isError, JsonRpcProvider, Network } from 'ethers'
import { z } from 'zod'
import { ExpectedError, reasonOf } from '../errors.ts'

/** A connection to one chain. */
export interface ChainClient {
  readonly url: string
  readonly chainId: bigint
  readonly provider: JsonRpcProvider
  /** Blocks on top of a block before what it holds counts; 0 believes the newest block. */
  readonly confirmations: number
  close(): void
}

const hex = z.string().regex(/^0x[0-9a-fA-F]+$/)
const ANSWER_MS = 10_000
const POLL_MS = 250

/** Connects to an RPC endpoint.
 * @throws ExpectedError `chain.unreachable` */
export async function connectChain(url: string, confirmations: number): Promise<ChainClient> {
  const chainId = await readChainId(url)
  // Our polling must see each new block, so nothing is cached; the network is known, so it is never asked again.
  const provider = new JsonRpcProvider(url, chainId, {
    staticNetwork: Network.from(chainId),
    cacheTimeout: -1,
    batchMaxCount: 1,
    pollingInterval: POLL_MS,
  })
  return { url, chainId, provider, confirmations, close: () => provider.destroy() }
}

/** The chain id an endpoint reports.
 * @throws ExpectedError `chain.unreachable` */
async function readChainId(url: string): Promise<bigint> {
  return BigInt(await ask(url, 'eth_chainId', [], hex))
}

/** The hash of an endpoint's first block: no two chains share it.
 * @throws ExpectedError `chain.unreachable` */
export async function readGenesis(url: string): Promise<string> {
  return (await ask(url, 'eth_getBlockByNumber', ['0x0', false], z.object({ hash: hex }))).hash
}

/** One call without ethers, which would retry a dead endpoint for ever. */
async function ask<T>(url: string, method: string, params: unknown[], answer: z.ZodType<T>): Promise<T> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    return z.object({ result: answer }).parse(await response.json()).result
  } catch (cause) {
    throw unreachable(url, cause)
  }
}

/** What the system says of a connection that cannot be made or breaks off. */
const CONNECTION_LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** Turns a failure to reach the endpoint into `chain.unreachable`; gives everything else back as it is. */
export function explainChainError(client: ChainClient, thrown: unknown): unknown {
  const lost = ['NETWORK_ERROR', 'SERVER_ERROR', 'TIMEOUT'] as const
  const cut = thrown instanceof Error && 'code' in thrown && CONNECTION_LOST.has(String(thrown.code))
  return cut || lost.some((code) => isError(thrown, code)) ? unreachable(client.url, thrown) : thrown
}

/** Paths and queries of RPC endpoints often hold an access key, so only the host is shown. */
function unreachable(url: string, cause: unknown): ExpectedError {
  const shown = URL.canParse(url) ? new URL(url).origin : url
  return new ExpectedError('chain.unreachable', { url: shown, reason: reasonOf(cause) }, { cause })
}
