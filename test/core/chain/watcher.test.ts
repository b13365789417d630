import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readMoney } from '../../../core/chain/read-money.ts'
import { createWatcher } from '../../../core/chain/watcher.ts'
import { latestNotifications } from '../../../core/store/notifications.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { beginPeers, type Peers, voteAll } from './peers.ts'
import { answer, openWorld, type World } from './world.ts'

let world: World
let peers: Peers

async function begin(confirmations: number): Promise<void> {
  world = await openWorld({ confirmations })
  peers = await beginPeers(world, { items: 4 })
}

/** One more item: this person annotates it, and everybody drawn confirms it. */
async function decideItem(person: number): Promise<void> {
  const account = peers.people[person]
  if (!account) throw new Error(`no person ${person}`)
  await answer(world, peers.project, account, 'yes')
  await world.settle()
  await voteAll(world, peers, () => 'yes')
  await world.settle()
}

/** Everything our books say about the chain but where it was found. */
const books = () =>
  world.store.transaction(async (trx) => ({
    wallets: await Promise.all(peers.people.map((account) => findWallet(trx, account.id))),
    locks: await trx.selectFrom('stake_locks').select(['id', 'state']).orderBy('id').execute(),
    batches: await trx.selectFrom('batches').select(['id', 'state', 'accounted']).orderBy('id').execute(),
    payments: await trx
      .selectFrom('payments')
      .select(['annotation_id', 'reward_wei', 'share_wei', 'slash_wei'])
      .orderBy('annotation_id')
      .execute(),
    items: await trx.selectFrom('items').select(['id', 'state', 'round']).orderBy('id').execute(),
  }))
const notices = () =>
  world.store.transaction(async (trx) => {
    const all = peers.people.map((account) => latestNotifications(trx, account.personId, 100))
    return (await Promise.all(all)).flat().filter((one) => one.kind === 'payout.settled').length
  })
const money = () => readMoney(world.client.url, world.contracts)

afterEach(async () => {
  await world.close()
})

describe('the event watcher', () => {
  beforeEach(() => begin(0))

  test('reading again from the start changes nothing', async () => {
    await decideItem(0)
    const before = await books()
    expect(await createWatcher(world).tick()).toBe(0)
    expect(await books()).toEqual(before)
  })

  test('a chain that lost a settlement settles it again, with the same books and one notice each', async () => {
    await decideItem(0)
    const account = peers.people[1]
    if (!account) throw new Error('nobody')
    await answer(world, peers.project, account, 'yes')
    await world.settle()
    await voteAll(world, peers, () => 'yes')
    const snapshot = await world.rpc('evm_snapshot')
    await world.settle()
    const before = await books()
    const told = await notices()
    const paid = await money()

    await world.rpc('evm_revert', snapshot)
    expect((await money()).paidWei).toBeLessThan(paid.paidWei)
    await world.settle()
    expect(await books()).toEqual(before)
    expect(await money()).toEqual(paid)
    expect(await notices()).toBe(told)
  })

  test('where a lock is lost, other validators are drawn and nobody is paid twice', async () => {
    const snapshot = await world.rpc('evm_snapshot')
    const account = peers.people[0]
    if (!account) throw new Error('nobody')
    await answer(world, peers.project, account, 'yes')
    await world.settle()
    await world.rpc('evm_revert', snapshot)
    await world.rpc('anvil_mine', '0x2')
    await world.settle()
    await voteAll(world, peers, () => 'yes')
    await world.settle()
    const { payments, items } = await books()
    expect(items.filter((item) => item.state === 'decided')).toHaveLength(1)
    expect(payments).toHaveLength(3)
    const { fundedWei, paidWei, remainingWei, owedWei, tokenBalanceWei } = await money()
    expect(fundedWei).toBe(paidWei + remainingWei)
    expect(owedWei).toBe(tokenBalanceWei)
  })
})

describe('the event watcher with confirmations', () => {
  beforeEach(() => begin(3))

  test('believes nothing before it is deep enough', async () => {
    const account = peers.people[0]
    if (!account) throw new Error('nobody')
    await answer(world, peers.project, account, 'yes')
    const nextBatch = async () => (await world.ledger().getFunction('totals').staticCall()).nextBatch
    while ((await nextBatch()) === 1n) await world.step()
    await world.watcher.tick()
    expect((await books()).batches.map((batch) => batch.state)).toEqual(['made'])
    await world.rpc('anvil_mine', '0x3')
    await world.watcher.tick()
    expect((await books()).batches.map((batch) => batch.state)).toEqual(['locked'])
  })

  test('a reorganisation that drops the latest blocks pays nobody twice', async () => {
    await decideItem(0)
    const before = await books()
    const paid = await money()
    const told = await notices()
    await world.rpc('anvil_reorg', 2, [])
    await world.settle()
    expect(await books()).toEqual(before)
    expect(await money()).toEqual(paid)
    expect(await notices()).toBe(told)
  })
})
