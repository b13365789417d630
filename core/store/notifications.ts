import type { Instant } from '../clock.ts'
import type { AccountId, NotificationId, PersonId } from '../ids.ts'
import {
  type Notification,
  type NotificationKind,
  notificationParams,
} from '../notifications/notification.ts'
import { locksRows, type Trx } from './database.ts'
import type { NotificationRow } from './schema/messages.ts'

export interface NewNotification {
  readonly id: NotificationId
  readonly accountId: AccountId
  readonly kind: NotificationKind
  readonly params: unknown
  readonly dedupeKey: string
  readonly createdAt: Instant
}

/** A statement holds at most 32,766 values on SQLite. */
const ROWS_PER_INSERT = 500

/** Queues notifications; those whose dedupe key is known are left as they are. */
export async function insertNotifications(trx: Trx, rows: readonly NewNotification[]): Promise<void> {
  for (let done = 0; done < rows.length; done += ROWS_PER_INSERT) {
    await insertSome(trx, rows.slice(done, done + ROWS_PER_INSERT))
  }
}

async function insertSome(trx: Trx, rows: readonly NewNotification[]): Promise<void> {
  await trx
    .insertInto('notifications')
    .values(
      rows.map((row) => ({
        id: row.id,
        account_id: row.accountId,
        kind: row.kind,
        params: JSON.stringify(row.params),
        dedupe_key: row.dedupeKey,
        state: 'pending',
        attempts: 0,
        run_after: row.createdAt,
        lease_until: null,
        platform: null,
        created_at: row.createdAt,
        sent_at: null,
      })),
    )
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .execute()
}

/** Those of some dedupe keys that are known: people were told, or will be. */
export async function knownNotices(trx: Trx, keys: readonly string[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set()
  const rows = await trx
    .selectFrom('notifications')
    .select('dedupe_key')
    .where('dedupe_key', 'in', keys)
    .execute()
  return new Set(rows.map((row) => row.dedupe_key))
}

export type DueNotification = Notification & { readonly attempts: number }

/** Leases up to `limit` due notifications to this process until `leaseUntil`, oldest first. */
export async function leaseDue(
  trx: Trx,
  now: Instant,
  leaseUntil: Instant,
  limit: number,
): Promise<DueNotification[]> {
  const due = trx
    .selectFrom('notifications')
    .selectAll()
    .where('state', '=', 'pending')
    .where('run_after', '<=', now)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<', now)]))
    .orderBy('run_after')
    .limit(limit)
  const rows = await (locksRows(trx) ? due.forUpdate().skipLocked() : due).execute()
  if (rows.length === 0) return []
  await trx
    .updateTable('notifications')
    .set({ lease_until: leaseUntil })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
  return rows.map((row) => ({ ...notificationOf(row), attempts: row.attempts }))
}

/** Ends a notification: sent over a platform, or kept for the inbox when none could reach the person. */
export async function finishNotification(
  trx: Trx,
  id: NotificationId,
  end: { state: 'sent' | 'inbox'; platform: string | null; at: Instant },
): Promise<void> {
  await trx
    .updateTable('notifications')
    .set({ state: end.state, platform: end.platform, sent_at: end.at, lease_until: null })
    .where('id', '=', id)
    .execute()
}

/** Puts a notification that failed for now back in the queue. */
export async function postponeNotification(
  trx: Trx,
  id: NotificationId,
  attempts: number,
  runAfter: Instant,
): Promise<void> {
  await trx
    .updateTable('notifications')
    .set({ attempts, run_after: runAfter, lease_until: null })
    .where('id', '=', id)
    .execute()
}

/** The latest notifications of all of a person's accounts, newest first, however they were delivered. */
export async function latestNotifications(
  trx: Trx,
  personId: PersonId,
  limit: number,
): Promise<Notification[]> {
  const rows = await trx
    .selectFrom('notifications')
    .innerJoin('accounts', 'accounts.id', 'notifications.account_id')
    .selectAll('notifications')
    .where('accounts.person_id', '=', personId)
    .orderBy('notifications.created_at', 'desc')
    .orderBy('notifications.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(notificationOf)
}

function notificationOf(row: NotificationRow): Notification {
  const kind = row.kind as NotificationKind
  const params = notificationParams[kind].parse(JSON.parse(row.params))
  return { id: row.id, accountId: row.account_id, kind, params } as Notification
}
