import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { buildBatches } from '../../../core/chain/build-batches.ts'
import { projectKey } from '../../../core/chain/escrow-interface.ts'
import { readEscrow } from '../../../core/chain/read-escrow.ts'
import { notificationParams } from '../../../core/notifications/notification.ts'
import type { Account } from '../../../core/people/account.ts'
import type { Project } from '../../../core/projects/project.ts'
import {
  failedTransactions,
  findTransaction,
  transactionTotals,
} from '../../../core/store/chain-transactions.ts'
import { latestNotifications } from '../../../core/store/notifications.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { addItems, startProject, TOKEN } from '../../support/community.ts'
import { databases, openSqlite } from '../../support/databases.ts'
import { answer, openWorld, STAKE, type World } from './world.ts'

const REWARD = TOKEN / 10n
const SLASH = TOKEN / 5n
const LOCK = TOKEN

let world: World
let project: Project
let people: Account[]

/** A project of three items, and three people. */
async function begin(database = openSqlite, confirmations = 0): Promise<void> {
  world = await openWorld({ database, confirmations })
  project = await world.store.transaction((trx) => startProject(trx, world.clock))
  await addItems(world.store, project, 3)
  people = []
  for (const name of ['ana', 'ben', 'cleo']) people.push(await world.newcomer(name))
}

/** Everybody answers the next item; the labels are those of Ana, Ben and Cleo. */
async function answerNext(...labels: string[]): Promise<void> {
  for (const [index, label] of labels.entries()) await answer(world, project, person(index), label)
}

function person(index: number): Account {
  const found = people[index]
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
const rows = (table: 'stake_locks' | 'settlements' | 'settlement_entries' | 'chain_events') =>
  world.store.transaction((trx) => trx.selectFrom(table).selectAll().execute())
const onChain = async (index: number) => {
  const account = await world.escrow().getFunction('accountOf').staticCall(world.signer(index).address)
  return { free: BigInt(account.free), locked: BigInt(account.locked) }
}
const balance = () => readEscrow(world.client.url, world.contracts, project.id)

afterEach(async () => {
  await world.close()
})

describe.each(databases)('settling on $name', ({ open }) => {
  test('a decided item pays its annotators on chain and in the ledger, and tells each once', async () => {
    await begin(open)
    await answerNext('yes', 'yes', 'no')
    await world.settle()

    const winner = { stakeWei: STAKE, heldWei: 0n, earnedWei: REWARD + SLASH / 2n, slashedWei: 0n }
    expect(await walletOf(0)).toEqual(winner)
    expect(await walletOf(1)).toEqual(winner)
    expect(await walletOf(2)).toEqual({
      stakeWei: STAKE - SLASH,
      heldWei: 0n,
      earnedWei: 0n,
      slashedWei: SLASH,
    })
    expect(await onChain(0)).toEqual({ free: STAKE + REWARD + SLASH / 2n, locked: 0n })
    expect(await onChain(2)).toEqual({ free: STAKE - SLASH, locked: 0n })

    const [settlement] = await rows('settlements')
    expect(settlement).toMatchObject({ state: 'settled', transaction_hash: expect.stringMatching(/^0x/) })
    const notices = await noticesOf(0)
    expect(notices.map(({ kind, params }) => ({ kind, params }))).toEqual([
      {
        kind: 'payout.settled',
        params: notificationParams['payout.settled'].parse({
          labels: 1,
          rewardWei: String(REWARD),
          slashedWei: '0',
          shareWei: String(SLASH / 2n),
          transactionHash: Object(settlement).transaction_hash,
        }),
      },
    ])
    expect(await noticesOf(2)).toHaveLength(1)

    await world.settle()
    expect(await walletOf(0)).toEqual(winner)
    expect(await noticesOf(0)).toHaveLength(1)
  })

  test('one transaction carries many items, and each person gets one notice for it', async () => {
    await begin(open)
    await world.settle()
    for (let item = 0; item < 3; item++) await answerNext('yes', 'yes', 'yes')
    await world.settle()
    const settlements = await rows('settlements')
    expect(new Set(settlements.map((row) => Object(row).transaction_hash)).size).toBe(1)
    for (const index of [0, 1, 2]) {
      const notices = await noticesOf(index)
      expect(notices.map(({ params }) => params)).toMatchObject([{ labels: 3 }])
      expect(await walletOf(index)).toMatchObject({ heldWei: 0n, earnedWei: 3n * REWARD })
    }
    const totals = await world.store.transaction(transactionTotals)
    // Token, escrow, approval, budget, three stakes, one lock batch, one settlement batch.
    expect(totals).toMatchObject({ confirmed: 9, open: 0, failed: 0 })
    expect(totals.gasUsed).toBeGreaterThan(0n)
  })
})

describe('settling', () => {
  beforeEach(() => begin())

  test('the chain alone explains where a budget went', async () => {
    await answerNext('yes', 'yes', 'no')
    await answerNext('no', 'no', 'no')
    await answerNext('yes', 'no', 'no')
    await world.settle()
    const found = await balance()
    expect(found).toMatchObject({
      fundedWei: project.budgetWei,
      paidWei: 7n * REWARD,
      slashedWei: 2n * SLASH,
      refundedWei: 0n,
      returnedWei: 0n,
      reservedWei: 0n,
      settlements: 3,
      solvent: true,
    })
    expect(found.paidWei + found.refundedWei + found.remainingWei).toBe(found.fundedWei)
    expect(found.heldWei).toBe(found.tokenBalanceWei)
  })

  test('a refund takes what is not reserved back to the operator', async () => {
    await answer(world, project, person(0), 'yes')
    await world.settle()
    const { id, budgetWei } = project
    const amount = budgetWei - REWARD
    await world.store.transaction((trx) =>
      trx
        .insertInto('project_fundings')
        .values({
          id: 'refund',
          project_id: id,
          kind: 'refund',
          amount_wei: String(amount),
          state: 'pending',
          transaction_id: null,
          created_at: world.clock.now(),
        })
        .execute(),
    )
    await world.settle()
    expect(await balance()).toMatchObject({ refundedWei: amount, remainingWei: REWARD, reservedWei: REWARD })
  })

  test('building again takes nothing up twice, and a repeated batch changes nothing on chain', async () => {
    await answerNext('yes', 'yes', 'no')
    expect(await buildBatches(world.store, world.clock)).toBeGreaterThan(0)
    expect(await buildBatches(world.store, world.clock)).toBe(0)
    await world.settle()
    const before = await onChain(0)
    const [row] = await rows('settlements')
    const settle = await world.store.transaction((trx) => findTransaction(trx, `settle:${Object(row).id}`))
    if (!settle) throw new Error('no settlement transaction')
    await world.store.transaction((trx) =>
      trx
        .updateTable('chain_transactions')
        .set({ state: 'queued', nonce: null, attempts: '[]', block_number: null })
        .where('id', '=', settle.id)
        .execute(),
    )
    await world.settle()
    expect(await onChain(0)).toEqual(before)
    expect(await noticesOf(0)).toHaveLength(1)
    expect(await walletOf(0)).toMatchObject({ earnedWei: REWARD + SLASH / 2n })
  })

  test('whoever takes the stake out before it is locked is skipped, and the others are paid', async () => {
    await world.settle()
    await answerNext('yes', 'yes', 'no')
    const thief = world.signer(1)
    await world.rpc('anvil_setBalance', thief.address, '0xde0b6b3a7640000')
    const withdrawal = await world.escrow(thief).getFunction('withdraw').send(STAKE, thief.address)
    await withdrawal.wait()
    await world.settle()

    const locks = await rows('stake_locks')
    expect(locks.map((row) => Object(row).state).toSorted()).toEqual(['released', 'released', 'skipped'])
    expect(await walletOf(1)).toEqual({ stakeWei: 0n, heldWei: 0n, earnedWei: 0n, slashedWei: 0n })
    expect(await noticesOf(1)).toEqual([])
    expect(await walletOf(0)).toMatchObject({ earnedWei: REWARD + SLASH })
    const found = await balance()
    expect(found.paidWei + found.remainingWei).toBe(found.fundedWei)
  })

  test('stake that somebody else pays in is credited, and what is earned leaves before the stake', async () => {
    await answerNext('yes', 'yes', 'yes')
    await world.settle()
    const ana = world.signer(0)
    await world.rpc('anvil_setBalance', ana.address, '0xde0b6b3a7640000')
    await (
      await world
        .escrow(ana)
        .getFunction('withdraw')
        .send(REWARD + TOKEN, ana.address)
    ).wait()
    await (await world.token(ana).getFunction('approve').send(world.contracts.escrow, TOKEN)).wait()
    await (await world.escrow(ana).getFunction('depositStake').send(world.signer(1).address, TOKEN)).wait()
    await world.settle()
    expect(await walletOf(0)).toMatchObject({ stakeWei: STAKE - TOKEN, earnedWei: REWARD })
    expect(await walletOf(1)).toMatchObject({ stakeWei: STAKE + TOKEN, earnedWei: REWARD })
  })

  test('locks wait while their project could not be funded', async () => {
    await world.store.transaction((trx) =>
      trx
        .updateTable('project_fundings')
        .set({ amount_wei: String(10n ** 30n) })
        .execute(),
    )
    await answerNext('yes', 'yes', 'yes')
    await world.settle()
    const failed = await world.store.transaction(failedTransactions)
    expect(failed.map((one) => one.kind)).toEqual(['fund'])
    const states = [...(await rows('stake_locks')), ...(await rows('settlements'))]
    expect(states.map((row) => Object(row).state)).toEqual(['pending', 'pending', 'pending', 'pending'])

    // Mended by an operator: the funding is made possible and sent again.
    const data = world
      .escrow()
      .interface.encodeFunctionData('fundProject', [projectKey(project.id), project.budgetWei])
    await world.store.transaction((trx) =>
      trx
        .updateTable('chain_transactions')
        .set({ state: 'queued', data })
        .where('state', '=', 'failed')
        .execute(),
    )
    await world.settle()
    expect(await walletOf(0)).toMatchObject({ heldWei: 0n, earnedWei: REWARD })
  })

  test('reserves the reward of a lock until its item is settled', async () => {
    await answer(world, project, person(0), 'yes')
    await world.settle()
    const state = await world.escrow().getFunction('projectOf').staticCall(projectKey(project.id))
    expect(BigInt(state.reserved)).toBe(REWARD)
    expect(await onChain(0)).toEqual({ free: STAKE - LOCK, locked: LOCK })
    expect(await walletOf(0)).toMatchObject({ heldWei: LOCK })
  })
})
