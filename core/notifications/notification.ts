import { z } from 'zod'
import type { AccountId, NotificationId } from '../ids.ts'
import { ranks } from '../people/account.ts'

const wei = z.string().regex(/^\d+$/)
/** From 0 to 1. */
const share = z.number().min(0).max(1)
const rank = z.enum(ranks)

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
  /** Somebody's rank in a project changed, by the rule: the figures it went by. */
  'rank.changed': z.object({
    project: z.string(),
    from: rank,
    to: rank,
    accuracy: share,
    low: share,
    high: share,
    threshold: share,
    answers: z.number().int(),
  }),
  /** A moderator gave somebody a rank, which the rule does not change. */
  'rank.set': z.object({ project: z.string(), to: rank }),
} as const

export type NotificationKind = keyof typeof notificationParams
export type NotificationParams<K extends NotificationKind> = z.output<(typeof notificationParams)[K]>

/** Something a person is told outside of their own taps. */
export type Notification = { readonly [K in NotificationKind]: NotificationOf<K> }[NotificationKind]

interface NotificationOf<K extends NotificationKind> {
  readonly id: NotificationId
  readonly accountId: AccountId
  readonly kind: K
  readonly params: NotificationParams<K>
}
