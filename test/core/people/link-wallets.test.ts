import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type NotificationId, newId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { issueLinkCode } from '../../../core/people/issue-link-code.ts'
import { readEarnings } from '../../../core/people/read-earnings.ts'
import { insertNotifications, latestNotifications } from '../../../core/store/notifications.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { redeemLinkCode } from '../../../core/tasks/redeem-link-code.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { addItems, HandClock, newcomer, startProject, TOKEN, visit } from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'

describe.each(databases)('linking on $name', ({ open }) => {
  const clock = new HandClock()
  let database: TestDatabase
  beforeAll(async () => {
    database = await open()
    const project = await inTrx((trx) => startProject(trx, clock, { protocol: 'peers' }))
    await addItems(database.store, project, 3)
  })
  afterAll(() => database.close())

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const link = (redeemer: Account, issuer: Account) =>
    inTrx(async (trx) => {
      const { code } = await issueLinkCode(trx, clock, issuer)
      await redeemLinkCode(trx, clock, redeemer, code)
    })
  const label = (account: Account) =>
    inTrx(async (trx) => {
      const { assignmentId } = await claimItem(trx, clock, account, {})
      await submitAnnotation(trx, clock, account, { assignmentId, label: 'yes', platform: 'web' })
    })

  test('whoever links from the account with the wallet goes on labeling with its stake', async () => {
    const worker = await inTrx((trx) => newcomer(trx, clock, 'worker'))
    await label(worker)
    const fresh = await inTrx((trx) => visit(trx, clock, 'fresh', 'telegram'))
    await link(worker, fresh)

    const account = await inTrx((trx) => visit(trx, clock, 'worker'))
    expect(account.id).toBe(fresh.id)
    await label(account)
    const earnings = await inTrx((trx) => readEarnings(trx, account.personId))
    expect(earnings).toMatchObject({ stakeWei: 1_000_000n * TOKEN, heldWei: 2n * TOKEN })
  })

  test('the inbox of the joined account holds the notices of both', async () => {
    const [web, telegram] = await inTrx(async (trx) => [
      await visit(trx, clock, 'reader'),
      await visit(trx, clock, 'reader', 'telegram'),
    ])
    if (!web || !telegram) throw new Error('nobody came')
    const params = { labels: 1, rewardWei: '1', slashedWei: '0', shareWei: '0', transactionHash: '0x1' }
    const notice = (accountId: Account['id']) => ({
      id: newId<NotificationId>(),
      accountId,
      kind: 'payout.settled' as const,
      params,
      dedupeKey: `payout:${accountId}`,
      createdAt: clock.now(),
    })
    await inTrx((trx) => insertNotifications(trx, [notice(web.id), notice(telegram.id)]))
    await link(web, telegram)
    const account = await inTrx((trx) => visit(trx, clock, 'reader'))
    expect(await inTrx((trx) => latestNotifications(trx, account.personId, 5))).toHaveLength(2)
  })
})
