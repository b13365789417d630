import { afterEach, expect, test } from 'vitest'
import { ruleAudit } from '../../../core/consensus/audits/rule-audit.ts'
import { tendAudits } from '../../../core/consensus/audits/tend-audits.ts'
import { endBreaker } from '../../../core/consensus/breaker/end-breaker.ts'
import { readBreakers } from '../../../core/consensus/breaker/read-breakers.ts'
import { tendBreakers } from '../../../core/consensus/breaker/tend-breakers.ts'
import type { Account } from '../../../core/people/account.ts'
import { insertRoleOfPerson } from '../../../core/store/roles.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { type DatabaseKind, databases, openSqlite } from '../../support/databases.ts'
import { beginPeers, type Peers, voteAll } from './peers.ts'
import { answer, openWorld, STAKE, type World } from './world.ts'

const HOUR_MS = 3_600_000
const ITEMS = 3

let world: World
let peers: Peers
let expert: Account

afterEach(() => world.close())

const inTrx: World['store']['transaction'] = (work) => world.store.transaction(work)
const ada = () => peers.people[0] as Account
const batchStates = async () =>
  (await inTrx((trx) => trx.selectFrom('batches').select('state').orderBy('number').execute())).map(
    ({ state }) => state,
  )
const audits = () => inTrx((trx) => trx.selectFrom('audits').selectAll().orderBy('id').execute())
const walletOf = async (account: Account) => {
  const wallet = await inTrx((trx) => findWallet(trx, account.id))
  return { stake: wallet?.stakeWei, held: wallet?.heldWei, slashed: wallet?.slashedWei }
}
const noticesOf = async (kind: string) =>
  (await inTrx((trx) => trx.selectFrom('notifications').selectAll().where('kind', '=', kind).execute())).map(
    (notice) => JSON.parse(notice.params),
  )
const report = async () => (await inTrx((trx) => readBreakers(trx, peers.project.slug))).breakers

/** Person 0 answers every item with "yes"; validators say what they are told to. */
async function play(
  label: string,
  { open = openSqlite, windowMinutes = 0 }: { open?: DatabaseKind['open']; windowMinutes?: number } = {},
): Promise<void> {
  world = await openWorld({ database: open, windowMinutes })
  const breaker = { share: 0.5, answers: ITEMS, hours: 24 }
  peers = await beginPeers(world, { items: ITEMS, count: 5, breaker })
  for (let item = 0; item < ITEMS; item++) await answer(world, peers.project, ada(), 'yes')
  await world.settle()
  // Whoever comes after the draw is not drawn.
  await appoint('boss', 'moderator')
  await voteAll(world, peers, () => label)
  await world.settle()
}

async function appoint(name: string, role: 'moderator' | 'expert'): Promise<Account> {
  const account = await world.newcomer(name)
  const { personId } = account
  await inTrx((trx) => insertRoleOfPerson(trx, { personId, role, grantedAt: world.clock.now() }))
  return account
}

/** The expert labels everything that is audited. */
async function ruleAll(label: string): Promise<void> {
  for (const { item_id: itemId } of await audits()) {
    await inTrx((trx) => ruleAudit(trx, world.clock, expert, { itemId, label, reason: 'It is evident' }))
  }
  await tendBreakers(world.store, world.clock)
  await world.settle()
}

test('what is accepted goes to the ledger as ever', async () => {
  await play('yes')
  expect(await batchStates()).toEqual(['closed'])
  expect(await report()).toEqual([])
})

test.each(databases)(
  'on $name, when nearly everything is rejected nothing is taken, moderators are told and experts asked',
  async ({ open }) => {
    await play('no', { open })
    expect(await batchStates()).toEqual(['drawn'])
    expect(await walletOf(ada())).toMatchObject({ stake: STAKE, slashed: 0n })
    const tripped = await noticesOf('breaker.tripped')
    const counts = { rejected: ITEMS, total: ITEMS, held: ITEMS, audits: ITEMS }
    expect(tripped).toMatchObject([{ name: null, ...counts, until: expect.any(String) }])
    expect((await audits()).map(({ cause, held, verdict }) => [cause, held, verdict])).toEqual(
      Array.from({ length: ITEMS }, () => ['breaker', 1, 'rejected']),
    )
    await world.settle()
    expect(await noticesOf('breaker.tripped')).toHaveLength(1)
  },
)

test('experts who reject the answers too let the votes go to the ledger', async () => {
  await play('no')
  expert = await appoint('eve', 'expert')
  await ruleAll('no')
  expect(await noticesOf('breaker.audited')).toMatchObject([{ upheld: ITEMS, wrong: 0, goesOn: true }])
  expect(await batchStates()).toEqual(['closed'])
  expect((await walletOf(ada())).slashed).toBeGreaterThan(0n)
})

test('experts who find the answers right keep them held; when nobody is there at the end every stake comes back and it is told', async () => {
  await play('no')
  expert = await appoint('eve', 'expert')
  await ruleAll('yes')
  expect(await noticesOf('breaker.audited')).toMatchObject([{ upheld: 0, wrong: ITEMS, goesOn: false }])
  expect(await batchStates()).toEqual(['drawn'])
  await world.wait(47.75 * HOUR_MS)
  await world.settle()
  // Windows are too short here to question what would be proposed.
  expect(await batchStates()).toEqual(['drawn'])
  await world.wait(2 * HOUR_MS)
  await tendAudits(world.store, world.clock)
  await world.settle()
  expect((await batchStates())[0]).toBe('closed')
  expect(await walletOf(ada())).toMatchObject({ held: 0n, slashed: 0n })
  expect(await noticesOf('stake.returned')).toMatchObject([{ why: 'held', labels: ITEMS }])
})

test('what is held until the end goes to other validators then, and costs nobody anything before', async () => {
  await play('no', { windowMinutes: 60 })
  await world.wait(47.75 * HOUR_MS)
  await world.settle()
  expect(await batchStates()).toEqual(['proposed'])
  const questioned = await inTrx((trx) => trx.selectFrom('questions').selectAll().execute())
  expect(questioned).toMatchObject([{ stage: 1, state: 'taken', positions: '[0,1,2]' }])
  expect(await noticesOf('verdict.questioned')).toContainEqual(
    expect.objectContaining({ count: ITEMS, stage: 1 }),
  )
  await world.wait(61 * 60_000)
  await world.settle()
  expect(await batchStates()).not.toEqual(['closed'])
  expect(await walletOf(ada())).toMatchObject({ stake: STAKE, slashed: 0n })
  expect(await noticesOf('operator.slashed')).toEqual([])
})

test('votes that stood on the ledger before the breaker tripped are questioned', async () => {
  world = await openWorld({ windowMinutes: 60 })
  peers = await beginPeers(world, {
    items: 4,
    count: 5,
    breaker: { share: 0.5, answers: 4, hours: 24 },
    minorities: { belief: 0 },
  })
  for (let half = 0; half < 2; half++) {
    for (let item = 0; item < 2; item++) await answer(world, peers.project, ada(), 'yes')
    await world.settle()
    await voteAll(world, peers, () => 'no')
    await world.settle()
  }
  expect(await batchStates()).toEqual(['proposed', 'drawn'])
  const questioned = await inTrx((trx) => trx.selectFrom('questions').selectAll().execute())
  expect(questioned).toMatchObject([{ stage: 1, state: 'taken', positions: '[0,1]' }])
})

test('a moderator lets held votes go with a reason; the audits of them end, and the same evidence trips nothing', async () => {
  await play('no')
  for (const breaker of await report()) {
    const end = { outcome: 'resumed', closedBy: null, reason: 'A flood of spam' } as const
    expect(await inTrx((trx) => endBreaker(trx, world.clock, breaker, end))).toBe(true)
    expect(await inTrx((trx) => endBreaker(trx, world.clock, breaker, end))).toBe(false)
  }
  await world.settle()
  expect(await batchStates()).toEqual(['closed'])
  expect(new Set((await audits()).map(({ outcome }) => outcome))).toEqual(new Set(['silent']))
  expect(await report()).toEqual([])
  expect((await walletOf(ada())).slashed).toBeGreaterThan(0n)
})

test('rejections that are settled already count too, and experts look at them as at any audited item', async () => {
  world = await openWorld()
  const breaker = { share: 0.5, answers: 4, hours: 24 }
  peers = await beginPeers(world, { items: 4, count: 5, breaker })
  for (let half = 0; half < 2; half++) {
    for (let item = 0; item < 2; item++) await answer(world, peers.project, ada(), 'yes')
    await world.settle()
    await voteAll(world, peers, () => 'no')
    await world.settle()
  }
  expect(await batchStates()).toEqual(['closed', 'drawn'])
  expect((await audits()).map(({ held, decided_label }) => `${held} ${decided_label}`).sort()).toEqual([
    '0 no',
    '0 no',
    '1 ',
    '1 ',
  ])
  expert = await appoint('eve', 'expert')
  await ruleAll('yes')
  expect((await audits()).filter(({ held }) => held === 0).map(({ state }) => state)).toEqual([
    'found',
    'found',
  ])
  expect(await report()).toMatchObject([{ state: 'doubted', audits: { wrong: 4, upheld: 0 } }])
})
