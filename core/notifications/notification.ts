import { z } from 'zod'
import type { AccountId, NotificationId } from '../ids.ts'
import { ranks } from '../people/account.ts'

const wei = z.string().regex(/^\d+$/)
/** From 0 to 1. */
const share = z.number().min(0).max(1)
const rank = z.enum(ranks)

const change = { oldAddress: z.string(), newAddress: z.string().nullable() }

/** What experts found of an audited item, for somebody who answered it. */
const finding = z.object({
  project: z.string(),
  /** The beginning of the item's text. */
  excerpt: z.string(),
  /** Titles of the person's label and of the experts' one. */
  label: z.string(),
  right: z.string(),
  why: z.string(),
  isRight: z.boolean(),
  /** What it means on the ledger: what was earned is taken back, what was lost is repaid, or neither. */
  money: z.enum(['loses', 'repaid', 'none']),
  /** Until when it can be contested; empty once it cannot. */
  until: z.string(),
  /** Accuracy before and after; null while nothing has changed. */
  before: share.nullable(),
  after: share.nullable(),
})

const asked = z.object({ count: z.number().int(), deadline: z.string() })

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
  /** Labels that ended without a verdict, so that their stakes are free again: the experts were silent or found
   * nothing to judge (void), the operators were late (expired), the stake could not be bound (skipped), or the votes
   * were held back to the end (held). */
  'stake.returned': z.object({
    labels: z.number().int(),
    why: z.enum(['void', 'expired', 'skipped', 'held']),
    /** What the operators pay this person for having been late. */
    paidWei: wei.default('0'),
    transactionHash: z.string(),
  }),
  /** Audited items that have come to the experts. */
  'audit.asked': z.object({ count: z.number().int() }),
  /** What an audit found waits for so many signatures of this expert, until then. */
  'audit.sign': asked,
  /** Experts found another answer than somebody's; it can be contested until then. */
  'audit.found': finding,
  /** A finding stands, for everybody who answered the item. */
  'audit.stands': finding,
  /** A finding was dropped after somebody contested it. */
  'audit.dropped': finding,
  /** A finding stands, but too few experts signed it for the court: no money follows it. */
  'audit.unsigned': z.object({ excerpt: z.string() }),
  /** What an overturned verdict had taken from somebody is back. */
  'audit.repaid': z.object({ amountWei: wei, transactionHash: z.string() }),
  /** An audit found a settled label or vote wrong. */
  'audit.slashed': z.object({ slashedWei: wei, transactionHash: z.string() }),
  /** An operator lost a part of its bond for what it did to this person, who has half of that. */
  'operator.slashed': z.object({ operator: z.string(), wonWei: wei, transactionHash: z.string() }),
  /** Operators lent somebody a first stake. */
  'stake.lent': z.object({ lentWei: wei, transactionHash: z.string() }),
  /** The person's limits are withdrawn: nothing can be labeled before new ones are signed. */
  'session.ended': z.object({ transactionHash: z.string() }),
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
  /** Items that somebody was drawn for, and until when they can answer. */
  'validator.drawn': asked,
  'validator.reminded': asked,
  /** Votes go against answers of this person, which is not final before the deadline. */
  'verdict.against': asked,
  /** An item on which this person was rejected waits for them once more, until then. */
  'work.returned': z.object({ itemId: z.string(), project: z.string(), deadline: z.string() }),
  /** What came of an appeal, for whoever filed it and for the others who took part. */
  'appeal.closed': z.object({
    state: z.enum(['upheld', 'lost', 'returned', 'failed', 'asked', 'sent', 'open']),
    isOwn: z.boolean(),
    isFree: z.boolean(),
    bondWei: wei,
    /** The item ended unclear: everybody is paid. */
    isUnclear: z.boolean().default(false),
    /** Their part of the bond of somebody who contested the other round in vain. */
    wonWei: wei.default('0'),
  }),
  /** Somebody else contests the votes on an item of this person; others look at it after the deadline. */
  'item.contested': z.object({ stage: z.number().int(), deadline: z.string() }),
  /** Votes decide items of this person, but it is not sure enough that whoever they go against is wrong: others look at
   * them after the deadline. */
  'verdict.questioned': z.object({ count: z.number().int(), stage: z.number().int(), deadline: z.string() }),
  /** Items that this person answered wait for the experts, until the deadline at most. */
  'item.toExperts': asked,
  /** What the experts said of an item that this person answered; a null label: they decided nothing, and everybody is
   * paid when it is unclear. */
  'item.ruled': z.object({
    excerpt: z.string(),
    label: z.string().nullable(),
    isUnclear: z.boolean().default(false),
    reasons: z.array(z.string()),
  }),
  /** Items that wait for this expert. */
  'expert.asked': z.object({ count: z.number().int() }),
  /** To whoever connected a group to a project: the bot may not write there any more. */
  'group.lost': z.object({ project: z.string(), platform: z.string() }),
  /** Verdicts on so many items wait for this expert's signature, until then. */
  'expert.sign': asked,
  'wallet.linked': z.object({ address: z.string() }),
  /** Another wallet, or none (null), is to take the place of the one there is. */
  /** A withdrawal that the ledger took; to be collected from then on. */
  'wallet.withdrawAsked': z.object({ amountWei: z.string(), address: z.string(), readyAt: z.string() }),
  /** Answers hold no stake after that. */
  'wallet.sessionEnds': z.object({ address: z.string(), endsAt: z.string() }),
  'wallet.changeAsked': z.object({ changeId: z.string(), ...change, dueAt: z.string() }),
  'wallet.changeDone': z.object(change),
  'wallet.changeCancelled': z.object(change),
  /** An account of that name on that platform proved the wallet too, and asks to be joined. */
  'wallet.joinAsked': z.object({
    joinId: z.string(),
    address: z.string(),
    platform: z.string(),
    name: z.string(),
  }),
  'wallet.joinAnswered': z.object({ address: z.string(), isJoined: z.boolean() }),
  /** Gold that an answer of somebody was checked by is doubtful, or has another answer now. */
  'gold.repaired': z.object({
    project: z.string(),
    /** The beginning of the item's text. */
    excerpt: z.string(),
    /** Titles of the person's label, of the one it was checked by, and of the one it is checked by now. */
    label: z.string(),
    checkedBy: z.string().nullable(),
    right: z.string().nullable(),
    before: share,
    after: share,
  }),
  /** To moderators: items wait for somebody to say whether they are gold. */
  'gold.proposed': z.object({ project: z.string(), count: z.number().int() }),
  /** To moderators: people who are mostly right contradict a gold item, which is used no more. */
  'gold.disputed': z.object({
    project: z.string(),
    item: z.string(),
    label: z.string(),
    likely: z.string(),
    probability: share,
    people: z.number().int(),
  }),
  /** To moderators: somebody says that the known answer of an item that tests nobody is wrong. */
  'gold.objected': z.object({
    project: z.string(),
    item: z.string(),
    label: z.string(),
    other: z.string(),
  }),
  /** To somebody who objected to a known answer: what was stated after looking again. */
  'gold.lookedAgain': z.object({
    project: z.string(),
    excerpt: z.string(),
    /** Titles of what they said, and of the answer. */
    label: z.string(),
    right: z.string(),
    why: z.string().nullable(),
  }),
  /** To moderators: somebody knows gold better than they should, and it is used no more. */
  'gold.leaked': z.object({
    project: z.string(),
    people: z.array(z.string()),
    items: z.number().int(),
  }),
  /** To moderators: unusually many answers of somebody, or of everybody (null), are rejected, and that is held back. */
  'breaker.tripped': z.object({
    project: z.string(),
    name: z.string().nullable(),
    rejected: z.number().int(),
    total: z.number().int(),
    hours: z.number().int(),
    held: z.number().int(),
    until: z.string().nullable(),
    audits: z.number().int(),
  }),
  /** To moderators: what experts say of rejections that are held back. */
  'breaker.audited': z.object({
    project: z.string(),
    name: z.string().nullable(),
    asked: z.number().int(),
    upheld: z.number().int(),
    wrong: z.number().int(),
    goesOn: z.boolean(),
  }),
  /** People who count as one from now on, for moderators; `count` with those that are not named. */
  'people.tied': z.object({
    pairs: z.array(
      z.object({
        one: z.string(),
        other: z.string(),
        kind: z.enum(['funding', 'wallet', 'invite', 'votes']),
        detail: z.string(),
      }),
    ),
    count: z.number().int(),
  }),
  /** To moderators: the answers of a project want a look. Names of people, by what was found. */
  'health.alarm': z.object({
    project: z.string(),
    /** Right answers of everybody, earlier and of late, where that fell. */
    fall: z.object({ earlier: share, recent: share }).nullable(),
    worse: z.array(z.string()),
    fast: z.array(z.string()),
    constant: z.array(z.string()),
    blind: z.array(z.string()),
    /** Groups whose members answer alike. */
    alike: z.array(z.array(z.string())),
  }),
} as const

export type NotificationKind = keyof typeof notificationParams
export type NotificationParams<K extends NotificationKind> = z.output<(typeof notificationParams)[K]>

/** Kinds that every chat of a person gets, not only the first that takes it: one of them may be in the hands
 * of somebody else. */
export function goesEverywhere(kind: NotificationKind): boolean {
  return kind.startsWith('wallet.')
}

/** Something a person is told outside of their own taps. */
export type Notification<K extends NotificationKind = NotificationKind> = {
  [Kind in K]: {
    readonly id: NotificationId
    readonly accountId: AccountId
    readonly kind: Kind
    readonly params: NotificationParams<Kind>
  }
}[K]
