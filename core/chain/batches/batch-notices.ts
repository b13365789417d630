import type { Instant } from '../../clock.ts'
import { type AccountId, type NotificationId, newId } from '../../ids.ts'
import type { Batch } from '../../store/batches.ts'
import type { Trx } from '../../store/database.ts'
import { insertNotifications } from '../../store/notifications.ts'
import type { Payment } from '../../store/payments.ts'

export type NoticedPayment = Payment

/** An annotation that ended without a verdict. */
export interface ReturnedStake {
  readonly accountId: AccountId
  readonly why: 'void' | 'expired' | 'skipped' | 'held'
  /** What late operators pay for it. */
  readonly paidWei: bigint
}

/** Tells each annotator once whose stakes a call gave back without a verdict. */
export async function enqueueReturnNotices(
  trx: Trx,
  batch: Batch,
  returned: readonly ReturnedStake[],
  at: Instant,
): Promise<void> {
  const groups = Map.groupBy(returned, ({ accountId, why }) => `${accountId}:${why}`)
  await insertNotifications(
    trx,
    [...groups].flatMap(([key, group]) =>
      group.slice(0, 1).map(({ accountId, why }) => ({
        id: newId<NotificationId>(),
        accountId,
        kind: 'stake.returned' as const,
        params: {
          labels: group.length,
          why,
          paidWei: String(group.reduce((sum, one) => sum + one.paidWei, 0n)),
          transactionHash: batch.paidHash ?? '',
        },
        dedupeKey: `returned:${batch.id}:${batch.paidBy}:${key}`,
        createdAt: at,
      })),
    ),
  )
}

/** Tells each person once what a settlement of a batch brought them. */
export async function enqueueBatchNotices(
  trx: Trx,
  batch: Batch,
  paid: readonly NoticedPayment[],
  at: Instant,
): Promise<void> {
  const groups = Map.groupBy(paid, (payment) => payment.accountId)
  const sum = (group: readonly Payment[], field: 'rewardWei' | 'slashWei' | 'shareWei') =>
    String(group.reduce((total, payment) => total + payment[field], 0n))
  await insertNotifications(
    trx,
    [...groups].map(([accountId, group]) => ({
      id: newId(),
      accountId,
      kind: 'payout.settled' as const,
      params: {
        labels: group.length,
        rewardWei: sum(group, 'rewardWei'),
        slashedWei: sum(group, 'slashWei'),
        shareWei: sum(group, 'shareWei'),
        transactionHash: batch.paidHash ?? '',
      },
      dedupeKey: `payout:${batch.id}:${batch.paidBy}:${accountId}`,
      createdAt: at,
    })),
  )
}
