import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type LocalChain, startLocalChain } from '../../../core/chain/anvil.ts'
import { connectChain } from '../../../core/chain/client.ts'
import { openLocalKeys } from '../../../core/chain/local-keys.ts'
import { isAlive } from '../../../core/chain/processes.ts'
import { type ChainOptions, startChain } from '../../../core/chain/start-chain.ts'
import { systemClock } from '../../../core/clock.ts'
import { ledgerReviews } from '../../../core/consensus/ledger-reviews.ts'
import { openStore, type Store } from '../../../core/store/database.ts'

const ANVIL = join(import.meta.dirname, '../../../core/chain/anvil.ts')

let folder: string
let closing: (() => Promise<void>)[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-local-'))
  closing = []
})

afterEach(async () => {
  for (const close of closing.toReversed()) await close()
  await rm(folder, { recursive: true })
})

async function start(port?: number): Promise<LocalChain> {
  const chain = await startLocalChain(folder, port)
  closing.push(chain.stop)
  return chain
}

async function blockNumber({ url }: LocalChain): Promise<number> {
  const client = await connectChain(url, 0)
  try {
    return await client.provider.getBlockNumber()
  } finally {
    client.close()
  }
}

async function mine({ url }: LocalChain, blocks: number): Promise<void> {
  const client = await connectChain(url, 0)
  await client.provider.send('anvil_mine', [`0x${blocks.toString(16)}`])
  client.close()
}

describe('the local chain', () => {
  test('is taken over by the next start while it runs, and keeps its blocks over a stop', async () => {
    const first = await start()
    await mine(first, 3)
    const second = await start()
    expect({ reused: second.reused, pid: second.pid }).toEqual({ reused: true, pid: first.pid })
    await second.stop()
    expect(isAlive(first.pid)).toBe(false)

    const third = await start()
    expect(third.reused).toBe(false)
    expect(await blockNumber(third)).toBe(3)
  })

  test('outlives the kill of the process that started it', async () => {
    const script = `const { startLocalChain } = await import(${JSON.stringify(ANVIL)})
      process.stdout.write(String((await startLocalChain(${JSON.stringify(folder)})).pid))
      setInterval(() => {}, 1000)`
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script])
    const [pid] = await once(parent.stdout, 'data')
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    const found = await start()
    expect(found).toMatchObject({ reused: true, pid: Number(String(pid)) })
  })

  test('starts anew when its state file is damaged, and keeps that file', async () => {
    await writeFile(join(folder, 'anvil-state.json'), '{"block":')
    expect(await blockNumber(await start())).toBe(0)
    expect((await stat(join(folder, 'anvil-state.json.damaged'))).size).toBe(9)
  })

  test('a note of a process that is somebody else’s ends nobody', async () => {
    const note = { pid: process.pid, port: 48_611, genesis: '0x00' }
    await writeFile(join(folder, 'anvil.json'), JSON.stringify(note))
    expect((await start()).reused).toBe(false)
    expect(isAlive(process.pid)).toBe(true)
  })

  test('listens on the port it is given, or on another when that is taken', async () => {
    const first = await start()
    const port = Number(new URL(first.url).port)
    const other = await mkdtemp(join(tmpdir(), 'tagora-local-'))
    const second = await startLocalChain(other, port)
    expect(Number(new URL(second.url).port)).not.toBe(port)
    await second.stop()
    await rm(other, { recursive: true })
  })
})

describe('the keys of the local chain', () => {
  test('are made once, readable by their owner alone, and give the same addresses for ever', async () => {
    const keys = openLocalKeys(folder)
    const addresses = [0, 1, 2].map(keys.addressOf)
    expect(new Set([...addresses, keys.operatorAddress]).size).toBe(4)
    const again = openLocalKeys(folder)
    expect([0, 1, 2].map(again.addressOf)).toEqual(addresses)
    expect(again.operatorKey).toBe(keys.operatorKey)
    expect((await stat(join(folder, 'local-chain-mnemonic'))).mode & 0o777).toBe(0o600)
  })
})

describe('starting the chain', () => {
  const open = (store: Store): ChainOptions => ({
    store,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    dataDir: folder,
    reviews: ledgerReviews,
    limits: { items: 200, waitMs: 0 },
  })

  test('deploys the first time and goes on the second', async () => {
    const store = await openStore(`sqlite:${join(folder, 'tagora.sqlite')}`)
    closing.push(store.close)
    const first = await startChain(open(store))
    closing.push(first.close)
    const { contracts } = first
    expect(await first.tick()).toMatchObject({ queued: 0, sender: 'idle', settled: true })
    await first.close()
    const second = await startChain(open(store))
    closing.push(second.close)
    expect(second.contracts).toEqual(contracts)
    expect(second.addressOf?.(0)).toBe(first.addressOf?.(0))
  })

  test('brings the local chain back when it died, with its contracts', async () => {
    const store = await openStore(`sqlite:${join(folder, 'tagora.sqlite')}`)
    closing.push(store.close)
    const chain = await startChain(open(store))
    closing.push(chain.close)
    const running = await startLocalChain(folder)
    expect(running).toMatchObject({ url: chain.rpcUrl, reused: true })
    process.kill(running.pid, 'SIGKILL')
    await expect(chain.tick()).rejects.toMatchObject({ code: 'chain.unreachable' })
    await vi.waitUntil(async () => (await chain.tick().catch(() => null))?.settled, { timeout: 20_000 })
    const client = await connectChain(chain.rpcUrl, 0)
    expect(await client.provider.getCode(chain.contracts.ledger)).not.toBe('0x')
    client.close()
  })

  test('says so when a remote endpoint does not answer', async () => {
    const store = await openStore('sqlite::memory:')
    const remote = {
      rpcUrl: 'http://127.0.0.1:1/secret-key',
      operatorKey: `0x${'11'.repeat(32)}`,
      confirmations: 1,
    }
    await expect(startChain({ ...open(store), remote })).rejects.toMatchObject({
      code: 'chain.unreachable',
      params: { url: 'http://127.0.0.1:1' },
    })
    await store.close()
  })
})
