import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Contract, Wallet } from 'ethers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { labelLedgerAbi } from '../../core/chain/abi/label-ledger.ts'
import { currentFees } from '../../core/chain/fees.ts'
import type { Operator } from '../../core/chain/quorum.ts'
import { readMoney } from '../../core/chain/read-money.ts'
import { ExpectedError } from '../../core/errors.ts'
import type { ItemId } from '../../core/ids.ts'
import type { BatchData } from '../../core/ledger/batch-data.ts'
import type { Account } from '../../core/people/account.ts'
import { transactionTotals } from '../../core/store/chain-transactions.ts'
import { receiptsOfBatch } from '../../core/store/receipts.ts'
import { claimItem } from '../../core/tasks/claim-item.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import { createDataSource } from '../../core/verify/data-source.ts'
import { verifyLedger } from '../../core/verify/verify-ledger.ts'
import { beginPeers, type Peers } from '../core/chain/peers.ts'
import { OPERATOR, openWorld, type World } from '../core/chain/world.ts'
import {
  acceptByExperts,
  appeal,
  appointExperts,
  batchNumbered,
  closeDispute,
  proveReceipt,
} from './settlement/court.ts'
import { type FaultyNode, startFaultyNode } from './settlement/faulty-node.ts'

type Published = BatchData & { readonly receipts: NonNullable<BatchData['receipts']> }

const ITEMS = 200
const BATCH = 50
const PEOPLE = 12
const WINDOW_MS = 61_000
const EXPERTS = ['61', '62'].map((byte) => new Wallet(`0x${byte.repeat(32)}`))
const STRANGER = new Wallet(`0x${'99'.repeat(32)}`)

let world: World
let peers: Peers
let node: FaultyNode
let operators: readonly Operator[]
/** Operators sign; receipts they give always. */
let signing = true
/** Index of each item, in the order in which they were annotated. */
const order = new Map<ItemId, number>()

beforeAll(async () => {
  world = await openWorld({
    minWindow: 60,
    endpoint: async (url) => {
      node = await startFaultyNode(url)
      return node.url
    },
    operators: (honest) => {
      operators = honest
      return honest.map((operator, index) => (index === 2 ? silent(operator) : obedient(operator)))
    },
  })
  const threshold = { numerator: 9, denominator: 10 }
  peers = await beginPeers(world, { count: PEOPLE, items: ITEMS, threshold })
  await appointExperts(world, EXPERTS)
}, 300_000)
afterAll(async () => {
  await world.close()
  await node.close()
})

function silent(operator: Operator): Operator {
  const never = async (): Promise<never> => {
    throw new Error('silent')
  }
  return { ...operator, sign: never, confirm: never, question: never }
}

function obedient(operator: Operator): Operator {
  return {
    ...operator,
    sign: async (...args) => {
      if (!signing) throw new Error('waiting')
      return await operator.sign(...args)
    },
  }
}

/** Everybody annotates in turn, until `count` items more are. All say yes. */
async function annotate(count: number): Promise<void> {
  const { project, people } = peers
  for (let done = 0; done < count; done++) {
    const account = people[done % people.length]
    if (!account) throw new Error('nobody')
    await world.store.transaction(async (trx) => {
      const { assignmentId, item } = await claimItem(trx, world.clock, account, { projectSlug: project.slug })
      await submitAnnotation(trx, world.clock, account, { assignmentId, label: 'yes', platform: 'web' })
      order.set(item.id, order.size)
    })
  }
}

/** How the people vote on an item: whether they split, and whether the first round or the panel finds it wrong. */
interface Opinion {
  readonly splits: boolean
  readonly panelSplits: boolean
  readonly firstSays: 'yes' | 'no'
  readonly panelSays: 'yes' | 'no'
}

const APPEAL_UPHELD = 11
const APPEAL_LOST = 12

function opinionOn(index: number): Opinion {
  return {
    splits: index % 10 === 0,
    panelSplits: index % 40 === 0,
    firstSays: index === APPEAL_UPHELD || index === APPEAL_LOST ? 'no' : 'yes',
    panelSays: index === APPEAL_LOST ? 'no' : 'yes',
  }
}

/** Everybody who is asked votes, until nobody is. */
async function vote(): Promise<void> {
  for (let asked = true; asked; ) {
    asked = false
    for (const account of peers.people) while (await voteOnce(account)) asked = true
  }
}

function voteOnce(account: Account): Promise<boolean> {
  return world.store.transaction(async (trx) => {
    const draw = await trx
      .selectFrom('draws')
      .select('id')
      .where('person_id', '=', account.personId)
      .where('state', '=', 'offered')
      .executeTakeFirst()
    if (!draw) return false
    const { assignmentId, item } = await claimItem(trx, world.clock, account, {})
    const votes = await trx
      .selectFrom('draws')
      .select(['stage', 'code', 'state'])
      .where('item_id', '=', item.id)
      .execute()
    const panel = votes.some((one) => one.stage === 2)
    const before = votes.filter((one) => one.code !== null && (one.stage === 2) === panel).length
    const opinion = opinionOn(order.get(item.id) ?? 0)
    const says = panel ? opinion.panelSays : opinion.firstSays
    const splits = panel ? opinion.panelSplits : opinion.splits
    const label = splits ? (before % 2 === 0 ? 'yes' : 'no') : says
    await submitAnnotation(trx, world.clock, account, { assignmentId, label, platform: 'web' })
    return true
  })
}

/** From the window of the votes to the end of what peers can decide. */
async function finish(): Promise<void> {
  for (let rounds = 0; rounds < 6; rounds++) {
    await world.settle()
    await vote()
    await world.settle()
    await world.wait(WINDOW_MS)
    await world.settle()
    if ((await openStates()).every((state) => state === 'experts')) return
  }
  throw new Error(`peers do not come to an end: ${await openStates()}`)
}

async function openStates(): Promise<string[]> {
  const rows = await world.store.transaction((trx) =>
    trx.selectFrom('batches').select('state').where('closed_at', 'is', null).execute(),
  )
  return rows.map((row) => row.state)
}

/** Position of an item in its batch. */
async function positionOf(index: number): Promise<{ position: number; wallet: Wallet }> {
  const [id] = [...order].find(([, at]) => at === index) ?? []
  if (!id) throw new Error(`no item ${index}`)
  const row = await world.store.transaction((trx) =>
    trx
      .selectFrom('batch_items')
      .innerJoin('annotations', 'annotations.id', 'batch_items.annotation_id')
      .select(['position', 'annotations.account_id'])
      .where('batch_items.item_id', '=', id)
      .executeTakeFirstOrThrow(),
  )
  const person = peers.people.findIndex((account) => account.id === row.account_id)
  return { position: row.position, wallet: world.signer(person) }
}

async function verify(data: string | null) {
  const { client, contracts } = world
  const source = data === null ? null : createDataSource(data)
  return await verifyLedger({
    client,
    ledger: contracts.ledger,
    registry: null,
    from: 0,
    data: source,
    all: true,
  })
}

/** Runs the world against a node that breaks off again and again, each time one request later. */
async function settleThroughCuts(): Promise<number> {
  let failures = 0
  for (let requests = 0; requests < 40; requests += 3) {
    node.cutAfter(requests)
    try {
      await world.step()
    } catch (thrown) {
      if (!(thrown instanceof ExpectedError && thrown.code === 'chain.unreachable')) throw thrown
      failures++
    }
  }
  node.mend()
  await world.settle()
  return failures
}

test('two hundred items settle exactly once, whatever happens to operators, node, gas and chain', {
  timeout: 600_000,
}, async () => {
  // The first batch: one appeal that is upheld and one that is lost.
  await annotate(BATCH)
  await world.settle()
  await vote()
  await world.settle()
  const first = await batchNumbered(world, 1)
  expect(first.state).toBe('proposed')
  for (const index of [APPEAL_UPHELD, APPEAL_LOST]) {
    const { position, wallet } = await positionOf(index)
    await appeal(world, wallet, first, position)
  }
  await world.wait(WINDOW_MS)
  await finish()
  const upheld = await positionOf(APPEAL_UPHELD)
  const lost = await positionOf(APPEAL_LOST)
  await acceptByExperts(world, EXPERTS, await batchNumbered(world, 1))
  await world.settle()
  expect(await closeDispute(world, 1, upheld.position)).toBe(true)
  expect(await closeDispute(world, 1, lost.position)).toBe(false)

  // The second one: somebody turns a vote over after its receipt, and the operators propose it.
  await annotate(BATCH)
  await world.settle()
  await vote()
  signing = false
  await expect(world.settle()).rejects.toMatchObject({ code: 'operators.tooFew' })
  const forged = await turnVoteOver()
  signing = true
  await world.settle()
  const ledger = new Contract(world.contracts.ledger, labelLedgerAbi, world.client.provider)
  const bondOf = async () => Number((await ledger.getFunction('bondOf').staticCall(forged.operator))[0])
  const bond = await bondOf()
  const list = operators.map((operator) => operator.address)
  await proveReceipt(world, world.signer(0), await batchNumbered(world, 2), { ...forged, operators: list })
  expect(await bondOf()).toBe(bond - 50_000)
  await world.wait(WINDOW_MS)
  await finish()

  // The third one: a node that breaks off, and a chain that goes back in the middle.
  await annotate(BATCH)
  expect(await settleThroughCuts()).toBeGreaterThan(5)
  await vote()
  const snapshot = await world.rpc('evm_snapshot')
  await world.settle()
  await world.rpc('evm_revert', snapshot)
  await finish()

  // The last one: fees rise tenfold over a transaction, and somebody else takes the nonce of another.
  await annotate(BATCH)
  await world.rpc('evm_setAutomine', false)
  await world.tick()
  await world.rpc('anvil_setNextBlockBaseFeePerGas', '0x12a05f20000')
  await world.rpc('evm_mine')
  world.clock.advance(61_000)
  await world.tick()
  await world.rpc('evm_setAutomine', true)
  await world.rpc('evm_mine')
  await world.settle()
  await vote()
  await world.rpc('evm_setAutomine', false)
  await world.tick()
  await takeNonce()
  await world.rpc('evm_setAutomine', true)
  await world.rpc('evm_mine')
  await finish()

  await expectFaultsHappened()

  // Experts who say nothing: what waits for them is void.
  await world.wait(3 * 24 * 3_600_000)
  await world.settle()
  expect(await openStates()).toEqual([])

  await expectSettledOnce()
  expect((await verify(null)).differences).toEqual([])
  const published = await verify(world.published)
  expect(published.differences.map(({ code, params }) => ({ code, ...params }))).toEqual([
    expect.objectContaining({
      code: 'verify.receiptVote',
      batch: 2,
      item: forged.item,
      account: forged.account,
    }),
  ])
  await expectManipulationsFound()
})

/** Turns over an approval of the batch under way that had its receipt. Returns the receipt. */
async function turnVoteOver() {
  return await world.store.transaction(async (trx) => {
    const batch = await trx
      .selectFrom('batches')
      .select('id')
      .where('state', '=', 'drawn')
      .executeTakeFirstOrThrow()
    const receipts = await receiptsOfBatch(trx, batch.id)
    const receipt = receipts.find((one) => one.code === 1 && one.position % 10 !== 0)
    if (!receipt) throw new Error('no approval')
    const { draw_id: id } = await trx
      .selectFrom('receipts')
      .select('draw_id')
      .where('signature', '=', receipt.signature)
      .executeTakeFirstOrThrow()
    await trx.updateTable('draws').set({ code: 2 }).where('id', '=', id).execute()
    await trx.updateTable('batches').set({ votes: null }).where('id', '=', batch.id).execute()
    const { position: item, ledgerAccount: account, ...rest } = receipt
    return { item, account, ...rest }
  })
}

/** A dearer transaction of somebody with the same key takes the place of the one that is waiting. */
async function takeNonce(): Promise<void> {
  const { provider } = world.client
  const nonce = await provider.getTransactionCount(OPERATOR.address, 'latest')
  const waiting = Object(await world.rpc('txpool_content')).pending ?? {}
  for (const { hash } of Object.values(Object(Object.values(waiting)[0] ?? {})) as { hash: string }[]) {
    await world.rpc('anvil_dropTransaction', hash)
  }
  const fees = await currentFees(provider)
  await OPERATOR.connect(provider).sendTransaction({ to: STRANGER.address, value: 1n, nonce, ...fees })
}

/** The faults were real ones: panels were needed, fees were raised, and the nonce was gone. */
async function expectFaultsHappened(): Promise<void> {
  const { panels, attempts } = await world.store.transaction(async (trx) => ({
    panels: await trx.selectFrom('draws').select('item_id').distinct().where('stage', '=', 2).execute(),
    attempts: await trx.selectFrom('chain_transactions').select('attempts').execute(),
  }))
  expect(panels.length).toBeGreaterThanOrEqual(ITEMS / 10)
  expect(attempts.some((row) => JSON.parse(row.attempts).length > 1)).toBe(true)
  expect(await world.client.provider.getBalance(STRANGER.address)).toBe(1n)
}

async function expectSettledOnce(): Promise<void> {
  const { batches, items, payments, decisions } = await world.store.transaction(async (trx) => ({
    batches: await trx.selectFrom('batches').select(['number', 'state']).execute(),
    items: await trx.selectFrom('batch_items').select(['item_id', 'outcome']).execute(),
    payments: await trx.selectFrom('payments').select('annotation_id').execute(),
    decisions: await trx.selectFrom('decisions').select('item_id').execute(),
  }))
  expect(batches.length).toBeGreaterThanOrEqual(4)
  expect(batches.every((batch) => batch.state === 'closed')).toBe(true)
  expect(items).toHaveLength(ITEMS)
  expect(items.every((item) => item.outcome !== null)).toBe(true)
  // A rejected item on which not nine in ten agree is annotated once more; an accepted one is decided.
  const decided = items.filter((item) => item.outcome === 'accepted' || item.outcome === 'rejected')
  const accepted = items.filter((item) => item.outcome === 'accepted').map((item) => item.item_id)
  const decisionItems = decisions.map((decision) => decision.item_id)
  expect(new Set(accepted).size).toBe(accepted.length)
  expect(new Set(decisionItems).size).toBe(decisionItems.length)
  expect(decisionItems).toEqual(expect.arrayContaining(accepted))
  expect(decided.length).toBeGreaterThan(ITEMS - 10)
  expect(items.filter((item) => item.outcome === 'void').length).toBeLessThanOrEqual(10)
  expect(new Set(payments.map((payment) => payment.annotation_id)).size).toBe(payments.length)
  const { open, failed } = await world.store.transaction(transactionTotals)
  expect({ open, failed }).toEqual({ open: 0, failed: 0 })
  const money = await readMoney(world.client.url, world.contracts)
  expect(money.reservedWei).toBe(0n)
  expect(money.owedWei).toBe(money.tokenBalanceWei)
}

/** Ten ways to publish something else than what was done, each in its place; all are found in one look. */
async function expectManipulationsFound(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-manipulated-'))
  const read = async (batch: number): Promise<Published> =>
    JSON.parse(await readFile(join(world.published, `${batch}.json`), 'utf8'))
  const [one, two, three, four] = [await read(1), await read(2), await read(3), await read(4)]
  const [label, other] = one.labels
  const [receipt, second, third, fourth] = one.receipts
  if (!label || !other || !receipt || !second || !third || !fourth) throw new Error('nothing was published')
  const stranger = { ...third, account: 99 }
  const manipulated: [number, unknown][] = [
    [
      1,
      {
        ...one,
        salt: one.salt.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
        labels: [
          { ...label, annotator: other.annotator },
          { ...other, sentAt: 2_500_000_000 },
          ...one.labels.slice(2),
        ],
        receipts: [
          { ...receipt, vote: receipt.vote === 'approve' ? 'reject' : 'approve' },
          second,
          second,
          stranger,
          ...one.receipts.slice(4),
        ],
      },
    ],
    [2, { ...two, labels: two.labels.slice(1) }],
    [3, { ...three, chainId: '1' }],
    [4, { ...four, labels: four.labels.map(({ labelHash: _, ...rest }) => rest) }],
  ]
  for (const [batch, data] of manipulated)
    await writeFile(join(folder, `${batch}.json`), JSON.stringify(data))
  const { differences } = await verify(folder)
  await rm(folder, { recursive: true })
  const codes = new Set(differences.map((difference) => difference.code))
  for (const code of [
    'verify.dataAnnotator',
    'verify.dataLate',
    'verify.dataRoot',
    'verify.receiptSignature',
    'verify.receiptTwice',
    'verify.voteWithoutReceipt',
    'verify.dataCount',
    'verify.dataForeign',
    'verify.dataInvalid',
  ]) {
    expect(codes).toContain(code)
  }
  expect(differences.length).toBeGreaterThanOrEqual(10)
}
