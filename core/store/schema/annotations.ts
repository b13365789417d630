import type { Generated } from 'kysely'
import type { Instant } from '../../clock.ts'
import type {
  AccountId,
  AnnotationId,
  AssignmentId,
  DecisionId,
  ItemId,
  PersonId,
  ProjectId,
} from '../../ids.ts'
import type { Flag, WeiText } from './values.ts'

export interface AssignmentRow {
  id: AssignmentId
  project_id: ProjectId
  item_id: ItemId
  account_id: AccountId
  person_id: PersonId
  role: string
  round: number
  state: string
  skip_reason: string | null
  leased_at: Instant
  deadline: Instant
  closed_at: Instant | null
}

export interface AnnotationRow {
  id: AnnotationId
  assignment_id: AssignmentId
  project_id: ProjectId
  item_id: ItemId
  account_id: AccountId
  person_id: PersonId
  round: number
  label: string
  guideline_version: number
  /** 0 when it came after its slot was gone: kept, but not part of the round. */
  counted: Flag
  /** 1 when it came after its lease had expired. */
  late: Flag
  stake_wei: WeiText
  /** From the lease to the answer. */
  duration_ms: number
  platform: string
  created_at: Instant
}

export interface OnGoldColumn {
  /** 1 when the item was active gold at that moment. */
  on_gold: Generated<Flag>
}

export interface RoleColumn {
  /** annotator or validator. */
  role: Generated<string>
}

export interface DecisionRow {
  id: DecisionId
  project_id: ProjectId
  item_id: ItemId
  round: number
  label: string
  /** supermajority; audit once experts looked at it again. */
  method: string
  agree: number
  total: number
  decided_at: Instant
}

export interface DecisionBeliefColumn {
  /** Probability of the decided label as it was believed then, gold left aside; null in old decisions. */
  belief: Generated<number | null>
}
