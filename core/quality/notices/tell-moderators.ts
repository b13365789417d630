import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { NotificationKind, NotificationParams } from '../../notifications/notification.ts'
import { accountsWithRole } from '../../store/accounts.ts'
import type { Trx } from '../../store/database.ts'
import { insertNotifications } from '../../store/notifications.ts'

/** Queues a notification for every moderator; each gets one with the same `key` once. */
export async function tellModerators<K extends NotificationKind>(
  trx: Trx,
  clock: Clock,
  { kind, params, key }: { kind: K; params: NotificationParams<K>; key: string },
): Promise<void> {
  const accounts = await accountsWithRole(trx, 'moderator')
  const createdAt = clock.now()
  const rows = accounts.map((accountId) => ({
    id: newId<never>(),
    accountId,
    kind,
    params,
    dedupeKey: `${key}:${accountId}`,
    createdAt,
  }))
  await insertNotifications(trx, rows)
}
