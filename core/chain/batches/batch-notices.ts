import type { Instant } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { Batch } from '../../store/batches.ts'
import type { Trx } from '../../store/database.ts'
import { insertNotifications } from '../../store/notifications.ts'
import type { Payment } from '../../store/payments.ts'

export type NoticedPayment = Payment

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
