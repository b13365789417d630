import type { Generated } from 'kysely'
import type { Instant } from '../../clock.ts'
import type {
  AccountId,
  AnnotationId,
  BatchId,
  BreakerId,
  DrawId,
  ItemId,
  PersonId,
  ProjectId,
} from '../../ids.ts'
import type { Flag, JsonText, WeiText } from './values.ts'

/** One seat drawn for one item of a batch. */
export interface DrawRow {
  id: DrawId
  batch_id: BatchId
  project_id: ProjectId
  item_id: ItemId
  round: number
  /** 1: the validators of an annotation; 2: the second round where they did not agree. */
  stage: number
  /** Place in the order of the draw, from 0. */
  place: number
  seat: number
  /** Null when the seat belongs to nobody we know. */
  account_id: AccountId | null
  person_id: PersonId | null
  /** Weight of the vote, by the record of the seat. */
  weight: number
  /** reserve, offered, voted, recused, missed, absent or closed. */
  state: string
  /** The vote: 1 approve, 2 reject, 3 unsure; null without one. */
  code: number | null
  annotation_id: AnnotationId | null
  offered_at: Instant | null
  deadline: Instant | null
  /** When somebody else is asked too; null once that was done. */
  replace_at: Instant | null
  /** Why the seat gives no vote: seen, off, or the reason the person gave; null otherwise. */
  reason: string | null
  /** When the person was told that they were drawn, and when they were reminded. */
  told_at: Instant | null
  reminded_at: Instant | null
}

/** A validator's seat on the ledger. */
export interface SeatRow {
  seat: number
  ledger_account: number
  stake_wei: WeiText
  /** taken, leaving or left. */
  state: string
}

/** Annotations that are locked, validated and settled together. Hex is 0x-prefixed; layouts: docs/contracts.md. */
export interface BatchRow {
  id: BatchId
  /** Id on the ledger; null when its lock was refused for good and it holds nothing any more. */
  number: number | null
  project_id: ProjectId
  ledger_project: number
  /** made, locked, drawn, proposed, escalated, panelDrawn, panelProposed, experts, closed or dropped. */
  state: string
  /** Goes into the seed; shown with the proposal. */
  secret: string
  /** Keeps the leaves of the labels from being guessed. */
  salt: string
  labels_root: string
  annotators: string
  items: string
  terms: string | null
  /** Seats to draw from, and the block whose hash goes into the seed: of the next or latest draw. */
  seat_count: number | null
  seed_block: number | null
  seed: string | null
  votes: string | null
  /** Words of the items that go to a panel: JSON list of hex. */
  open_items: JsonText | null
  /** Words of the items that wait for experts, two each: JSON list of hex. */
  expert_items: JsonText | null
  /** What the experts said of them. */
  verdicts: string | null
  panel_seed: string | null
  panel_votes: string | null
  /** When the present state ends on the ledger. */
  ends_at: Instant | null
  /** Block of the call that paid items last. */
  settled_block: number | null
  /** Event and transaction of that call. */
  paid_by: string | null
  paid_hash: string | null
  /** 1 when what the ledger paid last is in our books. */
  accounted: Generated<Flag>
  /** The stage of whose votes people were told: 0 none. */
  told_stage: Generated<number>
  /** What the public has seen: 0 nothing, 1 the labels' hashes, 2 the votes' receipts too. */
  published: Generated<number>
  created_at: Instant
  closed_at: Instant | null
}

/** Of the draw of a closed batch's audits. */
export interface AuditColumns {
  /** Block whose hash decides which items are audited; null until they are drawn. */
  audit_block: Generated<number | null>
  /** Follows from that hash; null when the batch was passed over. */
  audit_seed: Generated<string | null>
}

export interface HeldColumn {
  /** The breaker that keeps, or kept, its votes from the ledger. */
  held_by: Generated<BreakerId | null>
}

export interface ForeseenColumns {
  /** accepted, rejected or open: what the votes say before they go to the ledger, and when that was seen. */
  foreseen: Generated<string | null>
  foreseen_at: Generated<Instant | null>
}

export interface BreakerColumns {
  /** The breaker that asked for the audit. */
  breaker_id: Generated<BreakerId | null>
  /** 1 when the votes are held back: nothing is settled yet, so a finding only speaks for or against them. */
  held: Generated<Flag>
}

/** An operator's signed confirmation of a vote. */
export interface ReceiptRow {
  draw_id: DrawId
  batch_id: BatchId
  /** Index of the item in its batch. */
  position: number
  ledger_account: number
  /** The vote: 1 approve, 2 reject, 3 unsure. */
  code: number
  /** Seconds since 1970. */
  signed_at: number
  operator: string
  signature: string
}

export interface BatchItemRow {
  batch_id: BatchId
  position: number
  item_id: ItemId
  round: number
  annotation_id: AnnotationId
  /** accepted, rejected, unclear, void, expired or skipped; null while there is none. */
  outcome: string | null
  /** 1: somebody says at the court that an answer to it is not theirs. */
  not_mine: Generated<Flag>
  /** The stage whose verdict the court questions, as it is doubtful: 0 none. */
  questioned: Generated<number>
}

/** What the operators asked the court to look at again, after a look at all verdicts of a stage. */
export interface QuestionRow {
  batch_id: BatchId
  stage: number
  /** JSON: places of the doubtful items in the batch. */
  positions: string
  /** none: nothing is doubtful; sent; taken by the court; failed. */
  state: string
  asked_at: Instant
}

/** A call about a batch that was put into a transaction. */
export interface BatchCallRow {
  id: string
  batch_id: BatchId
  /** lock, propose, settle, panel, resolve, skipPanel, void or expire. */
  step: string
  transaction_id: string | null
  created_at: Instant
}

/** What an operator's process signed once and will not sign otherwise; empty in the bot's own database. */
export interface OperatorPromiseRow {
  /** receipt, label or proposal. */
  kind: string
  subject: string
  content: string
  made_at: Instant
}

/** What the ledger paid or took for one annotation. */
export interface PaymentRow {
  annotation_id: AnnotationId
  batch_id: BatchId
  account_id: AccountId
  reward_wei: WeiText
  /** Part of what others lost. */
  share_wei: WeiText
  slash_wei: WeiText
  transaction_hash: string
  paid_at: Instant
}
