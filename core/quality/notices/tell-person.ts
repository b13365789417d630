import type { Clock } from '../../clock.ts'
import { newId, type PersonId } from '../../ids.ts'
import type { NotificationKind, NotificationParams } from '../../notifications/notification.ts'
import { accountOfPerson } from '../../store/accounts.ts'
import type { Trx } from '../../store/database.ts'
import { insertNotifications } from '../../store/notifications.ts'

/** Queues a notification for a person, whichever of their accounts they use. */
export async function tellPerson<K extends NotificationKind>(
  trx: Trx,
  clock: Clock,
  personId: PersonId,
  { kind, params, key }: { kind: K; params: NotificationParams<K>; key: string },
): Promise<void> {
  const accountId = await accountOfPerson(trx, personId)
  if (!accountId) return
  const notification = { id: newId<never>(), accountId, kind, params, dedupeKey: key, createdAt: clock.now() }
  await insertNotifications(trx, [notification])
}
