import type { Clock, Instant } from '../../clock.ts'
import { type AccountId, newId } from '../../ids.ts'
import type { Appeal, AppealState } from '../../store/appeals.ts'
import type { Trx } from '../../store/database.ts'
import { insertNotifications } from '../../store/notifications.ts'
import { participantsOf } from '../../store/participants.ts'

/** Tells whoever appealed what came of it, and what they have of another's bond, and, when the item is final, everybody
 * else who took part. */
export async function tellAppeal(
  trx: Trx,
  clock: Clock,
  appeal: Appeal,
  {
    state,
    wonWei = 0n,
    isUnclear = false,
  }: { readonly state: AppealState; readonly wonWei?: bigint; readonly isUnclear?: boolean },
): Promise<void> {
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
      isUnclear,
      wonWei: String(accountId === appeal.accountId ? wonWei : 0n),
    },
    dedupeKey: `appeal.closed:${appeal.id}:${accountId}`,
    createdAt,
  }))
  await insertNotifications(trx, rows)
}

/** Tells everybody who took part, except whoever appealed, that the court has taken an appeal; others look at the item
 * when its window is over. */
export async function tellContested(
  trx: Trx,
  clock: Clock,
  appeal: Appeal,
  deadline: Instant,
): Promise<void> {
  const { id, itemId, accountId: own, stage } = appeal
  const rows = (await participantsOf(trx, itemId)).flatMap((accountId) =>
    accountId === own
      ? []
      : [
          {
            id: newId<never>(),
            accountId,
            kind: 'item.contested' as const,
            params: { stage, deadline },
            dedupeKey: `item.contested:${id}:${accountId}`,
            createdAt: clock.now(),
          },
        ],
  )
  if (rows.length > 0) await insertNotifications(trx, rows)
}
