import type { Instant } from '../clock.ts'
import { type AccountId, newId } from '../ids.ts'
import type { NotificationKind, NotificationParams } from '../notifications/notification.ts'
import type { Trx } from '../store/database.ts'
import { insertNotifications } from '../store/notifications.ts'

/** Queues a notice about an account's wallet; once for each `about`. */
export async function tellPerson<K extends Extract<NotificationKind, `wallet.${string}`>>(
  trx: Trx,
  now: Instant,
  to: { readonly accountId: AccountId; readonly about: string },
  kind: K,
  params: NotificationParams<K>,
): Promise<void> {
  const { accountId, about } = to
  const dedupeKey = `${kind}:${about}:${accountId}`
  await insertNotifications(trx, [{ id: newId(), accountId, kind, params, dedupeKey, createdAt: now }])
}
