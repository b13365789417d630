import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExpectedError } from '../../../core/errors.ts'
import type { Account } from '../../../core/people/account.ts'
import { latestNotifications } from '../../../core/store/notifications.ts'
import { pendingChange } from '../../../core/store/wallet-changes.ts'
import { findLink } from '../../../core/store/wallet-links.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { skipAssignment } from '../../../core/tasks/skip-assignment.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { applyChanges } from '../../../core/wallet/apply-changes.ts'
import { cancelChange } from '../../../core/wallet/cancel-change.ts'
import { changeWallet } from '../../../core/wallet/change-wallet.ts'
import { confirmFlow } from '../../../core/wallet/confirm-flow.ts'
import { addItems, HandClock, newcomer, startProject, visit } from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { CHANGE_MS, HOUR_MS, link, newKey, prove, terms } from './proofs.ts'

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: ExpectedError) => error.code,
  )

describe.each(databases)('changes of a wallet on $name', ({ open }) => {
  const clock = new HandClock()
  let database: TestDatabase
  let people = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const linkedPerson = async () => {
    const account = await inTrx((trx) => visit(trx, clock, `person-${people++}`))
    const key = newKey()
    await link(database.store, clock, account, key)
    return { account, key }
  }
  const replace = async (account: Account, key = newKey()) => {
    const { id } = await prove(database.store, clock, account, key)
    await inTrx((trx) => confirmFlow(trx, clock, account, id, terms))
    return key
  }
  const unlink = (account: Account) =>
    inTrx((trx) => changeWallet(trx, clock, account, { next: null, delayMs: CHANGE_MS }))
  const addressOf = async (account: Account) =>
    (await inTrx((trx) => findLink(trx, account.id)))?.address ?? null
  const told = async ({ personId }: Account) =>
    (await inTrx((trx) => latestNotifications(trx, personId, 9))).map(({ kind }) => kind)
  const apply = () => applyChanges(database.store, clock, 31_337n)

  test('another wallet comes into force a day after it was confirmed, and is announced', async () => {
    const { account, key } = await linkedPerson()
    const next = await replace(account)
    expect(await addressOf(account)).toBe(key.address)
    expect(await told(account)).toEqual(['wallet.changeAsked'])
    clock.advance(CHANGE_MS - 1)
    expect(await apply()).toBe(0)
    clock.advance(1)
    expect(await apply()).toBe(1)
    expect(await apply()).toBe(0)
    expect(await addressOf(account)).toBe(next.address)
    expect(await inTrx((trx) => findWallet(trx, account.id))).toMatchObject({ address: next.address })
    expect(await told(account)).toEqual(['wallet.changeDone', 'wallet.changeAsked'])
  })

  test('unlinking takes as long; the address keeps its ledger for whoever links it again', async () => {
    const { account, key } = await linkedPerson()
    await inTrx((trx) =>
      trx.updateTable('wallets').set({ earned_wei: '5' }).where('address', '=', key.address).execute(),
    )
    await unlink(account)
    clock.advance(CHANGE_MS)
    await apply()
    expect(await addressOf(account)).toBeNull()
    expect(await inTrx((trx) => findWallet(trx, account.id))).toBeNull()
    const other = await inTrx((trx) => visit(trx, clock, `person-${people++}`))
    await link(database.store, clock, other, key)
    expect(await inTrx((trx) => findWallet(trx, other.id))).toMatchObject({ earnedWei: 5n })
  })

  test('can be cancelled until then, once, and begun again', async () => {
    const { account, key } = await linkedPerson()
    await replace(account)
    clock.advance(23 * HOUR_MS)
    await inTrx((trx) => cancelChange(trx, clock, account))
    expect(await codeOf(inTrx((trx) => cancelChange(trx, clock, account)))).toBe('wallet.noChange')
    clock.advance(2 * HOUR_MS)
    expect(await apply()).toBe(0)
    expect(await addressOf(account)).toBe(key.address)
    expect(await told(account)).toEqual(['wallet.changeCancelled', 'wallet.changeAsked'])
    await unlink(account)
    expect(await codeOf(unlink(account))).toBe('wallet.changePending')
    await inTrx((trx) => cancelChange(trx, clock, account))
  })

  test('need a linked wallet', async () => {
    const account = await inTrx((trx) => visit(trx, clock, `person-${people++}`))
    expect(await codeOf(unlink(account))).toBe('wallet.notLinked')
  })

  test('a wallet that somebody else linked meanwhile does not come into force', async () => {
    const { account, key } = await linkedPerson()
    const next = await replace(account)
    const other = await inTrx((trx) => visit(trx, clock, `person-${people++}`))
    await link(database.store, clock, other, next)
    clock.advance(CHANGE_MS)
    expect(await apply()).toBe(0)
    expect(await addressOf(account)).toBe(key.address)
    expect(await inTrx((trx) => pendingChange(trx, account.id))).toBeNull()
    expect((await told(account))[0]).toBe('wallet.changeCancelled')
  })

  test('are refused while items are open, and wait for items begun later', async () => {
    const name = `changes-${people++}`
    const project = await inTrx((trx) => startProject(trx, clock, { name, protocol: 'peers' }))
    await addItems(database.store, project, 2)
    const worker = await inTrx((trx) => newcomer(trx, clock, `person-${people++}`))
    await link(database.store, clock, worker, newKey())
    const claim = () => inTrx((trx) => claimItem(trx, clock, worker, { projectSlug: project.slug }))
    const held = await claim()
    expect(await codeOf(unlink(worker))).toBe('wallet.itemsOpen')
    const { assignmentId } = held
    await inTrx((trx) => skipAssignment(trx, clock, worker, { assignmentId, reason: 'unclear' }))
    await unlink(worker)

    const next = await claim()
    await inTrx((trx) =>
      submitAnnotation(trx, clock, worker, {
        assignmentId: next.assignmentId,
        label: 'yes',
        platform: 'web',
      }),
    )
    clock.advance(CHANGE_MS)
    expect(await apply()).toBe(0)
    expect(await addressOf(worker)).not.toBeNull()
    await inTrx((trx) => trx.updateTable('stake_locks').set({ state: 'released' }).execute())
    expect(await apply()).toBe(1)
    expect(await addressOf(worker)).toBeNull()
  })
})
