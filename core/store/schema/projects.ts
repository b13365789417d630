import type { Generated } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { AccountId, ProjectId } from '../../ids.ts'
import type { JsonText, WeiText } from './values.ts'

export interface ProjectRow {
  id: ProjectId
  /** The name people type. */
  slug: string
  state: string
  /** The checked project file. */
  definition: JsonText
  guideline_version: number
  budget_wei: WeiText
  /** Highest cost the imported items can reach; never above budget_wei. */
  committed_wei: WeiText
  /** Secret key of the pseudonyms people have in this project's exports. */
  pseudonym_key: string
  created_by: AccountId | null
  created_at: Instant
}

export interface GuidelineVersionRow {
  project_id: ProjectId
  version: number
  content: JsonText
  created_at: Instant
}

export interface ImportRow {
  id: string
  project_id: ProjectId
  file_name: string
  accepted: number
  duplicates: number
  refused: number
  /** The first refused rows: [{line, code, detail}]. */
  refusals: JsonText
  created_at: Instant
}

/** Money moved between the requester's side and a project's escrow; becomes a transaction. */
export interface ProjectFundingRow {
  id: string
  project_id: ProjectId
  /** fund or refund. */
  kind: string
  amount_wei: WeiText
  /** pending, queued or confirmed. */
  state: string
  transaction_id: string | null
  created_at: Instant
}

export interface LedgerProjectColumn {
  /** Id of the project on the ledger; null before it is seen there. */
  ledger_project: Generated<number | null>
}
