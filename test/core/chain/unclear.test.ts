import { afterEach, expect, test } from 'vitest'
import { disputeData } from '../../../core/chain/court/dispute-data.ts'
import { readMoney } from '../../../core/chain/read-money.ts'
import { tellVerdicts } from '../../../core/consensus/appeals/tell-verdicts.ts'
import { ruleItem } from '../../../core/consensus/experts/rule-item.ts'
import { tendCases } from '../../../core/consensus/experts/tend-cases.ts'
import type { Account } from '../../../core/people/account.ts'
import { openBatches } from '../../../core/store/batches.ts'
import { transactionTotals } from '../../../core/store/chain-transactions.ts'
import { demoWalletOf } from '../../../core/store/demo-experts.ts'
import { type RuledLabel, UNCLEAR } from '../../../core/store/expert-cases.ts'
import { insertRoleOfPerson } from '../../../core/store/roles.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { beginPeers, type Peers, voteAll } from './peers.ts'
import { answer, openWorld, STAKE, type World, type WorldOptions } from './world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** As the court codes that somebody says that an answer is not theirs. */
const NOT_MINE = 0

let world: World
let peers: Peers

afterEach(() => world.close())

const person = (index: number) => peers.people[index] as Account
const item = () =>
  world.store.transaction((trx) => trx.selectFrom('items').selectAll().executeTakeFirstOrThrow())
const outcomes = async () =>
  (await world.store.transaction((trx) => trx.selectFrom('batch_items').select('outcome').execute())).map(
    (one) => one.outcome,
  )
const states = async () => (await world.store.transaction((trx) => openBatches(trx))).map((one) => one.state)
const questions = () =>
  world.store.transaction((trx) => trx.selectFrom('questions').selectAll().orderBy('stage').execute())
const noticesOf = async (kind: string) =>
  (
    await world.store.transaction((trx) =>
      trx.selectFrom('notifications').selectAll().where('kind', '=', kind).execute(),
    )
  ).map((notice) => ({ accountId: notice.account_id, ...JSON.parse(notice.params) }))

/** A project in which nothing that takes a stake is sure enough, unless it says otherwise. */
async function begin(belief = 1, options: WorldOptions = {}): Promise<void> {
  world = await openWorld({ windowMinutes: 60, ...options })
  peers = await beginPeers(world, { items: 1, count: 12, minorities: { belief } })
}

/** Everybody who is asked says "no"; the votes stand on the ledger. */
async function voteAgainst(): Promise<void> {
  await voteAll(world, peers, () => 'no')
  await world.settle()
}

/** Person 0 answers "yes", and every validator who is asked says "no". */
async function reject(): Promise<void> {
  await answer(world, peers.project, person(0), 'yes')
  await world.settle()
  await voteAgainst()
}

/** The window ends, and the next round is drawn, or the verdict paid. */
async function nextRound(): Promise<void> {
  await world.wait(61 * MINUTE_MS)
  await world.settle()
}

/** Both rounds are questioned. */
async function bringToExperts(): Promise<void> {
  await reject()
  await nextRound()
  await voteAgainst()
  await nextRound()
  await tendCases(world.store, world.clock)
  expect(await states()).toEqual(['experts'])
}

/** Somebody who came too late to be drawn rules as an expert. */
async function rule(label: RuledLabel): Promise<void> {
  const expert = await world.newcomer('eve')
  await world.settle()
  const grant = { personId: expert.personId, role: 'expert', grantedAt: world.clock.now() } as const
  const { id: itemId } = await item()
  await world.store.transaction(async (trx) => {
    await insertRoleOfPerson(trx, grant)
    await ruleItem(trx, world.clock, expert, { itemId, label, reason: 'Both can be defended' })
  })
  await world.settle()
}

async function payments() {
  return await world.store.transaction((trx) =>
    trx
      .selectFrom('payments')
      .innerJoin('annotations', 'annotations.id', 'payments.annotation_id')
      .select(['annotations.role', 'payments.reward_wei', 'payments.share_wei', 'payments.slash_wei'])
      .execute(),
  )
}

/** Everybody who answered has a reward, nobody lost anything, and the tokens on the ledger are all somebody's. */
async function expectEverybodyPaid(): Promise<void> {
  const answers = await world.store.transaction((trx) => trx.selectFrom('annotations').select('id').execute())
  const paid = await payments()
  expect(paid).toHaveLength(answers.length)
  expect(
    paid.filter((one) => one.reward_wei === '0' || one.slash_wei !== '0' || one.share_wei !== '0'),
  ).toEqual([])
  const wallet = await world.store.transaction((trx) => findWallet(trx, person(0).id))
  expect(wallet).toMatchObject({ stakeWei: STAKE, heldWei: 0n, slashedWei: 0n })
  await expectMoneyAddsUp()
}

async function expectMoneyAddsUp(): Promise<void> {
  const money = await readMoney(world.client.url, world.contracts)
  expect(money.owedWei).toBe(money.tokenBalanceWei)
  const totals = await world.store.transaction((trx) => transactionTotals(trx))
  expect(totals).toMatchObject({ open: 0, failed: 0 })
}

test('a doubtful verdict is questioned once in each round, and everybody concerned is told before they lose anything', async () => {
  await begin()
  await reject()
  expect(await questions()).toMatchObject([{ stage: 1, positions: '[0]', state: 'taken' }])
  await world.settle()
  await tellVerdicts(world.store, world.clock)
  const voters = await world.store.transaction((trx) =>
    trx.selectFrom('annotations').select('account_id').execute(),
  )
  const told = await noticesOf('verdict.questioned')
  expect(told.map((one) => one.accountId).sort()).toEqual(voters.map((one) => one.account_id).sort())
  expect(told[0]).toMatchObject({ count: 1, stage: 1, deadline: expect.any(String) })
  // There is nothing to appeal against: others look at it anyway.
  expect(await noticesOf('verdict.against')).toEqual([])
  await nextRound()
  expect(await states()).toEqual(['panelDrawn'])
  expect(await payments()).toEqual([])
  await voteAgainst()
  expect(await questions()).toMatchObject([{ stage: 1 }, { stage: 2, positions: '[0]', state: 'taken' }])
  expect((await noticesOf('verdict.questioned')).filter((one) => one.stage === 2).length).toBeGreaterThan(4)
  await nextRound()
  expect(await states()).toEqual(['experts'])
  expect(await payments()).toEqual([])
})

test('experts say that it is unclear: everybody is paid, nobody is slashed, and no label is accepted', async () => {
  await begin()
  await bringToExperts()
  await rule(UNCLEAR)
  expect(await outcomes()).toEqual(['unclear'])
  expect(await item()).toMatchObject({ state: 'undecided' })
  await expectEverybodyPaid()
  expect(await noticesOf('stake.returned')).toEqual([])
  const [told] = (await noticesOf('item.ruled')).filter((one) => one.accountId === person(0).id)
  expect(told).toMatchObject({ label: null, isUnclear: true, reasons: ['Both can be defended'] })
  const judged = await world.store.transaction((trx) => trx.selectFrom('standings').selectAll().execute())
  expect(judged).toEqual([])
})

test('experts can still decide it, by which the minority loses', async () => {
  await begin()
  await bringToExperts()
  await rule('no')
  expect(await outcomes()).toEqual(['rejected'])
  expect((await payments()).filter((one) => one.slash_wei !== '0')).toMatchObject([{ role: 'annotator' }])
  await expectMoneyAddsUp()
})

test('what experts do not decide in time is unclear too', async () => {
  await begin()
  await bringToExperts()
  await world.wait(49 * HOUR_MS)
  await world.settle()
  expect(await outcomes()).toEqual(['unclear'])
  expect(await item()).toMatchObject({ state: 'undecided' })
  await expectEverybodyPaid()
  const [told] = (await noticesOf('item.ruled')).filter((one) => one.accountId === person(0).id)
  expect(told).toMatchObject({ label: null, isUnclear: true, reasons: [] })
})

test('an item of which somebody says that the answer is not theirs cannot be unclear, and ends void', async () => {
  await begin(0)
  await reject()
  const [batch] = await world.store.transaction((trx) => openBatches(trx))
  const wallet = await world.store.transaction((trx) => demoWalletOf(trx, person(0).id))
  if (!batch || !wallet) throw new Error('nothing is there to contest')
  const claim = { account: wallet.address, batch: batch.number, item: 0, kind: NOT_MINE, signature: '0x' }
  await world.rpc('anvil_setBalance', wallet.address, '0x3635c9adc5dea00000')
  const sent = await world
    .signer(wallet.demoIndex)
    .connect(world.client.provider)
    .sendTransaction({ to: world.contracts.court, data: disputeData(batch, { stage: 1 }, claim) })
  await sent.wait()
  await nextRound()
  // Whatever the panel says of it, the experts have it next.
  await voteAgainst()
  await nextRound()
  await tendCases(world.store, world.clock)
  expect(await states()).toEqual(['experts'])
  await expect(rule(UNCLEAR)).rejects.toMatchObject({ code: 'expert.notUnclear' })
  await world.wait(49 * HOUR_MS)
  await world.settle()
  expect(await outcomes()).toEqual(['void'])
  expect(await payments()).toEqual([])
})

test('a project that trusts votes alone has none of its verdicts questioned', async () => {
  await begin(0)
  await reject()
  expect(await questions()).toMatchObject([{ stage: 1, positions: '[]', state: 'none' }])
  await nextRound()
  expect(await outcomes()).toEqual(['rejected'])
  await expectMoneyAddsUp()
})

test('operators who do not question hold nothing up', async () => {
  const refuse = () => Promise.reject(new Error('the operator is silent'))
  await begin(1, { operators: (honest) => honest.map((one) => ({ ...one, question: refuse })) })
  await reject()
  expect(await questions()).toMatchObject([{ state: 'asked' }])
  // Whoever it goes against can still appeal.
  await tellVerdicts(world.store, world.clock)
  expect(await noticesOf('verdict.against')).toMatchObject([{ accountId: person(0).id }])
  await nextRound()
  expect(await outcomes()).toEqual(['rejected'])
  await expectMoneyAddsUp()
})
