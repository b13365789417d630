import { spawn } from 'node:child_process'
import { ExpectedError } from '../../errors.ts'
import { findAnvil } from '../anvil.ts'
import { type ChainClient, connectChain } from '../client.ts'
import { endProcess, freePort, until } from '../processes.ts'

const HOST = '127.0.0.1'
const START_MS = 20_000
const STOP_MS = 10_000

/** Runs `work` on an empty chain with this id on loopback, which is gone afterwards.
 * @throws ExpectedError `chain.toolMissing`, `chain.unreachable` */
export async function onThrowawayChain<T>(
  chainId: bigint,
  work: (client: ChainClient) => Promise<T>,
): Promise<T> {
  const port = await freePort(HOST)
  const flags = ['--host', HOST, '--port', String(port), '--chain-id', String(chainId), '--silent']
  const child = spawn(findAnvil(), flags, { stdio: 'ignore' })
  const gone = () => child.exitCode !== null || child.signalCode !== null
  try {
    const client = await until(async () => gone() || connectIfUp(`http://${HOST}:${port}`), START_MS)
    if (typeof client === 'boolean') throw new Error('Anvil does not start')
    try {
      return await work(client)
    } finally {
      client.close()
    }
  } finally {
    if (child.pid !== undefined && !gone()) await endProcess(child.pid, STOP_MS)
  }
}

async function connectIfUp(url: string): Promise<ChainClient | false> {
  try {
    return await connectChain(url, 0)
  } catch (cause) {
    if (cause instanceof ExpectedError) return false
    throw cause
  }
}
