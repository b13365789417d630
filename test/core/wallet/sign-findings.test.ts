import type { Wallet } from 'ethers'
import { afterEach, expect, test } from 'vitest'
import { askVerdict } from '../../../commands/expert/verdict.ts'
import { submitAudits } from '../../../core/chain/audits/submit-audits.ts'
import { createMoneyLedger } from '../../../core/chain/money-ledger.ts'
import { readMoney } from '../../../core/chain/read-money.ts'
import { ruleAudit } from '../../../core/consensus/audits/rule-audit.ts'
import { tendAudits } from '../../../core/consensus/audits/tend-audits.ts'
import type { ItemId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { ANNOTATOR } from '../../../core/store/audit-sides.ts'
import { transactionTotals } from '../../../core/store/chain-transactions.ts'
import { insertRoleOfPerson } from '../../../core/store/roles.ts'
import { findFlow } from '../../../core/store/wallet-flows.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { beginWish } from '../../../core/wallet/money/begin-wish.ts'
import type { MoneyLedger } from '../../../core/wallet/money/money-ledger.ts'
import { planWish } from '../../../core/wallet/money/plan-wish.ts'
import { createPageLinks, type PageLinks } from '../../../core/wallet/page-links.ts'
import { TOKEN, visit } from '../../support/community.ts'
import { type DatabaseKind, databases, openSqlite } from '../../support/databases.ts'
import { signTypedJson } from '../../support/wallet/inject-wallet.ts'
import { beginPeers, type Peers, voteAll } from '../chain/peers.ts'
import { answer, OPERATOR, openWorld, STAKE, type World } from '../chain/world.ts'
import { emptyChain, link, newKey } from './proofs.ts'

interface Expert {
  readonly account: Account
  readonly key: Wallet
}

const HOUR_MS = 3_600_000
const SLASH = TOKEN / 5n

let world: World
let peers: Peers
let money: MoneyLedger
let pages: PageLinks
let experts: [Expert, Expert, Expert]

afterEach(() => world.close())

const inTrx: World['store']['transaction'] = (work) => world.store.transaction(work)
const audits = () => inTrx((trx) => trx.selectFrom('audits').selectAll().execute())
const noticesOf = async (kind: string) =>
  (await inTrx((trx) => trx.selectFrom('notifications').selectAll().where('kind', '=', kind).execute())).map(
    (notice) => ({ accountId: notice.account_id, ...JSON.parse(notice.params) }),
  )
const auditCalls = async () =>
  (await inTrx((trx) => trx.selectFrom('chain_transactions').selectAll().execute())).filter(({ reference }) =>
    reference.startsWith('audit:'),
  )

/** What validators say of the first answer, "yes", is turned around by two of three experts with wallets of their own;
 * nobody contests it. */
async function found(said: string, finding: string, database: DatabaseKind['open'] = openSqlite) {
  world = await openWorld({ database })
  const { store, clock, client, contracts } = world
  money = { ...createMoneyLedger(store, client, contracts, OPERATOR.address), signForDemo: null }
  const origin = () => ({ domain: 'a.example.org', uri: 'https://a.example.org/link', chainId: 31_337n })
  pages = createPageLinks({ store, clock, chain: emptyChain, money, origin, onChange: () => {} })
  peers = await beginPeers(world, { items: 1, count: 5, audits: { share: 1 } })
  const itemId = await answer(world, peers.project, peers.people[0] as Account, 'yes')
  await world.settle()
  await voteAll(world, peers, () => said)
  await world.settle()
  experts = [await expert('eve'), await expert('fay'), await expert('gus')]
  await world.settle()
  for (const { account } of experts.slice(0, 2)) await rule(account, itemId, finding)
  clock.advance(48 * HOUR_MS + 1)
  await tendAudits(store, clock)
  await world.settle()
}

async function expert(name: string): Promise<Expert> {
  const { store, clock } = world
  const key = newKey()
  const account = await store.transaction((trx) => visit(trx, clock, name))
  await link(store, clock, account, key)
  const grant = { personId: account.personId, role: 'expert', grantedAt: clock.now() } as const
  await store.transaction((trx) => insertRoleOfPerson(trx, grant))
  return { account, key }
}

const rule = (account: Account, itemId: ItemId, label: string) =>
  inTrx((trx) => ruleAudit(trx, world.clock, account, { itemId, label, reason: 'Look at the date' }))

async function sign({ account, key }: Expert, signer = key) {
  const { store, clock } = world
  const wish = planWish(await askVerdict({ store, account }), key.address, await money.holder(key.address))
  const asking = { platform: 'web', platformUserId: account.id, handle: null }
  const wanted = { method: 'page', asking, address: key.address, wish } as const
  const { flow, token = '' } = await store.transaction((trx) => beginWish(trx, clock, account, money, wanted))
  const { wish: shown } = await pages.open(token)
  const { message } = await pages.offer(token, key.address)
  await pages.prove(token, await signTypedJson(signer, message)).catch(() => null)
  return { message, shown, flow: await store.transaction((trx) => findFlow(trx, flow.id)) }
}

/** Signs all that an expert is asked for. Returns the sides, in order. */
async function signAll(one: Expert): Promise<number[]> {
  const draws: number[] = []
  while (await isAsked(one)) {
    const { flow } = await sign(one)
    expect(flow?.state).toBe('done')
    draws.push(flow?.wish?.finding?.draw ?? -1)
  }
  return draws
}

const isAsked = ({ account }: Expert) =>
  askVerdict({ store: world.store, account }).then(
    () => true,
    () => false,
  )

async function expectMoneyAddsUp(): Promise<void> {
  const held = await readMoney(world.client.url, world.contracts)
  expect(held.owedWei).toBe(held.tokenBalanceWei)
  expect(await inTrx((trx) => transactionTotals(trx))).toMatchObject({ open: 0, failed: 0 })
}

test('experts with wallets of their own sign a finding for each side, and the court takes back what it earned', {
  timeout: 120_000,
}, async () => {
  await found('yes', 'no')
  const [eve, fay, gus] = experts
  expect(await audits()).toMatchObject([{ state: 'slashing' }])
  const notices = await noticesOf('audit.sign')
  expect(new Set(notices.map((one) => one.accountId))).toEqual(new Set([eve.account.id, fay.account.id]))
  const { count } = notices[0] ?? {}
  await expect(askVerdict({ store: world.store, account: gus.account })).rejects.toMatchObject({
    code: 'expert.nothingToSign',
  })
  expect((await sign(eve, gus.key)).flow).toMatchObject({ state: 'failed', failure: 'badSignature' })

  const { message, shown, flow } = await sign(eve)
  expect(JSON.parse(message)).toMatchObject({
    primaryType: 'AuditRuling',
    message: { batch: '1', item: '0', draw: String(ANNOTATOR) },
  })
  expect(shown).toMatchObject({ kind: 'finding', reference: '1.0' })
  expect(flow).toMatchObject({ state: 'done', wish: { finding: { verdict: 'accepted' } } })
  await world.settle()
  expect(await auditCalls()).toEqual([])
  expect(await audits()).toMatchObject([{ state: 'slashing' }])

  const ofEve = [ANNOTATOR, ...(await signAll(eve))]
  expect(ofEve).toHaveLength(count)
  world.clock.advance(HOUR_MS)
  expect(await signAll(fay)).toEqual(ofEve)
  await world.settle()
  expect(await auditCalls()).toHaveLength(ofEve.length)
  expect(await audits()).toMatchObject([{ state: 'closed', outcome: 'corrected' }])
  expect(await noticesOf('audit.slashed')).toHaveLength(ofEve.length)
  const { slashedWei } = (await inTrx((trx) => findWallet(trx, (peers.people[0] as Account).id))) ?? {}
  expect(slashedWei).toBe(SLASH + (53n * TOKEN) / 1_000n)
  expect(await noticesOf('audit.sign')).toHaveLength(2)
  await expectMoneyAddsUp()
})

test.each(databases)(
  'on $name, an operator without demo wallets sends a finding that is signed, and whoever lost is repaid',
  { timeout: 120_000 },
  async ({ open }) => {
    await found('no', 'yes', open)
    const [eve, fay] = experts
    const { store, clock, client, contracts } = world
    const place = { chainId: client.chainId, ledger: contracts.ledger, court: contracts.court }
    const submitting = { store, clock, client, place, operator: OPERATOR.address, demo: null }
    await signAll(eve)
    expect(await submitAudits(submitting)).toBe(0)
    const draws = await signAll(fay)
    expect(draws).not.toContain(ANNOTATOR)
    expect(await submitAudits(submitting)).toBe(draws.length)
    expect(await submitAudits(submitting)).toBe(0)
    await world.settle()
    expect(await audits()).toMatchObject([{ state: 'closed', outcome: 'corrected' }])
    const wallet = await inTrx((trx) => findWallet(trx, (peers.people[0] as Account).id))
    expect(wallet).toMatchObject({ stakeWei: STAKE + TOKEN / 10n, slashedWei: 0n })
    expect(await noticesOf('audit.repaid')).toMatchObject([{ amountWei: String(SLASH + TOKEN / 10n) }])
    await expectMoneyAddsUp()
  },
)

test('a finding that too few experts sign in time takes from nobody and repays nobody', {
  timeout: 120_000,
}, async () => {
  await found('no', 'yes')
  const [eve, fay] = experts
  await signAll(eve)
  const [audit] = await audits()
  world.clock.advance(Date.parse(audit?.due_at ?? '') - Date.parse(world.clock.now()) - HOUR_MS + 1)
  expect(await isAsked(fay)).toBe(true)
  await signAll(fay)
  await world.settle()
  expect(await auditCalls()).toEqual([])
  expect(await audits()).toMatchObject([{ state: 'closed', outcome: 'corrected' }])
  expect(await noticesOf('audit.repaid')).toEqual([])
  const told = await noticesOf('audit.unsigned')
  expect(told.map((one) => one.accountId)).toContain((peers.people[0] as Account).id)
  expect(new Set(told.map((one) => one.accountId)).size).toBe(told.length)
  expect(told[0]?.excerpt).not.toBe('')
  expect(await isAsked(fay)).toBe(false)
})

test('what the court has taken until the time is over is repaid, though others were not signed', {
  timeout: 120_000,
}, async () => {
  await found('no', 'yes')
  const [eve, fay] = experts
  const draws = await signAll(eve)
  await sign(fay)
  await world.settle()
  expect(await auditCalls()).toHaveLength(1)
  expect(draws.length).toBeGreaterThan(1)
  expect(await audits()).toMatchObject([{ state: 'slashing' }])
  const [audit] = await audits()
  // Nobody was there until long after the time was over, and the audits are looked at first.
  world.clock.advance(Date.parse(audit?.due_at ?? '') - Date.parse(world.clock.now()) + HOUR_MS)
  await tendAudits(world.store, world.clock)
  await world.settle()
  expect(await audits()).toMatchObject([{ state: 'closed' }])
  expect(await noticesOf('audit.repaid')).toHaveLength(1)
  await expectMoneyAddsUp()
})
