import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readEscrow } from '../../../core/chain/read-escrow.ts'
import { createWatcher } from '../../../core/chain/watcher.ts'
import type { Account } from '../../../core/people/account.ts'
import type { Project } from '../../../core/projects/project.ts'
import { latestNotifications } from '../../../core/store/notifications.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { addItems, startProject } from '../../support/community.ts'
import { answer, openWorld, type World } from './world.ts'

let world: World
let project: Project
let people: Account[]

async function begin(confirmations: number): Promise<void> {
  world = await openWorld({ confirmations })
  project = await world.store.transaction((trx) => startProject(trx, world.clock))
  await addItems(world.store, project, 4)
  people = []
  for (const name of ['ana', 'ben', 'cleo']) people.push(await world.newcomer(name))
  await world.settle()
}

/** One more decided item: Ana and Ben agree, Cleo does not. */
async function decideItem(): Promise<void> {
  for (const [index, account] of people.entries()) {
    await answer(world, project, account, index === 2 ? 'no' : 'yes')
  }
}

/** Everything the ledger says about the chain but where it was found. */
const ledger = () =>
  world.store.transaction(async (trx) => ({
    wallets: await Promise.all(people.map((account) => findWallet(trx, account.id))),
    locks: await trx.selectFrom('stake_locks').select(['id', 'state']).orderBy('id').execute(),
    entries: await trx.selectFrom('settlement_entries').selectAll().orderBy('lock_id').execute(),
    settlements: await trx.selectFrom('settlements').select(['id', 'state']).orderBy('id').execute(),
    events: (await trx.selectFrom('chain_events').select('event').orderBy('event').execute()).length,
  }))
const notices = () =>
  world.store.transaction(async (trx) => {
    const all = await Promise.all(people.map((account) => latestNotifications(trx, account.personId, 100)))
    return all.map((one) => one.length)
  })
const remaining = async () => (await readEscrow(world.client.url, world.contracts, project.id)).remainingWei

afterEach(async () => {
  await world.close()
})

describe('the event watcher', () => {
  beforeEach(() => begin(0))

  test('reading again from the start changes nothing', async () => {
    await decideItem()
    await world.settle()
    const before = await ledger()
    const fresh = createWatcher(world)
    expect(await fresh.tick()).toBe(0)
    expect(await ledger()).toEqual(before)
  })

  test('a chain that fell back to an older state ends in the same ledger, with one notice each', async () => {
    await decideItem()
    await world.settle()
    const snapshot = await world.rpc('evm_snapshot')
    await decideItem()
    await world.settle()
    const before = await ledger()
    const budget = await remaining()
    expect(await notices()).toEqual([2, 2, 2])

    await world.rpc('evm_revert', snapshot)
    expect(await remaining()).toBeGreaterThan(budget)
    await world.settle()
    expect(await ledger()).toEqual(before)
    expect(await remaining()).toBe(budget)
    expect(await notices()).toEqual([2, 2, 2])
  })

  test('while the lost blocks are missing, what they paid is not in the ledger', async () => {
    const snapshot = await world.rpc('evm_snapshot')
    await decideItem()
    await world.settle()
    await world.rpc('evm_revert', snapshot)
    await world.watcher.tick()
    const { wallets, settlements, locks } = await ledger()
    expect(wallets.map((wallet) => wallet?.earnedWei)).toEqual([0n, 0n, 0n])
    expect(wallets.map((wallet) => wallet?.heldWei)).toEqual([10n ** 18n, 10n ** 18n, 10n ** 18n])
    expect(settlements.map((one) => one.state)).toEqual(['queued'])
    expect(new Set(locks.map((one) => one.state))).toEqual(new Set(['queued']))
  })

  test('a chain that lost everything is built again from the stored transactions', async () => {
    await decideItem()
    await world.settle()
    const before = await ledger()
    await world.rpc('anvil_reset')
    await world.rpc('anvil_setBalance', world.sender.address, '0x3635c9adc5dea00000')
    await world.settle()
    expect(await ledger()).toEqual(before)
    expect(await world.escrow().getFunction('token').staticCall()).toBe(world.contracts.token)
    expect(await notices()).toEqual([1, 1, 1])
  })
})

describe('the event watcher with confirmations', () => {
  beforeEach(() => begin(3))

  test('believes nothing before it is deep enough', async () => {
    await decideItem()
    const { settlements } = await ledger()
    const isSettled = () => world.escrow().getFunction('isSettled').staticCall(settlements[0]?.id)
    while (!(await isSettled())) await world.step()
    await world.watcher.tick()
    expect((await ledger()).wallets.map((wallet) => wallet?.earnedWei)).toEqual([0n, 0n, 0n])

    await world.rpc('anvil_mine', '0x3')
    await world.watcher.tick()
    expect((await ledger()).wallets[0]?.earnedWei).toBeGreaterThan(0n)
    expect(await notices()).toEqual([1, 1, 1])
  })

  test('a reorganisation that drops the latest blocks pays nobody twice', async () => {
    await decideItem()
    await world.settle()
    const before = await ledger()
    const budget = await remaining()
    await world.rpc('anvil_reorg', 8, [])
    expect(await remaining()).toBeGreaterThan(budget)
    await world.settle()
    expect(await ledger()).toEqual(before)
    expect(await remaining()).toBe(budget)
    expect(await notices()).toEqual([1, 1, 1])
  })
})
