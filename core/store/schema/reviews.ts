import type { Generated } from 'kysely'
import type { Instant } from '../../clock.ts'
import type {
  AccountId,
  AppealId,
  AuditId,
  BatchId,
  BreakerId,
  ItemId,
  PersonId,
  ProjectId,
} from '../../ids.ts'
import type { Flag, WeiText } from './values.ts'

/** When a person wants to be asked for votes; without a row, always. */
export interface ValidatorRow {
  person_id: PersonId
  /** on or off. */
  state: string
  /** Hours of the day from 0 to 23 in which the person is asked, or null for all day. */
  from_hour: number | null
  to_hour: number | null
  /** How far the person's time is ahead of UTC. */
  offset_minutes: number
  changed_at: Instant
}

/** A verdict that somebody contests. */
export interface AppealRow {
  id: AppealId
  item_id: ItemId
  batch_id: BatchId
  /** Of the item in its batch. */
  position: number
  /** 1: against the first round; 2: against the second. */
  stage: number
  account_id: AccountId
  person_id: PersonId
  /** accepted or rejected. */
  verdict: string
  reason: string
  bond_wei: WeiText
  /** 1 for a person's first appeal. */
  free: Flag
  /** asked, sent, open, upheld, lost, returned or failed. */
  state: string
  asked_at: Instant
  closed_at: Instant | null
}

/** An item that experts decide. */
export interface ExpertCaseRow {
  item_id: ItemId
  project_id: ProjectId
  round: number
  opened_at: Instant
  closed_at: Instant | null
  /** decided or undecided; null while it is open. */
  outcome: string | null
}

/** What an expert said of an item. */
export interface RulingRow {
  item_id: ItemId
  round: number
  person_id: PersonId
  account_id: AccountId
  /** Null: it is unclear, or there is nothing to judge. */
  label: string | null
  /** 1: it is unclear, so nobody is wrong. */
  unclear: Generated<Flag>
  reason: string
  ruled_at: Instant
}

/** Unusually many rejections, which are held back. */
export interface BreakerRow {
  id: BreakerId
  project_id: ProjectId
  /** Null: of the whole project. */
  person_id: PersonId | null
  /** tripped, doubted once audits speak against the rejections, or closed. */
  state: string
  /** Rejected answers, and all that votes decided on, when it tripped. */
  rejected: number
  total: number
  tripped_at: Instant
  closed_at: Instant | null
  /** Null: by the program, as audits upheld the rejections. */
  closed_by: AccountId | null
  /** upheld or resumed. */
  outcome: string | null
  reason: string | null
}

/** A settled item that experts look at again. */
export interface AuditRow {
  id: AuditId
  batch_id: BatchId
  /** Of the item in its batch. */
  position: number
  item_id: ItemId
  project_id: ProjectId
  round: number
  /** drawn, or breaker when many rejections made it wanted. */
  cause: string
  /** What the ledger said of the first answer: accepted or rejected. */
  verdict: string
  /** The label of the decision when the audit began. */
  decided_label: string
  /** open, found, contested, slashing, repaying or closed. */
  state: string
  /** 1; 2 once somebody contests the finding. */
  look: number
  /** The label that experts agreed on where it is another one. */
  finding: string | null
  /** upheld, corrected, dropped, undecided or silent; null until it is known. */
  outcome: string | null
  opened_at: Instant
  /** When the ledger takes no finding any more. */
  due_at: Instant
  /** Until when the finding can be contested. */
  contest_until: Instant | null
  contested_by: AccountId | null
  contest_reason: string | null
  closed_at: Instant | null
}

/** What an expert said of an audited item. */
export interface AuditRulingRow {
  audit_id: AuditId
  look: number
  person_id: PersonId
  account_id: AccountId
  /** Null: it cannot be decided. */
  label: string | null
  reason: string
  ruled_at: Instant
}

/** An expert's signature of the verdicts on the open items of a batch, from the moment it is asked for. */
export interface VerdictSignatureRow {
  /** What is signed (the court's Verdict). */
  digest: string
  address: string
  account_id: AccountId
  batch_id: BatchId
  open_hash: string
  /** One byte for each open item: 1 accepted, 2 rejected, 3 void. */
  verdicts: string
  /** Places of these items in the batch, as JSON. */
  positions: string
  asked_at: Instant
  signature: string | null
  signed_at: Instant | null
}

/** An expert's signature of what an audit found against one side of an item, from the moment it is asked for. */
export interface FindingSignatureRow {
  /** What is signed (the court's AuditRuling). */
  digest: string
  address: string
  account_id: AccountId
  audit_id: AuditId
  /** The place in the order of the draw, 255 for the annotator. */
  draw: number
  asked_at: Instant
  signature: string | null
  signed_at: Instant | null
}
