import type { Clock } from '../../clock.ts'
import { type AccountId, newId } from '../../ids.ts'
import type { Appeal, AppealState } from '../../store/appeals.ts'
import type { Trx } from '../../store/database.ts'
import { insertNotifications } from '../../store/notifications.ts'
import { participantsOf } from '../../store/participants.ts'

/** Tells whoever appealed what came of it, and, when the item is final, everybody else who took part. */
export async function tellAppeal(trx: Trx, clock: Clock, appeal: Appeal, state: AppealState): Promise<void> {
  const others = state === 'failed' ? [] : await participantsOf(trx, appeal.itemId)
  const accounts = new Set<AccountId>([appeal.accountId, ...others])
  const createdAt = clock.now()
  const rows = [...accounts].map((accountId) => ({
    id: newId<never>(),
    accountId,
    kind: 'appeal.closed' as const,
    params: {
      state,
      isOwn: accountId === appeal.accountId,
      isFree: appeal.isFree,
      bondWei: String(appeal.bondWei),
    },
    dedupeKey: `appeal.closed:${appeal.id}:${accountId}`,
    createdAt,
  }))
  await insertNotifications(trx, rows)
}
