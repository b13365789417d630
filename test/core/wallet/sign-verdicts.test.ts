import type { Wallet } from 'ethers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { askVerdict } from '../../../commands/expert/verdict.ts'
import { createMoneyLedger } from '../../../core/chain/money-ledger.ts'
import { ruleItem } from '../../../core/consensus/experts/rule-item.ts'
import type { Account } from '../../../core/people/account.ts'
import { type RuledLabel, UNCLEAR } from '../../../core/store/expert-cases.ts'
import { insertRoleOfPerson } from '../../../core/store/roles.ts'
import { findFlow } from '../../../core/store/wallet-flows.ts'
import { beginWish } from '../../../core/wallet/money/begin-wish.ts'
import type { MoneyLedger } from '../../../core/wallet/money/money-ledger.ts'
import { planWish } from '../../../core/wallet/money/plan-wish.ts'
import { createPageLinks, type PageLinks } from '../../../core/wallet/page-links.ts'
import { visit } from '../../support/community.ts'
import { signTypedJson } from '../../support/wallet/inject-wallet.ts'
import { beginPeers, type Peers, voteAll } from '../chain/peers.ts'
import { answer, OPERATOR, openWorld, type World } from '../chain/world.ts'
import { emptyChain, link, newKey } from './proofs.ts'

interface Expert {
  readonly account: Account
  readonly key: Wallet
}

let world: World
let peers: Peers
let money: MoneyLedger
let pages: PageLinks
let experts: Expert[]

beforeEach(async () => {
  world = await openWorld()
  const { store, clock, client, contracts } = world
  money = { ...createMoneyLedger(store, client, contracts, OPERATOR.address), signForDemo: null }
  const origin = () => ({
    domain: 'link.example.org',
    uri: 'https://link.example.org/link',
    chainId: 31_337n,
  })
  pages = createPageLinks({ store, clock, chain: emptyChain, money, origin, onChange: () => {} })
  experts = []
  for (const name of ['eve', 'fay', 'gus']) {
    const key = newKey()
    const account = await store.transaction((trx) => visit(trx, clock, name))
    await link(store, clock, account, key)
    const grant = { personId: account.personId, role: 'expert', grantedAt: clock.now() } as const
    await store.transaction((trx) => insertRoleOfPerson(trx, grant))
    experts.push({ account, key })
  }
  peers = await beginPeers(world, { items: 1, count: 4, threshold: { numerator: 9, denominator: 10 } })
})
afterEach(() => world.close())

/** An item on which validators do not agree, for experts; two of them say that it is this. */
async function ruled(label: RuledLabel): Promise<void> {
  const itemId = await answer(world, peers.project, peers.people[0] as Account, 'yes')
  await world.settle()
  let asked = 0
  await voteAll(world, peers, () => (asked++ === 0 ? 'yes' : 'no'))
  await world.settle()
  for (const { account } of experts.slice(0, 2)) {
    await world.store.transaction((trx) =>
      ruleItem(trx, world.clock, account, { itemId, label, reason: 'It is evident' }),
    )
  }
  await world.settle()
}

async function sign({ account, key }: Expert, signer = key) {
  const { store, clock } = world
  const wish = planWish(await askVerdict({ store, account }), key.address, await money.holder(key.address))
  const asking = { platform: 'web', platformUserId: account.id, handle: null }
  const wanted = { method: 'page', asking, address: key.address, wish } as const
  const { flow, token = '' } = await store.transaction((trx) => beginWish(trx, clock, account, money, wanted))
  const { message } = await pages.offer(token, key.address)
  await pages.prove(token, await signTypedJson(signer, message)).catch(() => null)
  await world.settle()
  return { message, flow: await store.transaction((trx) => findFlow(trx, flow.id)) }
}

const batchState = async () =>
  (
    await world.store.transaction((trx) =>
      trx.selectFrom('batches').select('state').executeTakeFirstOrThrow(),
    )
  ).state
const asked = () =>
  world.store.transaction((trx) =>
    trx.selectFrom('notifications').select('account_id').where('kind', '=', 'expert.sign').execute(),
  )

test('experts with wallets of their own sign the verdict that they agreed on, and the court takes it', {
  timeout: 120_000,
}, async () => {
  await ruled('no')
  const [eve, fay, gus] = experts as [Expert, Expert, Expert]
  expect(new Set((await asked()).map((notice) => notice.account_id))).toEqual(
    new Set([eve.account.id, fay.account.id]),
  )
  await expect(askVerdict({ store: world.store, account: gus.account })).rejects.toMatchObject({
    code: 'expert.nothingToSign',
  })
  expect((await sign(eve, gus.key)).flow).toMatchObject({ state: 'failed', failure: 'badSignature' })
  const { message, flow } = await sign(eve)
  expect(JSON.parse(message)).toMatchObject({ primaryType: 'Verdict', message: { batch: '1' } })
  expect(flow).toMatchObject({ state: 'done', wish: { verdict: { positions: [0], verdicts: '0x02' } } })
  expect(await batchState()).toBe('experts')
  await expect(askVerdict({ store: world.store, account: eve.account })).rejects.toMatchObject({
    code: 'expert.nothingToSign',
  })
  await sign(fay)
  expect(await batchState()).toBe('closed')
  const item = await world.store.transaction((trx) =>
    trx.selectFrom('items').select('state').executeTakeFirstOrThrow(),
  )
  expect(item.state).toBe('decided')
  expect(await asked()).toHaveLength(2)
})

test('they sign that an item is unclear in the same way, and everybody who answered it is paid', {
  timeout: 120_000,
}, async () => {
  await ruled(UNCLEAR)
  for (const expert of experts.slice(0, 2)) {
    const { flow } = await sign(expert)
    expect(flow).toMatchObject({ state: 'done', wish: { verdict: { positions: [0], verdicts: '0x04' } } })
  }
  const { outcomes, unpaid } = await world.store.transaction(async (trx) => ({
    outcomes: await trx.selectFrom('batch_items').select('outcome').execute(),
    unpaid: await trx
      .selectFrom('annotations')
      .leftJoin('payments', (join) =>
        join
          .onRef('payments.annotation_id', '=', 'annotations.id')
          .on('reward_wei', '!=', '0')
          .on('slash_wei', '=', '0'),
      )
      .select('annotations.id')
      .where('payments.annotation_id', 'is', null)
      .execute(),
  }))
  expect(outcomes).toEqual([{ outcome: 'unclear' }])
  expect(unpaid).toEqual([])
})
