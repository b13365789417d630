import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ledgerInterface } from '../../../../core/chain/ledger-interface.ts'
import { evidenceOf, fullEvidenceOf } from '../../../../core/chain/operator/evidence-of.ts'
import { remoteOperator } from '../../../../core/chain/operator/remote-operator.ts'
import { type OperatorServer, serveOperator } from '../../../../core/chain/operator/serve.ts'
import { createOperatorService, type OperatorService } from '../../../../core/chain/operator/service.ts'
import type { LedgerPlace, Operator } from '../../../../core/chain/quorum.ts'
import { findBatchByNumber } from '../../../../core/store/batches.ts'
import { openStore, type Store } from '../../../../core/store/database.ts'
import { createDataSource } from '../../../../core/verify/data-source.ts'
import { verifyLedger } from '../../../../core/verify/verify-ledger.ts'
import { beginPeers, type Peers, voteAll } from '../peers.ts'
import { answer, openWorld, type World } from '../world.ts'

const TOKEN = 'a token that only tests know'
const ZERO = `0x${'0'.repeat(64)}`
const KEYS = ['22', '33', '44'].map((byte) => `0x${byte.repeat(32)}`)

let world: World
let peers: Peers
let place: LedgerPlace
const services: OperatorService[] = []
const servers: OperatorServer[] = []
const stores: Store[] = []
const remote = new Map<string, Operator>()

/** Asks whoever answers for this operator by then. */
function later({ address }: Operator): Operator {
  const found = (): Operator => {
    const operator = remote.get(address)
    if (!operator) throw new Error('silent')
    return operator
  }
  return {
    address,
    confirm: async (...args) => found().confirm(...args),
    sign: async (...args) => found().sign(...args),
    question: async (...args) => found().question(...args),
  }
}

async function startOperator(privateKey: string): Promise<void> {
  const store = await openStore('sqlite::memory:')
  const { client, clock } = world
  const service = createOperatorService({ client, store, clock, place, privateKey })
  const log = pino({ level: 'silent' })
  const server = await serveOperator({ service, host: '127.0.0.1', port: 0, token: TOKEN, log })
  remote.set(service.address, remoteOperator(service.address, server.url, TOKEN))
  services.push(service)
  servers.push(server)
  stores.push(store)
}

beforeEach(async () => {
  world = await openWorld({ operators: (honest) => honest.map(later) })
  const { ledger, court } = world.contracts
  place = { chainId: world.client.chainId, ledger, court }
  // The third never answers.
  for (const key of KEYS.slice(0, 2)) await startOperator(key)
  peers = await beginPeers(world, { count: 6, items: 4 })
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
  for (const store of stores.splice(0)) await store.close()
  services.splice(0)
  remote.clear()
  await world.close()
})

const person = (index: number) => peers.people[index] ?? Object()
const states = async () =>
  (await world.store.transaction((trx) => trx.selectFrom('batches').select('state').execute())).map(
    (row) => row.state,
  )
async function batchOf(number: number) {
  const batch = await world.store.transaction((trx) => findBatchByNumber(trx, number))
  if (!batch) throw new Error(`no batch ${number}`)
  return batch
}
const refusal = (reason: string) => ({ code: 'operator.refused', params: { reason } })

test('two of three operators, each a process that computes everything again, settle batches and panels', async () => {
  for (const index of [0, 1, 2]) await answer(world, peers.project, person(index), 'yes')
  await world.settle()
  await voteAll(world, peers, (index) => (index % 2 === 0 ? 'yes' : 'no'))
  await world.settle()
  await voteAll(world, peers, () => 'yes')
  await world.settle()
  expect(new Set(await states())).not.toContain('drawn')
  expect((await states()).every((state) => state === 'closed' || state === 'experts')).toBe(true)
  const data = createDataSource(world.published)
  const { client, contracts } = world
  const report = await verifyLedger({
    client,
    ledger: contracts.ledger,
    registry: null,
    from: 0,
    data,
    all: true,
  })
  expect(report.differences).toEqual([])
  expect(report.batches).toBeGreaterThan(0)
})

test('a vote that is changed after its receipt is not signed by anybody', async () => {
  await answer(world, peers.project, person(0), 'yes')
  await world.settle()
  await voteAll(world, peers, () => 'yes')
  // All votes get their receipts in one look, while nothing is signed; then somebody turns one over in the database.
  let signing = false
  for (const [address, operator] of remote) {
    remote.set(address, {
      ...operator,
      sign: async (...args) => {
        if (!signing) throw new Error('not yet')
        return operator.sign(...args)
      },
    })
  }
  await expect(world.settle()).rejects.toMatchObject({ code: 'operators.tooFew' })
  await world.store.transaction(async (trx) => {
    const vote = await trx.selectFrom('draws').select('id').where('code', '=', 1).executeTakeFirstOrThrow()
    await trx.updateTable('draws').set({ code: 2 }).where('id', '=', vote.id).execute()
    await trx.updateTable('batches').set({ votes: null }).execute()
  })
  signing = true
  await expect(world.settle()).rejects.toMatchObject({
    code: 'operators.tooFew',
    params: { refusals: expect.stringContaining('receiptIgnored') },
  })
  expect(await states()).toEqual(['drawn'])
})

describe('an operator does not sign', () => {
  const operator = (): OperatorService => {
    const [first] = services
    if (!first) throw new Error('no operator')
    return first
  }

  test('calls that are not of a batch, of another ledger, or about a batch it is told nothing of', async () => {
    const call = (name: string, args: unknown[]) => ledgerInterface.encodeFunctionData(name, args)
    const ask = (calls: string[], at = place) => operator().sign({ ...at, calls, evidence: [] })
    await expect(ask([call('setSeatStake', [1n])])).rejects.toMatchObject(refusal('unknownCall'))
    await expect(ask(['0x12345678'])).rejects.toMatchObject(refusal('unknownCall'))
    const request = { project: 1, labelsRoot: ZERO, secretHash: ZERO, annotators: '0x', items: '0x' }
    const lock = call('lockBatch', [1, request, { operators: '0x', signatures: '0x' }])
    await expect(ask([lock])).rejects.toMatchObject(refusal('noEvidence'))
    const elsewhere = { ...place, ledger: place.court }
    await expect(ask(['0x12345678'], elsewhere)).rejects.toMatchObject(refusal('otherLedger'))
  })

  test('a lock with labels of others, of the future, or of a batch that is not the next', async () => {
    await answer(world, peers.project, person(0), 'yes')
    await world.settle()
    const batch = await batchOf(1)
    const evidence = await world.store.transaction((trx) => fullEvidenceOf(trx, place, batch))
    const { ledgerProject: project, labelsRoot, annotators, items } = batch
    const request = { project, labelsRoot, secretHash: ZERO, annotators, items }
    const lock = (number: number) =>
      ledgerInterface.encodeFunctionData('lockBatch', [
        number,
        request,
        { operators: '0x', signatures: '0x' },
      ])
    const ask = (number: number, changed: Partial<typeof evidence> = {}) =>
      operator().sign({
        ...place,
        calls: [lock(number)],
        evidence: [{ ...evidence, ...changed, batch: number }],
      })
    await expect(ask(1)).rejects.toMatchObject(refusal('batchNumber'))
    // As batch 2 the labels are in order, but batch 1 holds them already.
    await expect(ask(2)).rejects.toMatchObject(refusal('labelTwice'))
    const { data } = evidence
    if (!data) throw new Error('no labels')
    const changed = (change: object) => ({
      data: { ...data, labels: data.labels.map((one) => ({ ...one, ...change })) },
    })
    await expect(ask(2, changed({ annotator: 2 }))).rejects.toMatchObject(refusal('labels'))
    await expect(ask(2, changed({ sentAt: 4_000_000_000 }))).rejects.toMatchObject(refusal('labels'))
  })

  test('a receipt of somebody who was not drawn, of another time, or of a second vote', async () => {
    await answer(world, peers.project, person(0), 'yes')
    await world.settle()
    const evidence = evidenceOf(await batchOf(1))
    const draws = await world.store.transaction((trx) =>
      trx
        .selectFrom('draws')
        .innerJoin('seats', 'seats.seat', 'draws.seat')
        .select('seats.ledger_account')
        .execute(),
    )
    const drawn = draws.map((row) => row.ledger_account)
    const [account = 0] = drawn
    const stranger = [1, 2, 3, 4, 5, 6].find((one) => !drawn.includes(one)) ?? 0
    const at = Math.floor(Date.parse(world.clock.now()) / 1_000)
    const ask = (receipt: object) =>
      operator().confirm({
        ...place,
        receipt: { batch: 1, item: 0, account, code: 1, at, ...receipt },
        evidence,
      })
    await expect(ask({ account: stranger })).rejects.toMatchObject(refusal('notDrawn'))
    await expect(ask({ at: at + 3_600 })).rejects.toMatchObject(refusal('otherTime'))
    expect(await ask({})).toMatch(/^0x[0-9a-f]{130}$/)
    expect(await ask({ at: at - 1 })).toMatch(/^0x[0-9a-f]{130}$/)
    await expect(ask({ code: 2 })).rejects.toMatchObject(refusal('otherVote'))
    const other = { ...evidence, secret: `0x${'5'.repeat(64)}` }
    const asked = { ...place, receipt: { batch: 1, item: 0, account, code: 1, at } }
    await expect(operator().confirm({ ...asked, evidence: other })).rejects.toMatchObject(
      refusal('commitment'),
    )
  })

  test('for anybody without the token, and says nothing but its address', async () => {
    const [server] = servers
    const url = server?.url ?? ''
    expect(await (await fetch(url)).json()).toEqual({ operator: operator().address })
    for (const authorization of ['', 'Bearer wrong', `Bearer ${TOKEN}x`]) {
      const response = await fetch(`${url}/operation`, {
        method: 'POST',
        headers: { authorization },
        body: '{}',
      })
      expect(response.status).toBe(401)
    }
    const headers = { authorization: `Bearer ${TOKEN}` }
    expect((await fetch(`${url}/operation`, { method: 'POST', headers, body: '{}' })).status).toBe(400)
    expect((await fetch(`${url}/operation`, { method: 'POST', headers, body: '{' })).status).toBe(400)
    expect((await fetch(`${url}/other`, { method: 'POST', headers, body: '{}' })).status).toBe(404)
  })
})
