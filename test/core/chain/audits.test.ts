import { afterEach, expect, test } from 'vitest'
import { readMoney } from '../../../core/chain/read-money.ts'
import { contestFinding } from '../../../core/consensus/audits/contest-finding.ts'
import { ownFindings } from '../../../core/consensus/audits/own-findings.ts'
import { ruleAudit } from '../../../core/consensus/audits/rule-audit.ts'
import { tendAudits } from '../../../core/consensus/audits/tend-audits.ts'
import type { ItemId } from '../../../core/ids.ts'
import { auditSeed, isAudited } from '../../../core/ledger/audit-draw.ts'
import type { Account } from '../../../core/people/account.ts'
import { transactionTotals } from '../../../core/store/chain-transactions.ts'
import { insertRoleOfPerson } from '../../../core/store/roles.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { type ProtocolOverrides, TOKEN } from '../../support/community.ts'
import { type DatabaseKind, databases, openSqlite } from '../../support/databases.ts'
import { beginPeers, type Peers, voteAll } from './peers.ts'
import { answer, openWorld, STAKE, type World } from './world.ts'

const HOUR_MS = 3_600_000
const SLASH = TOKEN / 5n

let world: World
let peers: Peers
let experts: Account[]

afterEach(() => world.close())

const inTrx: World['store']['transaction'] = (work) => world.store.transaction(work)
const person = (index: number) => peers.people[index] as Account
const audits = () => inTrx((trx) => trx.selectFrom('audits').selectAll().orderBy('position').execute())
const decision = () => inTrx((trx) => trx.selectFrom('decisions').selectAll().executeTakeFirstOrThrow())
const standing = ({ personId }: Account) =>
  inTrx((trx) =>
    trx.selectFrom('standings').selectAll().where('person_id', '=', personId).executeTakeFirstOrThrow(),
  )
const walletOf = async ({ id }: Account) => {
  const wallet = await inTrx((trx) => findWallet(trx, id))
  if (!wallet) throw new Error('no wallet')
  const { stakeWei, heldWei, earnedWei, slashedWei } = wallet
  return { stakeWei, heldWei, earnedWei, slashedWei }
}
const noticesOf = async (kind: string) =>
  (await inTrx((trx) => trx.selectFrom('notifications').selectAll().where('kind', '=', kind).execute())).map(
    (notice) => ({ accountId: notice.account_id, ...JSON.parse(notice.params) }),
  )

type Overrides = ProtocolOverrides & { count?: number; database?: DatabaseKind['open'] }

/** Person 0 says "yes"; validators say what they are told to. Then everything that was settled is audited by experts who
 * came after the draw. */
async function settled(
  labelOf: (asked: number) => string,
  { count = 5, database = openSqlite, ...overrides }: Overrides = {},
): Promise<void> {
  world = await openWorld({ database })
  peers = await beginPeers(world, { items: 1, count, audits: { share: 1 }, ...overrides })
  await answer(world, peers.project, person(0), 'yes')
  await world.settle()
  let asked = 0
  await voteAll(world, peers, () => labelOf(asked++))
  await world.settle()
  experts = []
  for (const name of ['eve', 'fay', 'gus']) {
    const expert = await world.newcomer(name)
    const { personId } = expert
    await inTrx((trx) => insertRoleOfPerson(trx, { personId, role: 'expert', grantedAt: world.clock.now() }))
    experts.push(expert)
  }
  await world.settle()
}

async function rule(expert: number, label: string | null): Promise<void> {
  const itemId = (await audits())[0]?.item_id as ItemId
  await inTrx((trx) =>
    ruleAudit(trx, world.clock, experts[expert] as Account, { itemId, label, reason: 'Look at the date' }),
  )
}

/** Nobody contests the finding in time, and it goes to the ledger. */
async function letStand(): Promise<void> {
  world.clock.advance(48 * HOUR_MS + 1)
  await tendAudits(world.store, world.clock)
  await world.settle()
}

/** Whoever voted in the first round, with what they said. */
async function voters(): Promise<{ account: Account; label: string }[]> {
  const rows = await inTrx((trx) =>
    trx
      .selectFrom('draws')
      .innerJoin('annotations', 'annotations.id', 'draws.annotation_id')
      .select(['annotations.account_id', 'annotations.label'])
      .execute(),
  )
  return rows.map((row) => ({
    label: row.label,
    account: peers.people.find((one) => one.id === row.account_id) as Account,
  }))
}

async function expectMoneyAddsUp(): Promise<void> {
  const money = await readMoney(world.client.url, world.contracts)
  expect(money.owedWei).toBe(money.tokenBalanceWei)
  expect(await inTrx((trx) => transactionTotals(trx))).toMatchObject({ open: 0, failed: 0 })
}

test('which items are audited follows from a block after the settlement, and is kept so that anybody can redo it', async () => {
  await settled(() => 'yes', { audits: { share: 0.5 } })
  const batch = await inTrx((trx) => trx.selectFrom('batches').selectAll().executeTakeFirstOrThrow())
  const block = await world.client.provider.getBlock(batch.audit_block ?? 0)
  expect(batch.audit_block).toBe((batch.settled_block ?? 0) + 4)
  const seed = auditSeed(block?.hash ?? '', batch.number ?? 0)
  expect(batch.audit_seed).toBe(seed)
  expect(await audits()).toHaveLength(isAudited(seed, 0, 0.5) ? 1 : 0)
})

test('experts who confirm a decision make it as sure as gold for everybody\u2019s reputation', async () => {
  await settled(() => 'yes')
  const before = await standing(person(0))
  await rule(0, 'yes')
  await rule(1, 'yes')
  expect(await audits()).toMatchObject([{ state: 'closed', outcome: 'upheld' }])
  expect(await decision()).toMatchObject({ label: 'yes', method: 'audit', belief: 1 })
  const after = await standing(person(0))
  expect(after.right_weight).toBeCloseTo(1, 10)
  expect(after.right_weight).toBeGreaterThan(before.right_weight)
  await world.settle()
  expect(await inTrx((trx) => trx.selectFrom('items').select('gold_state').execute())).toEqual([
    { gold_state: 'candidate' },
  ])
})

test('a wrong acceptance is taken back from whoever earned by it, on the ledger and in their reputation', async () => {
  await settled(() => 'yes')
  await rule(0, 'no')
  await rule(1, 'no')
  expect(await audits()).toMatchObject([{ state: 'found', finding: 'no' }])
  expect(await noticesOf('audit.found')).toHaveLength(3)
  expect((await decision()).label).toBe('yes')
  await letStand()
  expect(await audits()).toMatchObject([{ state: 'closed', outcome: 'corrected' }])
  expect(await decision()).toMatchObject({ label: 'no', method: 'audit', agree: 0 })
  expect((await walletOf(person(0))).slashedWei).toBe(SLASH + (53n * TOKEN) / 1_000n)
  const slashed = await noticesOf('audit.slashed')
  expect(new Set(slashed.map((one) => one.accountId))).toEqual(
    new Set([person(0).id, ...(await voters()).map(({ account }) => account.id)]),
  )
  expect(slashed.every((one) => /^0x/.test(one.transactionHash))).toBe(true)
  expect((await standing(person(0))).wrong_weight).toBeCloseTo(1, 10)
  await expectMoneyAddsUp()
})

test.each(databases)(
  'on $name, whoever lost by a wrong rejection is repaid with the reward, and whoever rejected pays',
  async ({ open }) => {
    await settled(() => 'no', { database: open })
    expect(await walletOf(person(0))).toMatchObject({ stakeWei: STAKE - SLASH, slashedWei: SLASH })
    await rule(0, 'yes')
    await rule(2, 'yes')
    await letStand()
    expect(await audits()).toMatchObject([{ state: 'closed', outcome: 'corrected' }])
    expect(await walletOf(person(0))).toMatchObject({
      stakeWei: STAKE + TOKEN / 10n,
      slashedWei: 0n,
      earnedWei: TOKEN / 10n,
    })
    expect(await noticesOf('audit.repaid')).toMatchObject([
      {
        accountId: person(0).id,
        amountWei: String(SLASH + TOKEN / 10n),
        transactionHash: expect.stringMatching(/^0x/),
      },
    ])
    const rejecters = new Set((await voters()).map(({ account }) => account.id))
    expect(new Set((await noticesOf('audit.slashed')).map((one) => one.accountId))).toEqual(rejecters)
    await expectMoneyAddsUp()
  },
)

test('who was outvoted and right is repaid too, and is told so', async () => {
  await settled((asked) => (asked === 0 ? 'no' : 'yes'), {
    validation: { draws: 4, minVotes: 3, panelDraws: 5, panelMinVotes: 3, vestHours: 24 },
    count: 8,
  })
  const outvoted = (await voters()).find(({ label }) => label === 'no')?.account as Account
  const before = await walletOf(outvoted)
  expect(before.slashedWei).toBeGreaterThan(0n)
  await rule(0, 'no')
  await rule(1, 'no')
  await letStand()
  expect(await walletOf(outvoted)).toMatchObject({ slashedWei: 0n })
  expect(await noticesOf('audit.repaid')).toMatchObject([{ accountId: outvoted.id }])
  expect((await noticesOf('audit.stands')).find((one) => one.accountId === outvoted.id)).toMatchObject({
    isRight: true,
    money: 'repaid',
  })
  await expectMoneyAddsUp()
})

test('a contested finding waits for a second look, and what experts do not repeat is dropped', async () => {
  await settled(() => 'yes')
  await rule(0, 'no')
  await rule(1, 'no')
  const { personId } = person(0)
  const [own] = await inTrx((trx) => ownFindings(trx, world.clock, { personId, most: 3 }))
  expect(own).toMatchObject({ label: 'yes', why: 'Look at the date', money: 'loses' })
  const itemId = own?.audit.itemId as ItemId
  const contest = (account: Account) =>
    inTrx((trx) => contestFinding(trx, world.clock, account, { itemId, reason: 'The date is another' }))
  await expect(contest(experts[0] as Account)).rejects.toMatchObject({ code: 'finding.closed' })
  await contest(person(0))
  await expect(contest(person(0))).rejects.toMatchObject({ code: 'finding.closed' })
  await letStand()
  expect(await audits()).toMatchObject([{ state: 'contested', contest_reason: 'The date is another' }])
  await rule(0, 'yes')
  await rule(2, 'yes')
  expect(await audits()).toMatchObject([{ state: 'closed', outcome: 'dropped' }])
  expect(await noticesOf('audit.dropped')).toHaveLength(3)
  await world.settle()
  expect(await noticesOf('audit.slashed')).toEqual([])
  expect((await decision()).label).toBe('yes')
})

test('a finding that experts repeat after it was contested stands at once', async () => {
  await settled(() => 'yes')
  await rule(0, 'no')
  await rule(1, 'no')
  const itemId = (await audits())[0]?.item_id as ItemId
  await inTrx((trx) => contestFinding(trx, world.clock, person(0), { itemId, reason: 'No' }))
  await rule(0, 'no')
  await rule(1, 'no')
  await world.settle()
  expect(await audits()).toMatchObject([{ state: 'closed', outcome: 'corrected', look: 2 }])
  expect((await walletOf(person(0))).slashedWei).toBeGreaterThan(0n)
  await expectMoneyAddsUp()
})

test('experts who took part do not audit, and audits on which nobody rules end with nothing taken', async () => {
  await settled(() => 'yes')
  const { personId } = person(0)
  await inTrx((trx) => insertRoleOfPerson(trx, { personId, role: 'expert', grantedAt: world.clock.now() }))
  const itemId = (await audits())[0]?.item_id as ItemId
  const own = inTrx((trx) =>
    ruleAudit(trx, world.clock, person(0), { itemId, label: 'no', reason: 'I know better now' }),
  )
  await expect(own).rejects.toMatchObject({ code: 'expert.tookPart' })
  await rule(0, 'no')
  const [audit] = await audits()
  // The chain's clock is another one than the test's.
  world.clock.advance(Date.parse(audit?.due_at ?? '') - Date.parse(world.clock.now()) - 49 * HOUR_MS)
  await tendAudits(world.store, world.clock)
  expect(await audits()).toMatchObject([{ state: 'closed', outcome: 'silent' }])
  await world.settle()
  expect(await noticesOf('audit.slashed')).toEqual([])
})
