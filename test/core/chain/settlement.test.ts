import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readMoney } from '../../../core/chain/read-money.ts'
import { accountLayout, seatLayout } from '../../../core/ledger/words.ts'
import type { Account } from '../../../core/people/account.ts'
import { transactionTotals } from '../../../core/store/chain-transactions.ts'
import { latestNotifications } from '../../../core/store/notifications.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { TOKEN } from '../../support/community.ts'
import { databases, openSqlite } from '../../support/databases.ts'
import { beginPeers, type Peers, voteAll } from './peers.ts'
import { answer, openWorld, STAKE, type World } from './world.ts'

const REWARD = TOKEN / 10n
/** The first reward of anybody has the lowest premium, 34/64, rounded down to thousandths. */
const FIRST_REWARD = (53n * TOKEN) / 1_000n
const FIRST_VOTE = (15n * TOKEN) / 1_000n
const SLASH = TOKEN / 5n

let world: World
let peers: Peers

const person = (index: number): Account => {
  const found = peers.people[index]
  if (!found) throw new Error(`no person ${index}`)
  return found
}
const walletOf = async (index: number) => {
  const wallet = await world.store.transaction((trx) => findWallet(trx, person(index).id))
  if (!wallet) throw new Error(`person ${index} has no wallet`)
  const { stakeWei, heldWei, earnedWei, slashedWei } = wallet
  return { stakeWei, heldWei, earnedWei, slashedWei }
}
const noticesOf = (index: number) =>
  world.store.transaction((trx) => latestNotifications(trx, person(index).personId, 100))
const rows = (table: 'stake_locks' | 'payments' | 'batches' | 'batch_items' | 'items' | 'decisions') =>
  world.store.transaction((trx) => trx.selectFrom(table).selectAll().execute())
const accountOf = async (index: number) => {
  const ledger = world.ledger()
  const id = await ledger.getFunction('accountOf').staticCall(world.signer(index).address)
  return accountLayout.unpack(BigInt(await ledger.getFunction('accountWord').staticCall(id)))
}
const seatOf = async (index: number) => {
  const ledger = world.ledger()
  const id = await ledger.getFunction('accountOf').staticCall(world.signer(index).address)
  const seatPlusOne = await ledger.getFunction('seatOf').staticCall(id)
  return seatLayout.unpack(BigInt(await ledger.getFunction('seatWord').staticCall(seatPlusOne - 1n)))
}
async function expectMoneyAddsUp(): Promise<void> {
  const money = await readMoney(world.client.url, world.contracts)
  expect(money.fundedWei).toBe(money.paidWei + money.refundedWei + money.remainingWei)
  expect(money.owedWei).toBe(money.tokenBalanceWei)
}

afterEach(async () => {
  await world.close()
})

describe.each(databases)('settling on $name', ({ open }) => {
  test('a confirmed annotation pays annotator and validators on chain and in our books, and tells each once', async () => {
    world = await openWorld({ database: open })
    peers = await beginPeers(world)
    await answer(world, peers.project, person(0), 'yes')
    await world.settle()
    expect((await rows('batches')).map((row) => Object(row).state)).toEqual(['drawn'])
    expect(await walletOf(0)).toMatchObject({ heldWei: TOKEN })
    expect(await accountOf(0)).toMatchObject({ locked: 1_000n })

    await voteAll(world, peers, () => 'yes')
    await world.settle()
    expect((await rows('items')).map((row) => Object(row).state).sort()).toEqual(['decided', 'open', 'open'])
    const earned = { stakeWei: STAKE, heldWei: 0n, earnedWei: FIRST_REWARD, slashedWei: 0n }
    expect(await walletOf(0)).toEqual(earned)
    expect(await accountOf(0)).toMatchObject({ locked: 0n, unvested: 53n, good: 1, all: 1 })
    const payments = await rows('payments')
    expect(payments).toHaveLength(3)
    const voters = [1, 2, 3].filter((index) =>
      payments.some((row) => Object(row).account_id === person(index).id),
    )
    expect(voters).toHaveLength(2)
    for (const index of voters) {
      expect(await walletOf(index)).toMatchObject({ stakeWei: STAKE, earnedWei: FIRST_VOTE })
      expect(await seatOf(index)).toMatchObject({ locked: 50_000n, unvested: 15n, good: 1, all: 1 })
    }
    const [batch] = await rows('batches')
    expect(batch).toMatchObject({ state: 'closed', accounted: 1 })
    const notices = await noticesOf(0)
    expect(notices.map(({ kind, params }) => ({ kind, params }))).toEqual([
      {
        kind: 'payout.settled',
        params: {
          labels: 1,
          rewardWei: String(FIRST_REWARD),
          slashedWei: '0',
          shareWei: '0',
          transactionHash: Object(batch).paid_hash,
        },
      },
    ])
    await world.settle()
    expect(await walletOf(0)).toEqual(earned)
    expect(await noticesOf(0)).toHaveLength(1)
    await expectMoneyAddsUp()
  })
})

describe('settling', () => {
  beforeEach(async () => {
    world = await openWorld({ database: openSqlite })
    peers = await beginPeers(world)
  })

  test('a rejected annotation loses its slash to the validators, who agree on another label', async () => {
    await answer(world, peers.project, person(0), 'yes')
    await world.settle()
    await voteAll(world, peers, () => 'no')
    await world.settle()
    expect(await walletOf(0)).toEqual({
      stakeWei: STAKE - SLASH,
      heldWei: 0n,
      earnedWei: 0n,
      slashedWei: SLASH,
    })
    expect(await accountOf(0)).toMatchObject({ free: 9_800n, locked: 0n, good: 0, all: 1 })
    expect((await rows('decisions')).map((row) => Object(row).label)).toEqual(['no'])
    const shares = (await rows('payments')).map((row) => Object(row).share_wei).sort()
    expect(shares).toEqual(['0', String(SLASH / 2n), String(SLASH / 2n)])
    await expectMoneyAddsUp()
  })

  test('one transaction carries many items, and each person gets one notice for it', async () => {
    for (const index of [0, 1, 2]) await answer(world, peers.project, person(index), 'yes')
    await world.settle()
    await voteAll(world, peers, () => 'yes')
    await world.settle()
    expect(await rows('batches')).toHaveLength(1)
    expect(new Set((await rows('payments')).map((row) => Object(row).transaction_hash)).size).toBe(1)
    for (const index of [0, 1, 2, 3]) expect((await noticesOf(index)).length).toBeLessThanOrEqual(1)
    const totals = await world.store.transaction(transactionTotals)
    expect(totals).toMatchObject({ open: 0, failed: 0 })
    await expectMoneyAddsUp()
  })

  test('a split goes past a panel that too few are left for, and when experts are silent it pays everybody and slashes nobody', async () => {
    const threshold = { numerator: 9, denominator: 10 }
    peers = await beginPeers(world, { name: 'strict', threshold, count: 0 }).then(({ project }) => ({
      ...peers,
      project,
    }))
    await answer(world, peers.project, person(0), 'yes')
    await world.settle()
    let asked = 0
    await voteAll(world, peers, () => (asked++ === 0 ? 'yes' : 'no'))
    await world.settle()
    // Too few other seats for a panel: the experts have it.
    expect((await rows('batches')).map((row) => Object(row).state)).toEqual(['experts'])
    await world.wait(3 * 24 * 3_600_000)
    await world.settle()
    expect((await rows('batches')).map((row) => Object(row).state)).toEqual(['closed'])
    const states = (await rows('items')).map((row) => Object(row).state)
    expect(states.filter((state) => state !== 'open')).toEqual(['undecided'])
    const earned = { stakeWei: STAKE, heldWei: 0n, earnedWei: FIRST_REWARD, slashedWei: 0n }
    expect(await walletOf(0)).toEqual(earned)
    expect(await accountOf(0)).toMatchObject({ locked: 0n, unvested: 53n, good: 0, all: 0 })
    const payments = await rows('payments')
    expect(payments.length).toBeGreaterThan(2)
    for (const payment of payments) {
      const { account_id, reward_wei, share_wei } = Object(payment)
      const reward = account_id === person(0).id ? FIRST_REWARD : FIRST_VOTE
      expect([reward_wei, share_wei]).toEqual([String(reward), '0'])
    }
    for (const index of [1, 2, 3]) expect(await walletOf(index)).toMatchObject({ slashedWei: 0n })
    await expectMoneyAddsUp()
  })

  test('whoever takes the stake out before it is locked is skipped, and somebody else annotates the item', async () => {
    const thief = world.signer(1)
    await world.rpc('anvil_setBalance', thief.address, '0xde0b6b3a7640000')
    await answer(world, peers.project, person(0), 'yes')
    await answer(world, peers.project, person(1), 'yes')
    await (await world.ledger(thief).getFunction('requestWithdraw').send(10_000n)).wait()
    await world.settle()
    expect(await accountOf(1)).toMatchObject({ free: 0n, locked: 0n })
    expect((await rows('batch_items')).map((row) => Object(row).outcome)).toEqual([null, 'skipped'])
    const states = (await rows('items')).map((row) => Object(row))
    expect(states.map((row) => [row.state, row.open_slots]).sort()).toEqual([
      ['open', 1],
      ['open', 1],
      ['review', 0],
    ])
    await voteAll(world, peers, () => 'yes')
    await world.settle()
    expect(await walletOf(0)).toMatchObject({ earnedWei: FIRST_REWARD })
    expect(await walletOf(1)).toMatchObject({ stakeWei: 0n, heldWei: 0n })
    await expectMoneyAddsUp()
  })

  test('late operators lose part of their bonds, and the item is annotated again', async () => {
    await answer(world, peers.project, person(0), 'yes')
    await world.settle()
    await world.wait(50 * 3_600_000)
    await world.settle()
    expect((await rows('batches')).map((row) => Object(row).paid_by)).toEqual(['BatchExpired'])
    expect(await walletOf(0)).toMatchObject({ stakeWei: STAKE, heldWei: 0n, slashedWei: 0n })
    expect(await accountOf(0)).toMatchObject({ locked: 0n })
    const claimed = await world.store.transaction((trx) => claimItem(trx, world.clock, person(1), {}))
    expect(claimed.item.state).toBe('open')
  })

  test('stake that somebody else pays in is credited', async () => {
    const ana = world.signer(0)
    await world.rpc('anvil_setBalance', ana.address, '0xde0b6b3a7640000')
    const operator = world.token().interface.encodeFunctionData('transfer', [ana.address, TOKEN])
    await world.rpc('anvil_impersonateAccount', world.sender.address)
    await world.rpc('eth_sendTransaction', {
      from: world.sender.address,
      to: world.contracts.token,
      data: operator,
    })
    await (await world.token(ana).getFunction('approve').send(world.contracts.ledger, TOKEN)).wait()
    await (await world.ledger(ana).getFunction('deposit').send(world.signer(1).address, 1_000n)).wait()
    await world.settle()
    expect(await walletOf(1)).toMatchObject({ stakeWei: STAKE + TOKEN })
  })

  test('nothing is locked while there are too few seats to decide it', async () => {
    await world.store.transaction((trx) => trx.updateTable('seats').set({ state: 'leaving' }).execute())
    await answer(world, peers.project, person(0), 'yes')
    await world.settle()
    expect(await rows('batches')).toEqual([])
    expect((await rows('stake_locks')).map((row) => Object(row).state)).toEqual(['pending'])
  })

  test('a refund takes what is not reserved back to the operator', async () => {
    await answer(world, peers.project, person(0), 'yes')
    await world.settle()
    const amount = peers.project.budgetWei - 10n * TOKEN
    await world.store.transaction((trx) =>
      trx
        .insertInto('project_fundings')
        .values({
          id: 'refund',
          project_id: peers.project.id,
          kind: 'refund',
          amount_wei: String(amount),
          state: 'pending',
          transaction_id: null,
          created_at: world.clock.now(),
        })
        .execute(),
    )
    await world.settle()
    const money = await readMoney(world.client.url, world.contracts)
    expect(money).toMatchObject({ refundedWei: amount, remainingWei: 10n * TOKEN })
    expect(money.reservedWei).toBeGreaterThan(REWARD)
    await expectMoneyAddsUp()
  })
})
