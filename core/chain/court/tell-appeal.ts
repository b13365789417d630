import type { Clock, Instant } from '../../clock.ts'
import { type AccountId, type ItemId, newId } from '../../ids.ts'
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

interface Contested {
  /** Tells what is contested apart from all else. */
  readonly key: string
  readonly itemId: ItemId
  /** Who contests it; null when nobody we know does. */
  readonly accountId: AccountId | null
  readonly stage: number
}

/** Tells everybody who took part, except whoever contests it, that the court has taken a dispute; others look at the
 * item when its window is over. */
export async function tellContested(
  trx: Trx,
  clock: Clock,
  { key, itemId, accountId: own, stage }: Contested,
  deadline: Instant,
): Promise<void> {
  const rows = (await participantsOf(trx, itemId)).flatMap((accountId) =>
    accountId === own
      ? []
      : [
          {
            id: newId<never>(),
            accountId,
            kind: 'item.contested' as const,
            params: { stage, deadline },
            dedupeKey: `item.contested:${key}:${accountId}`,
            createdAt: clock.now(),
          },
        ],
  )
  if (rows.length > 0) await insertNotifications(trx, rows)
}
