import type { Instant } from '../clock.ts'
import { newId } from '../ids.ts'
import { transactionIdOf } from '../store/chain-effects.ts'
import type { Trx } from '../store/database.ts'
import { insertNotifications, type NewNotification } from '../store/notifications.ts'
import type { PaidEntry } from './apply-event.ts'

/** A paid entry with the transaction that paid it. */
export type FoundPayment = PaidEntry & { readonly transactionHash: string }

/** Tells each person once per settlement transaction what it brought them. */
export async function enqueuePayoutNotices(
  trx: Trx,
  paid: readonly FoundPayment[],
  at: Instant,
): Promise<void> {
  const groups = Map.groupBy(paid, (one) => `${one.transactionHash} ${one.accountId}`)
  const notices: NewNotification[] = []
  for (const [first, ...rest] of groups.values()) {
    if (first) notices.push(await noticeOf(trx, first, [first, ...rest], at))
  }
  await insertNotifications(trx, notices)
}

async function noticeOf(
  trx: Trx,
  { accountId, event, transactionHash }: FoundPayment,
  group: readonly FoundPayment[],
  at: Instant,
): Promise<NewNotification> {
  const sum = (field: 'reward' | 'slashed' | 'share') =>
    String(group.reduce((total, one) => total + one.event[field], 0n))
  // Not the hash: after a reorganisation the same payment may be mined under another one.
  const carrier = (await transactionIdOf(trx, event.settlementId)) ?? transactionHash
  return {
    id: newId(),
    accountId,
    kind: 'payout.settled',
    params: {
      labels: group.length,
      rewardWei: sum('reward'),
      slashedWei: sum('slashed'),
      shareWei: sum('share'),
      transactionHash,
    },
    dedupeKey: `payout:${carrier}:${accountId}`,
    createdAt: at,
  }
}
