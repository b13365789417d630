import { afterEach, beforeEach, expect, test } from 'vitest'
import { readMoney } from '../../../core/chain/read-money.ts'
import { appealBond } from '../../../core/consensus/appeals/appeal-bond.ts'
import { fileAppeal } from '../../../core/consensus/appeals/file-appeal.ts'
import { tellVerdicts } from '../../../core/consensus/appeals/tell-verdicts.ts'
import { ruleItem } from '../../../core/consensus/experts/rule-item.ts'
import { weiOf } from '../../../core/ledger/units.ts'
import { accountLayout } from '../../../core/ledger/words.ts'
import type { Account } from '../../../core/people/account.ts'
import { transactionTotals } from '../../../core/store/chain-transactions.ts'
import { insertRoleOfPerson } from '../../../core/store/roles.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { addItems, TOKEN } from '../../support/community.ts'
import { beginPeers, type Peers, voteAll } from './peers.ts'
import { answer, openWorld, STAKE, type World } from './world.ts'

const MINUTE_MS = 60_000
const SLASH = TOKEN / 5n

let world: World
let peers: Peers

beforeEach(async () => {
  world = await openWorld({ windowMinutes: 60 })
  peers = await beginPeers(world, { items: 1, count: 12 })
})
afterEach(() => world.close())

const person = (index: number) => peers.people[index] as Account
const walletOf = async ({ id }: Account) => {
  const wallet = await world.store.transaction((trx) => findWallet(trx, id))
  if (!wallet) throw new Error('no wallet')
  const { stakeWei, heldWei, earnedWei, slashedWei } = wallet
  return { stakeWei, heldWei, earnedWei, slashedWei }
}
const item = () =>
  world.store.transaction((trx) => trx.selectFrom('items').selectAll().executeTakeFirstOrThrow())
const appeals = () =>
  world.store.transaction((trx) => trx.selectFrom('appeals').selectAll().orderBy('stage').execute())
const noticesOf = async (kind: string) =>
  (
    await world.store.transaction((trx) =>
      trx.selectFrom('notifications').selectAll().where('kind', '=', kind).execute(),
    )
  ).map((notice) => ({ accountId: notice.account_id, ...JSON.parse(notice.params) }))

/** Person 0 answers "yes", and every validator who is asked says "no". */
async function reject(): Promise<void> {
  await answer(world, peers.project, person(0), 'yes')
  await world.settle()
  await voteAll(world, peers, () => 'no')
  await world.settle()
}

async function file(account: Account, reason = 'The guideline says so') {
  const { id: itemId } = await item()
  const filed = await world.store.transaction((trx) =>
    fileAppeal(trx, world.clock, account, { itemId, reason }),
  )
  await world.settle()
  return filed
}

/** The window ends, and the next round is drawn, or the verdict paid. */
async function nextRound(): Promise<void> {
  await world.wait(61 * MINUTE_MS)
  await world.settle()
}

async function expectMoneyAddsUp(): Promise<void> {
  const money = await readMoney(world.client.url, world.contracts)
  expect(money.owedWei).toBe(money.tokenBalanceWei)
  const totals = await world.store.transaction((trx) => transactionTotals(trx))
  expect(totals).toMatchObject({ open: 0, failed: 0 })
}

test('whoever the votes go against is told once, with the time left; nobody else is', async () => {
  await reject()
  await tellVerdicts(world.store, world.clock)
  await tellVerdicts(world.store, world.clock)
  expect(await noticesOf('verdict.against')).toEqual([
    { accountId: person(0).id, count: 1, deadline: expect.any(String) },
  ])
})

test('an appeal that other validators confirm overturns the verdict: everybody is paid by the new one', async () => {
  await reject()
  const { bondWei, isFree } = await file(person(0))
  expect({ bondWei, isFree }).toEqual({ bondWei: appealBond(peers.project.definition, 1), isFree: true })
  expect(await walletOf(person(0))).toMatchObject({ heldWei: TOKEN + bondWei })
  const contested = await noticesOf('item.contested')
  expect(contested.map((one) => one.accountId)).not.toContain(person(0).id)
  expect(contested).toContainEqual({
    accountId: (await someVoter()).id,
    stage: 1,
    deadline: expect.any(String),
  })
  await nextRound()
  await voteAll(world, peers, () => 'yes')
  await world.settle()
  await nextRound()
  expect(await item()).toMatchObject({ state: 'decided' })
  expect(await appeals()).toMatchObject([{ state: 'upheld' }])
  const own = await walletOf(person(0))
  expect(own).toMatchObject({ stakeWei: STAKE, heldWei: 0n, slashedWei: 0n })
  expect(own.earnedWei).toBe((53n * TOKEN) / 1_000n)
  const voters = await world.store.transaction((trx) =>
    trx
      .selectFrom('draws')
      .innerJoin('payments', 'payments.annotation_id', 'draws.annotation_id')
      .select(['draws.stage', 'payments.slash_wei'])
      .execute(),
  )
  expect(new Set(voters.map((one) => `${one.stage} ${one.slash_wei === '0'}`))).toEqual(
    new Set(['1 false', '2 true']),
  )
  const told = await noticesOf('appeal.closed')
  expect(told.find((one) => one.accountId === person(0).id)).toMatchObject({ state: 'upheld', isOwn: true })
  expect(told.filter((one) => !one.isOwn)).toHaveLength(voters.length)
  await expectMoneyAddsUp()
})

test('a lost first appeal costs nothing but the answer\u2019s slash; the next one costs its bond', async () => {
  await reject()
  const { bondWei } = await file(person(0))
  await nextRound()
  await voteAll(world, peers, () => 'no')
  await world.settle()
  await nextRound()
  expect(await appeals()).toMatchObject([{ state: 'lost', free: 1 }])
  expect(await walletOf(person(0))).toMatchObject({ stakeWei: STAKE - SLASH, heldWei: 0n, slashedWei: SLASH })
  await expectMoneyAddsUp()
  const held = async () => (await walletOf(person(0))).stakeWei
  await addItems(world.store, peers.project, 1)
  const before = await held()
  await answer(world, peers.project, person(0), 'yes')
  await world.settle()
  await voteAll(world, peers, () => 'no')
  await world.settle()
  const second = await latestItem()
  const filed = await world.store.transaction((trx) =>
    fileAppeal(trx, world.clock, person(0), { itemId: second, reason: 'Once more' }),
  )
  expect(filed.isFree).toBe(false)
  await world.settle()
  await nextRound()
  await voteAll(world, peers, () => 'no')
  await world.settle()
  await nextRound()
  expect(await held()).toBe(before - SLASH - bondWei)
  await expectMoneyAddsUp()
})

test('an appeal against the second round has twice the bond and goes to the experts, who read why', async () => {
  await reject()
  await file(person(0))
  await nextRound()
  await voteAll(world, peers, () => 'no')
  await world.settle()
  const second = await file(person(0), 'Both rounds overlook the date')
  expect(second).toMatchObject({ stage: 2, bondWei: 2n * appealBond(peers.project.definition, 1) })
  await nextRound()
  expect(await item()).toMatchObject({ state: 'expert' })
  const expert = await world.newcomer('eve')
  await world.settle()
  const grant = { personId: expert.personId, role: 'expert', grantedAt: world.clock.now() } as const
  const { id: itemId } = await item()
  await world.store.transaction(async (trx) => {
    await insertRoleOfPerson(trx, grant)
    await ruleItem(trx, world.clock, expert, { itemId, label: 'yes', reason: 'The date decides' })
  })
  await world.settle()
  await world.settle()
  expect(await appeals()).toMatchObject([{ state: 'upheld' }, { state: 'upheld' }])
  expect(await walletOf(person(0))).toMatchObject({ stakeWei: STAKE, heldWei: 0n, slashedWei: 0n })
  await expectMoneyAddsUp()
})

test('whoever is right about the second round has the bond of whoever was wrong about the first, in our books too', async () => {
  await reject()
  await file(person(0))
  await nextRound()
  let asked = 0
  await voteAll(world, peers, () => (asked++ === 0 ? 'no' : 'yes'))
  await world.settle()
  const voter = await someVoter(2)
  const before = await ledgerTotal(voter)
  await file(voter, 'The first round was right')
  await nextRound()
  const expert = await world.newcomer('eve')
  await world.settle()
  const { id: itemId } = await item()
  const grant = { personId: expert.personId, role: 'expert', grantedAt: world.clock.now() } as const
  await world.store.transaction(async (trx) => {
    await insertRoleOfPerson(trx, grant)
    await ruleItem(trx, world.clock, expert, { itemId, label: 'no', reason: 'The date decides' })
  })
  await world.settle()
  await world.settle()
  expect(await appeals()).toMatchObject([{ state: 'lost' }, { state: 'upheld' }])
  const { stakeWei, heldWei } = await walletOf(voter)
  const won = stakeWei - STAKE
  // All of the first bond but what the second round costs, which is twice an answer's stake.
  expect({ won, heldWei }).toEqual({ won: 2n * TOKEN, heldWei: 0n })
  expect(await ledgerTotal(voter)).toBe(before + won)
  const told = await noticesOf('appeal.closed')
  expect(told.find((one) => one.accountId === voter.id && one.isOwn)).toMatchObject({ wonWei: String(won) })
  await expectMoneyAddsUp()
})

test('a verdict is contested once a round, in its window, by those it goes against', async () => {
  await reject()
  const voter = await someVoter()
  await expect(file(voter)).rejects.toMatchObject({ code: 'appeal.closed' })
  await file(person(0))
  await expect(file(person(0))).rejects.toMatchObject({ code: 'appeal.already' })
  await nextRound()
  await expect(file(person(0))).rejects.toMatchObject({ code: 'appeal.closed' })
})

async function latestItem() {
  const row = await world.store.transaction((trx) =>
    trx
      .selectFrom('annotations')
      .select('item_id')
      .where('role', '=', 'annotator')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow(),
  )
  return row.item_id
}

/** Somebody who voted against the first answer in this round. */
async function someVoter(stage = 1): Promise<Account> {
  const draw = await world.store.transaction((trx) =>
    trx
      .selectFrom('draws')
      .select('person_id')
      .where('code', '=', 2)
      .where('stage', '=', stage)
      .executeTakeFirstOrThrow(),
  )
  return peers.people.find((one) => one.personId === draw.person_id) as Account
}

/** What somebody can spend on the ledger, beside their seat, in wei. */
async function ledgerTotal(account: Account): Promise<bigint> {
  const wallet = await world.store.transaction((trx) => findWallet(trx, account.id))
  const ledger = world.ledger()
  const id = await ledger.getFunction('accountOf').staticCall(wallet?.address)
  return weiOf(accountLayout.unpack(await ledger.getFunction('accountWord').staticCall(id)).free)
}
