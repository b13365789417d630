import { Wallet } from 'ethers'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeQuestion } from '../../../../core/chain/court/encode-question.ts'
import type { BatchEvidence } from '../../../../core/chain/operator/evidence.ts'
import { evidenceOf } from '../../../../core/chain/operator/evidence-of.ts'
import { remoteOperator, silentOperator } from '../../../../core/chain/operator/remote-operator.ts'
import { type OperatorServer, serveOperator } from '../../../../core/chain/operator/serve.ts'
import { createOperatorService } from '../../../../core/chain/operator/service.ts'
import {
  collectQuestion,
  inRegistryOrder,
  type LedgerPlace,
  type Operator,
} from '../../../../core/chain/quorum.ts'
import type { Question } from '../../../../core/ledger/court-messages.ts'
import { findBatchByNumber } from '../../../../core/store/batches.ts'
import { openStore, type Store } from '../../../../core/store/database.ts'
import { verifyLedger } from '../../../../core/verify/verify-ledger.ts'
import { beginPeers, type Peers, voteAll } from '../peers.ts'
import { answer, openWorld, type World } from '../world.ts'

const TOKEN = 'a token that only tests know'
const KEYS = ['22', '33'].map((byte) => `0x${byte.repeat(32)}`)
const SILENT = new Wallet(`0x${'44'.repeat(32)}`)
const RELAYER = new Wallet(`0x${'55'.repeat(32)}`)
const WINDOW_MS = 61 * 60_000
const EXPERTS_MS = 49 * 3_600_000

let world: World
let peers: Peers
let place: LedgerPlace
let operators: Operator[]
const servers: OperatorServer[] = []
const stores: Store[] = []

/** An operator that is a process of its own, as far as anybody can tell. */
async function startOperator(privateKey: string): Promise<Operator> {
  const store = await openStore('sqlite::memory:')
  const { client, clock } = world
  const service = createOperatorService({ client, store, clock, place, privateKey })
  const log = pino({ level: 'silent' })
  const server = await serveOperator({ service, host: '127.0.0.1', port: 0, token: TOKEN, log })
  servers.push(server)
  stores.push(store)
  return remoteOperator(service.address, server.url, TOKEN)
}

beforeEach(async () => {
  world = await openWorld({ windowMinutes: 60 })
  const { ledger, court } = world.contracts
  place = { chainId: world.client.chainId, ledger, court }
  const answering = await Promise.all(KEYS.map(startOperator))
  operators = inRegistryOrder([...answering, silentOperator(SILENT.address)])
  peers = await beginPeers(world, { items: 1, count: 12, validation: { minVotes: 3, panelMinVotes: 3 } })
  await answer(world, peers.project, peers.people[0] ?? Object(), 'yes')
  await world.settle()
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
  for (const store of stores.splice(0)) await store.close()
  await world.close()
})

async function evidence(): Promise<BatchEvidence> {
  const batch = await world.store.transaction((trx) => findBatchByNumber(trx, 1))
  if (!batch) throw new Error('no batch')
  return evidenceOf(batch)
}

async function state(): Promise<unknown> {
  return (await world.store.transaction((trx) => findBatchByNumber(trx, 1)))?.state
}

/** One of those who are asked disagrees with the others. */
async function voteWithMinority(): Promise<void> {
  const row = await world.store.transaction((trx) =>
    trx.selectFrom('draws').select('person_id').where('state', '=', 'offered').executeTakeFirstOrThrow(),
  )
  await voteAll(world, peers, (index) => (peers.people[index]?.personId === row.person_id ? 'no' : 'yes'))
  await world.settle()
}

async function ask(question: Partial<Question> = {}, changed: Partial<BatchEvidence> = {}) {
  const asked: Question = { batch: 1, round: 1, items: [0], ...question }
  const proof = { ...(await evidence()), ...changed }
  const quorum = await collectQuestion({ list: operators, threshold: 2 }, place, asked, async () => [proof])
  return { asked, quorum }
}

/** Brings it to the court, which anybody can. */
async function question(round: 1 | 2): Promise<void> {
  const { asked, quorum } = await ask({ round })
  await world.rpc('anvil_setBalance', RELAYER.address, '0x3635c9adc5dea00000')
  const sent = await RELAYER.connect(world.client.provider).sendTransaction({
    to: place.court,
    data: encodeQuestion(asked, quorum),
  })
  await sent.wait()
}

async function differences(): Promise<unknown> {
  const { client, contracts } = world
  const options = { client, ledger: contracts.ledger, registry: null, from: 0, data: null, all: true }
  return (await verifyLedger(options)).differences
}

test('an item that somebody would lose by is questioned in both rounds, and ends unclear with silent experts', async () => {
  await voteWithMinority()
  expect(await state()).toBe('proposed')
  await question(1)
  await world.wait(WINDOW_MS)
  await world.settle()
  expect(await state()).toBe('panelDrawn')

  await voteAll(world, peers, () => 'yes')
  await world.settle()
  expect(await state()).toBe('panelProposed')
  await question(2)
  await world.wait(WINDOW_MS)
  await world.settle()
  expect(await state()).toBe('experts')

  await world.wait(EXPERTS_MS)
  await world.settle()
  expect(await state()).toBe('closed')
  const contract = world.ledger()
  const [ended] = await contract.queryFilter(contract.getEvent('OpenVoided')(1), 0)
  expect(ended && 'args' in ended && ended.args.getValue('outcomes')).toBe('0x04')
  expect(await differences()).toEqual([])
})

describe('operators do not question', () => {
  const refusal = (reason: string) => ({
    code: 'operators.tooFew',
    params: { refusals: expect.stringContaining(reason) },
  })

  test('an item by whose verdict nobody loses, or one that is not there', async () => {
    await voteAll(world, peers, () => 'yes')
    await world.settle()
    await expect(ask()).rejects.toMatchObject(refusal('nobodyLoses'))
    await expect(ask({ items: [1] })).rejects.toMatchObject(refusal('nobodyLoses'))
  })

  test('a round that is not proposed, or another batch than they are told of', async () => {
    await expect(ask()).rejects.toMatchObject(refusal('wrongState'))
    await voteWithMinority()
    await expect(ask({ round: 2 })).rejects.toMatchObject(refusal('wrongState'))
    await expect(ask({ batch: 2 })).rejects.toMatchObject(refusal('noEvidence'))
    await ask()
  })

  test('on votes that are not those of the proposal', async () => {
    await voteAll(world, peers, () => 'yes')
    await world.settle()
    await expect(ask({}, { votes: '0x06' })).rejects.toMatchObject(refusal('commitment'))
    await expect(ask({}, { seed: `0x${'5'.repeat(64)}` })).rejects.toMatchObject(refusal('commitment'))
  })

  test('at the court of another ledger, or in another form', async () => {
    await voteWithMinority()
    const [operator] = operators.filter(({ address }) => address !== SILENT.address)
    const proof = await evidence()
    const at = (court: string, items: readonly number[]) =>
      operator?.question({ ...place, court }, { batch: 1, round: 1, items }, async () => [proof])
    await expect(at(place.ledger, [0])).rejects.toThrow('otherLedger')
    await expect(at(place.court, [])).rejects.toThrow('form')
    await expect(at(place.court, [0, 0])).rejects.toThrow('form')
  })
})
