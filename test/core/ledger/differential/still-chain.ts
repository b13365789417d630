import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { JsonRpcProvider, Network } from 'ethers'
import { findAnvil } from '../../../../core/chain/anvil.ts'
import { type ChainClient, readGenesis } from '../../../../core/chain/client.ts'
import { freePort, until } from '../../../../core/chain/processes.ts'

/** A chain that makes a block only when told to, at times that are the same in every run. */
export interface StillChain {
  readonly client: ChainClient
  rpc(method: string, ...params: unknown[]): Promise<never>
  /** Makes blocks, two seconds apart. */
  mine(blocks: number): Promise<void>
  /** Makes one block so many seconds after the newest. */
  wait(seconds: number): Promise<void>
  close(): Promise<void>
}

const HOST = '127.0.0.1'
const CHAIN_ID = 31_337n
/** 2027-01-01T00:00:00Z */
const GENESIS = 1_798_761_600
const START_MS = 20_000

export async function startStillChain(): Promise<StillChain> {
  const port = await freePort(HOST)
  const options = { port, 'chain-id': CHAIN_ID, timestamp: GENESIS }
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(findAnvil(), [...flags, '--silent', '--no-mining'], { stdio: 'ignore' })
  const url = `http://${HOST}:${port}`
  const answers = () =>
    readGenesis(url).then(
      () => true,
      () => false,
    )
  if (!(await until(answers, START_MS))) throw new Error('Anvil does not start')
  const client = connect(url)
  const rpc = (method: string, ...params: unknown[]) => client.provider.send(method, params) as Promise<never>
  await rpc('anvil_setBlockTimestampInterval', 2)
  return {
    client,
    rpc,
    async mine(blocks) {
      for (let made = 0; made < blocks; made++) await rpc('evm_mine')
    },
    async wait(seconds) {
      const newest = await client.provider.getBlock('latest')
      await rpc('evm_setNextBlockTimestamp', (newest?.timestamp ?? 0) + seconds)
      await rpc('evm_mine')
    },
    async close() {
      client.close()
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}

/** Reads that are asked for at once go in one request, and none waits for company. */
function connect(url: string): ChainClient {
  const provider = new JsonRpcProvider(url, CHAIN_ID, {
    staticNetwork: Network.from(CHAIN_ID),
    cacheTimeout: -1,
    batchStallTime: 0,
    batchMaxCount: 100,
  })
  return { url, chainId: CHAIN_ID, provider, confirmations: 0, close: () => provider.destroy() }
}
