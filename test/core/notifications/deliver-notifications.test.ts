import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type NotificationId, newId } from '../../../core/ids.ts'
import { type Channel, deliverNotifications } from '../../../core/notifications/deliver-notifications.ts'
import type { Account } from '../../../core/people/account.ts'
import { findOrCreateAccount } from '../../../core/people/find-or-create-account.ts'
import { insertNotifications, latestNotifications } from '../../../core/store/notifications.ts'
import { HandClock } from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'

const HOUR_MS = 3_600_000
const params = { labels: 2, rewardWei: '5', slashedWei: '0', shareWei: '1', transactionHash: '0xab' }

describe.each(databases)('notifications on $name', ({ open }) => {
  let database: TestDatabase
  let clock: HandClock
  let channels: Map<string, Channel>
  let sent: string[]
  const log = pino({ level: 'silent' })

  beforeEach(async () => {
    database = await open()
    clock = new HandClock()
    channels = new Map()
    sent = []
  })
  afterEach(() => database.close())

  const deliver = () => deliverNotifications({ store: database.store, clock, log, channels })
  const visit = (platform: string, userId: string): Promise<Account> => {
    const visitor = { platform, userId, name: userId, locale: 'es', isModerator: false }
    return database.store.transaction((trx) => findOrCreateAccount(trx, clock, visitor))
  }
  const enqueue = (account: Account, dedupeKey: string) => {
    const row = {
      id: newId<NotificationId>(),
      accountId: account.id,
      kind: 'payout.settled',
      params,
      dedupeKey,
    } as const
    return database.store.transaction((trx) => insertNotifications(trx, [{ ...row, createdAt: clock.now() }]))
  }
  const states = () =>
    database.store.transaction((trx) =>
      trx.selectFrom('notifications').select(['state', 'platform', 'attempts']).orderBy('id').execute(),
    )
  const taking =
    (platform: string): Channel =>
    async (notification, identity) => {
      const labels = notification.kind === 'payout.settled' ? notification.params.labels : 0
      sent.push(`${platform} ${identity.userId} ${identity.locale} ${labels}`)
      return 'delivered'
    }

  test('each is sent once, in the language of the person', async () => {
    channels.set('web', taking('web'))
    const ann = await visit('web', 'ann')
    await enqueue(ann, 'one')
    await enqueue(ann, 'one')
    expect(await deliver()).toBe(1)
    expect(await deliver()).toBe(0)
    expect(sent).toEqual(['web ann es 2'])
    expect(await states()).toEqual([{ state: 'sent', platform: 'web', attempts: 0 }])
  })

  test('a platform that refuses is passed over until the person writes there again', async () => {
    channels.set('web', async () => 'unreachable')
    const ann = await visit('web', 'ann')
    await enqueue(ann, 'one')
    expect(await deliver()).toBe(1)
    expect(await states()).toMatchObject([{ state: 'inbox', platform: null }])
    const inbox = await database.store.transaction((trx) => latestNotifications(trx, ann.personId, 5))
    expect(inbox).toMatchObject([{ kind: 'payout.settled', params }])
    channels.set('web', taking('web'))
    await enqueue(ann, 'two')
    await deliver()
    expect(sent).toEqual([])
    await visit('web', 'ann')
    await enqueue(ann, 'three')
    await deliver()
    expect(sent).toEqual(['web ann es 2'])
  })

  test('a failing platform is tried again later and later, then the inbox keeps it', async () => {
    let calls = 0
    channels.set('web', async () => {
      calls++
      throw new Error('the network is down')
    })
    await enqueue(await visit('web', 'ann'), 'one')
    await deliver()
    await deliver()
    expect(calls).toBe(1)
    for (let hour = 0; hour < 12; hour++) {
      clock.advance(HOUR_MS)
      await deliver()
    }
    expect(calls).toBe(10)
    expect(await states()).toMatchObject([{ state: 'inbox' }])
  })

  test('what a killed process had leased is sent by the next one', async () => {
    await enqueue(await visit('web', 'ann'), 'one')
    await new Promise<void>((hung) => {
      channels.set('web', () => {
        hung()
        return new Promise(() => {})
      })
      void deliver()
    })
    channels.set('web', taking('web'))
    expect(await deliver()).toBe(0)
    clock.advance(61_000)
    expect(await deliver()).toBe(1)
    expect(sent).toEqual(['web ann es 2'])
  })

  test('two processes at once send nothing twice', async () => {
    channels.set('web', taking('web'))
    const ann = await visit('web', 'ann')
    for (let at = 0; at < 20; at++) await enqueue(ann, `n${at}`)
    await Promise.all([deliver(), deliver(), deliver()])
    expect(sent).toHaveLength(20)
  })
})
