import { Contract, type Wallet } from 'ethers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { askAppeal } from '../../../commands/appeal/ask-appeal.ts'
import { reviewCourtAbi } from '../../../core/chain/abi/review-court.ts'
import { createMoneyLedger } from '../../../core/chain/money-ledger.ts'
import { readMoney } from '../../../core/chain/read-money.ts'
import { newId } from '../../../core/ids.ts'
import { CONTESTS_VERDICT, courtDigest } from '../../../core/ledger/court-messages.ts'
import type { Account } from '../../../core/people/account.ts'
import { insertAppeal } from '../../../core/store/appeals.ts'
import { findBatchByNumber } from '../../../core/store/batches.ts'
import { transactionTotals } from '../../../core/store/chain-transactions.ts'
import { seatOfAccount } from '../../../core/store/seats.ts'
import { findFlow } from '../../../core/store/wallet-flows.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { beginWish } from '../../../core/wallet/money/begin-wish.ts'
import { followWishes } from '../../../core/wallet/money/follow-wishes.ts'
import { holdingsOf } from '../../../core/wallet/money/holdings.ts'
import type { MoneyLedger } from '../../../core/wallet/money/money-ledger.ts'
import { type AskedWish, planWish } from '../../../core/wallet/money/plan-wish.ts'
import { createPageLinks, type PageLinks } from '../../../core/wallet/page-links.ts'
import { TOKEN, visit } from '../../support/community.ts'
import { giveTokens } from '../../support/wallet/give-tokens.ts'
import { signTypedJson } from '../../support/wallet/inject-wallet.ts'
import { beginPeers, type Peers, voteAll } from '../chain/peers.ts'
import { answer, OPERATOR, openWorld, type World } from '../chain/world.ts'
import { emptyChain, link, newKey } from './proofs.ts'

const MINUTE_MS = 60_000
const SEAT_WEI = 50n * TOKEN
const limits = { lossWei: 20n * TOKEN, perLabelWei: TOKEN, days: 30 }

let world: World
let money: MoneyLedger
let pages: PageLinks
let peers: Peers
let key: Wallet
let ada: Account

beforeEach(async () => {
  world = await openWorld({ windowMinutes: 60 })
  const { store, clock, client, contracts } = world
  money = { ...createMoneyLedger(store, client, contracts, OPERATOR.address), signForDemo: null }
  const origin = () => ({
    domain: 'link.example.org',
    uri: 'https://link.example.org/link',
    chainId: 31_337n,
  })
  pages = createPageLinks({ store, clock, chain: emptyChain, money, origin, onChange: () => {} })
  peers = await beginPeers(world, { items: 1, count: 10 })
  key = newKey()
  ada = await store.transaction((trx) => visit(trx, clock, 'ada'))
  await link(store, clock, ada, key)
  await giveTokens(client.url, contracts.token, key.address, 100n * TOKEN)
  await sign({ kind: 'deposit', amountWei: 90n * TOKEN, limits })
})
afterEach(() => world.close())

/** Has Ada's wallet sign a wish, as `signer` would. */
async function sign(asked: AskedWish, signer: Wallet = key) {
  const { store, clock } = world
  const wish = planWish(asked, key.address, await money.holder(key.address))
  const asking = { platform: 'web', platformUserId: ada.id, handle: null }
  const wanted = { method: 'page', asking, address: key.address, wish } as const
  const { flow, token = '' } = await store.transaction((trx) => beginWish(trx, clock, ada, money, wanted))
  const { message } = await pages.offer(token, key.address)
  const refused = await pages.prove(token, await signTypedJson(signer, message)).catch((thrown) => thrown)
  await world.settle()
  await followWishes(store, clock)
  return { message, refused, flow: await store.transaction((trx) => findFlow(trx, flow.id)) }
}

/** Ada answers, and whoever votes on it says "no". */
async function reject() {
  await answer(world, peers.project, ada, 'yes')
  await world.settle()
  await voteAll(world, peers, () => 'no')
  await world.settle()
}

async function asked(words = 'The guideline says so'): Promise<AskedWish> {
  const { id: item } = await world.store.transaction((trx) =>
    trx.selectFrom('items').select('id').executeTakeFirstOrThrow(),
  )
  return await askAppeal({ ...world, account: ada, args: { item, words } })
}

const wallet = async () => {
  const found = await world.store.transaction((trx) => findWallet(trx, ada.id))
  if (!found) throw new Error('no wallet')
  return found
}
const appeals = () => world.store.transaction((trx) => trx.selectFrom('appeals').selectAll().execute())

async function nextRound(): Promise<void> {
  await world.wait(61 * MINUTE_MS)
  await world.settle()
}

test('a seat is taken by one signature of a wallet, and nothing but the stake in it leaves what one owns', async () => {
  const { flow, message } = await sign({ kind: 'seat', amountWei: SEAT_WEI, limits: null })
  expect(JSON.parse(message)).toMatchObject({
    primaryType: 'SeatRequest',
    message: { account: key.address.toLowerCase(), amount: String(SEAT_WEI) },
  })
  expect(flow).toMatchObject({ state: 'done', wish: { kind: 'seat' } })
  const seat = await world.store.transaction((trx) => seatOfAccount(trx, ada.id))
  expect(seat).toMatchObject({ stakeWei: SEAT_WEI, state: 'taken' })
  expect(holdingsOf(await money.holder(key.address)).ownWei).toBe(40n * TOKEN)
  expect((await wallet()).stakeWei).toBe(40n * TOKEN)
  expect(await world.client.provider.getBalance(key.address)).toBe(0n)
  const again = await sign({ kind: 'seat', amountWei: 40n * TOKEN, limits: null })
  expect(again.flow).toMatchObject({ state: 'failed' })
})

test('an appeal signed with a wallet of one\u2019s own reaches the court, is heard and pays', async () => {
  await reject()
  const wanted = await asked()
  const bondWei = wanted.amountWei
  const { message, flow } = await sign(wanted)
  expect(JSON.parse(message)).toMatchObject({
    domain: { name: 'ReviewCourt', verifyingContract: money.court.toLowerCase() },
    primaryType: 'Dispute',
    message: { batch: '1', item: '0', kind: '1' },
  })
  expect(flow).toMatchObject({ state: 'done', wish: { kind: 'appeal' } })
  expect(await appeals()).toMatchObject([{ state: 'open', bond_wei: String(bondWei), account_id: ada.id }])
  const court = new Contract(world.contracts.court, reviewCourtAbi, world.client.provider)
  const held = await court.getFunction('disputeOf').staticCall(1, 0, 1)
  expect(held.bond).toBe(bondWei / 10n ** 15n)
  await nextRound()
  await voteAll(world, peers, () => 'yes')
  await world.settle()
  await nextRound()
  expect(await appeals()).toMatchObject([{ state: 'upheld' }])
  expect(await wallet()).toMatchObject({ stakeWei: 90n * TOKEN, heldWei: 0n, slashedWei: 0n })
  const moneyOf = await readMoney(world.client.url, world.contracts)
  expect(moneyOf.owedWei).toBe(moneyOf.tokenBalanceWei)
  const totals = await world.store.transaction((trx) => transactionTotals(trx))
  expect(totals).toMatchObject({ open: 0, failed: 0 })
})

test('an appeal that somebody else was faster with is refused in plain words, and holds nothing', async () => {
  await reject()
  const wanted = await asked()
  if (!wanted.appeal) throw new Error('no appeal')
  const { batch: _, ...appeal } = wanted.appeal
  const other = peers.people[0] as Account
  const faster = { accountId: other.id, personId: other.personId, state: 'asked' } as const
  const more = { bondWei: TOKEN, askedAt: world.clock.now(), ...faster }
  await world.store.transaction((trx) => insertAppeal(trx, { ...appeal, ...more, id: newId() }))
  expect((await sign(wanted)).flow).toMatchObject({ state: 'failed', failure: 'contested' })
  expect(await appeals()).toMatchObject([{ account_id: other.id }])
  expect(await wallet()).toMatchObject({ heldWei: TOKEN })
})

test('of a dispute that somebody brings to the court past us everybody else who took part hears, once', async () => {
  await reject()
  const wanted = await asked()
  if (!wanted.appeal) throw new Error('no appeal')
  const { courtNonce: nonce } = await money.holder(key.address)
  const claim = {
    account: key.address,
    batch: 1,
    item: wanted.appeal.position,
    kind: CONTESTS_VERDICT,
    nonce,
  }
  const digest = courtDigest(world.client.chainId, money.court, { type: 'Dispute', value: claim })
  const signature = key.signingKey.sign(digest).serialized
  const call = await money.disputeCall({ address: key.address, appeal: wanted.appeal, signature })
  if (!call) throw new Error('nothing can be contested')
  const sent = await OPERATOR.connect(world.client.provider).sendTransaction(call)
  await world.rpc('anvil_mine', '0x1')
  expect((await sent.wait())?.status).toBe(1)
  await world.settle()
  const told = await world.store.transaction((trx) =>
    trx.selectFrom('notifications').select('account_id').where('kind', '=', 'item.contested').execute(),
  )
  expect(told.length).toBeGreaterThan(1)
  expect(new Set(told.map((one) => one.account_id)).size).toBe(told.length)
  expect(told.map((one) => one.account_id)).not.toContain(ada.id)
})

test('an appeal that is signed by somebody else, or too late, holds nothing', async () => {
  await reject()
  const wanted = await asked()
  expect((await sign(wanted, newKey())).flow).toMatchObject({ state: 'failed', failure: 'badSignature' })
  expect(await appeals()).toEqual([])
  expect(await wallet()).toMatchObject({ heldWei: TOKEN })
  const batch = await world.store.transaction((trx) => findBatchByNumber(trx, 1))
  await world.rpc('evm_increaseTime', 61 * 60)
  await world.rpc('anvil_mine', '0x1')
  expect(batch?.state).toBe('proposed')
  expect((await sign(wanted)).flow).toMatchObject({ state: 'failed', failure: 'tooLate' })
  expect(await appeals()).toEqual([])
})
