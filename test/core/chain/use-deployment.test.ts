import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Wallet } from 'ethers'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serveOperator } from '../../../core/chain/operator/serve.ts'
import { createOperatorService } from '../../../core/chain/operator/service.ts'
import { type ChainOptions, startChain } from '../../../core/chain/start-chain.ts'
import { readDeployment } from '../../../core/chain/use-deployment.ts'
import { systemClock } from '../../../core/clock.ts'
import { ledgerReviews } from '../../../core/consensus/ledger-reviews.ts'
import { findTransaction } from '../../../core/store/chain-transactions.ts'
import { openStore } from '../../../core/store/database.ts'
import { openWorld, type World } from './world.ts'

const RELAYER = new Wallet(`0x${'3c'.repeat(32)}`)
const OPERATOR_KEY = `0x${'22'.repeat(32)}`
const TOKEN = 'a token that only tests know'

let world: World
let folder: string
beforeEach(async () => {
  world = await openWorld()
  folder = await mkdtemp(join(tmpdir(), 'tagora-used-'))
})
afterEach(async () => {
  await world.close()
  await rm(folder, { recursive: true })
})

async function writeRecord(chainId: string): Promise<string> {
  const file = join(folder, `${chainId}.json`)
  await writeFile(file, JSON.stringify({ chainId, ...world.contracts, block: 1, more: 'than is read' }))
  return file
}

test('a process works with contracts that were deployed before, and deploys none', async () => {
  const { client } = world
  await world.rpc('anvil_setBalance', RELAYER.address, '0xde0b6b3a7640000')
  const journal = await openStore('sqlite::memory:')
  const { ledger, court } = world.contracts
  const place = { chainId: client.chainId, ledger, court }
  const service = createOperatorService({
    client,
    store: journal,
    clock: systemClock,
    place,
    privateKey: OPERATOR_KEY,
  })
  const log = pino({ level: 'silent' })
  const server = await serveOperator({ service, host: '127.0.0.1', port: 0, token: TOKEN, log })
  const store = await openStore('sqlite::memory:')
  const operators = [{ operator: service.address.toLowerCase(), url: server.url }]
  const options: ChainOptions = {
    store,
    clock: systemClock,
    log,
    dataDir: folder,
    reviews: ledgerReviews,
    limits: { items: 200, waitMs: 0 },
    remote: {
      rpcUrl: client.url,
      operatorKey: RELAYER.privateKey,
      confirmations: 0,
      deployment: { file: await writeRecord('31337'), operators, token: TOKEN },
    },
  }
  const chain = await startChain(options)
  expect(chain.contracts).toEqual(world.contracts)
  expect(chain.operator).toBe(RELAYER.address)
  while (!(await chain.tick()).settled);
  const approved = await store.transaction((trx) => findTransaction(trx, `approve:${ledger}`))
  expect(approved).toMatchObject({ state: 'confirmed' })
  expect(await client.provider.getTransactionCount(RELAYER.address)).toBe(1)
  await chain.close()

  // The next start finds everything as it was.
  const again = await startChain(options)
  while (!(await again.tick()).settled);
  expect(await client.provider.getTransactionCount(RELAYER.address)).toBe(1)
  await again.close()
  await store.close()
  await server.close()
  await journal.close()
})

test('a record of another chain, or none, is refused by name', async () => {
  const wrong = await writeRecord('1')
  await expect(readDeployment(wrong, 31_337n)).rejects.toMatchObject({
    code: 'operator.noDeployment',
    params: { file: wrong, problems: 'not of chain 31337' },
  })
  await expect(readDeployment(join(folder, 'no.json'), 31_337n)).rejects.toMatchObject({
    code: 'operator.noDeployment',
  })
})
