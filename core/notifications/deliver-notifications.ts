import type { Logger } from 'pino'
import { type Clock, plusMs } from '../clock.ts'
import { reasonOf } from '../errors.ts'
import type { Store } from '../store/database.ts'
import { type DirectIdentity, directIdentities, markUnreachable } from '../store/direct-identities.ts'
import {
  type DueNotification,
  finishNotification,
  leaseDue,
  postponeNotification,
} from '../store/notifications.ts'
import { goesEverywhere, type Notification } from './notification.ts'

/** Words and sends one notification on one platform. Throws when it is worth another try. */
export type Channel = (
  notification: Notification,
  identity: DirectIdentity,
) => Promise<'delivered' | 'unreachable'>

const BATCH = 50
const LEASE_MS = 60_000
const MAX_ATTEMPTS = 10
const FIRST_WAIT_MS = 2_000
const LONGEST_WAIT_MS = 3_600_000

interface Delivery {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  /** By platform. */
  readonly channels: ReadonlyMap<string, Channel>
}

/** Sends what is due, at least once each: a crash between sending and noting it sends again, with the
 * same key. A person no platform reaches finds it in their inbox. Returns how many left the queue. */
export async function deliverNotifications(delivery: Delivery): Promise<number> {
  const { store, clock } = delivery
  const now = clock.now()
  const due = await store.transaction((trx) => leaseDue(trx, now, plusMs(now, LEASE_MS), BATCH))
  const ends = await Promise.all(due.map((notification) => deliverOne(delivery, notification)))
  return ends.filter(Boolean).length
}

async function deliverOne(delivery: Delivery, notification: DueNotification): Promise<boolean> {
  const { store, clock, log } = delivery
  try {
    const platform = await reach(delivery, notification)
    const state = platform ? 'sent' : 'inbox'
    await store.transaction((trx) =>
      finishNotification(trx, notification.id, { state, platform, at: clock.now() }),
    )
    return true
  } catch (cause) {
    const attempts = notification.attempts + 1
    log.warn({ notification: notification.id, attempts, reason: reasonOf(cause) }, 'notification not sent')
    await store.transaction((trx) =>
      attempts >= MAX_ATTEMPTS
        ? finishNotification(trx, notification.id, { state: 'inbox', platform: null, at: clock.now() })
        : postponeNotification(trx, notification.id, attempts, plusMs(clock.now(), waitMs(attempts))),
    )
    return attempts >= MAX_ATTEMPTS
  }
}

/** Tries the account's identities in turn; the first platform that took it, or null. */
async function reach(delivery: Delivery, notification: Notification): Promise<string | null> {
  const identities = await delivery.store.transaction((trx) => directIdentities(trx, notification.accountId))
  let first: string | null = null
  for (const identity of identities) {
    const channel = delivery.channels.get(identity.platform)
    if (!channel) continue
    if ((await channel(notification, identity)) === 'delivered') {
      first ??= identity.platform
      if (!goesEverywhere(notification.kind)) return first
    } else await delivery.store.transaction((trx) => markUnreachable(trx, identity))
  }
  return first
}

function waitMs(attempts: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1))
}
