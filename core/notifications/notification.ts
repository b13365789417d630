import { z } from 'zod'
import type { AccountId, NotificationId } from '../ids.ts'

const wei = z.string().regex(/^\d+$/)

/** What can happen that people are told of, with its parameters (wei as decimal text). */
export const notificationParams = {
  /** One settlement transaction, as one person saw it. */
  'payout.settled': z.object({
    labels: z.number().int(),
    rewardWei: wei,
    slashedWei: wei,
    shareWei: wei,
    transactionHash: z.string(),
  }),
} as const

export type NotificationKind = keyof typeof notificationParams
export type NotificationParams<K extends NotificationKind> = z.output<(typeof notificationParams)[K]>

/** Something a person is told outside of their own taps. */
export interface Notification<K extends NotificationKind = NotificationKind> {
  readonly id: NotificationId
  readonly accountId: AccountId
  readonly kind: K
  readonly params: NotificationParams<K>
}
