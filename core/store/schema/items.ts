import type { Generated } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { AccountId, ItemId, PersonId, ProjectId } from '../../ids.ts'
import type { Flag, JsonText } from './values.ts'

export interface ItemRow {
  id: ItemId
  project_id: ProjectId
  /** Order of import within the project, from 1. */
  ordinal: number
  external_id: string
  content: JsonText
  /** The label the item is known to have: of gold, unless its answer is disputed. */
  gold_label: string | null
  state: string
  round: number
  /** Annotations wanted in this round so far. */
  wanted: number
  /** wanted - (live leases + counted annotations of this round); 0 once the item is closed. */
  open_slots: number
  /** 1 once anybody was ever assigned: started items are finished first. */
  started: Flag
  closed_at: Instant | null
}

/** What is believed of an item's label; null until its first annotation. It moves no money. */
export interface BeliefColumns {
  /** Calibrated probability of each label in the order of the schema: [number]. */
  posterior: Generated<JsonText | null>
  /** The most probable label, and its probability. */
  belief_label: Generated<string | null>
  belief_probability: Generated<number | null>
}

/** What choosing the next item must know of gold; the rest is in gold_items. */
export interface GoldColumns {
  /** candidate: proposed, used for nothing; active: mixed in unseen; retired: no longer. Null: no gold. */
  gold_state: Generated<string | null>
  /** People it is given to at most while it is gold. */
  gold_cap: Generated<number | null>
  /** People the item was given to so far, gold or not, whether they answered or not. */
  exposures: Generated<number>
}

/** Where in a project's started items a person looks next: they have seen those before it. */
export interface DispatchCursorRow {
  person_id: PersonId
  project_id: ProjectId
  ordinal: number
}

/** An item whose decision waits for the next refit to confirm it. */
export interface RestingItemRow {
  project_id: ProjectId
  item_id: ItemId
}

/** A round of an item that waits for whoever was rejected in the one before. */
export interface ResubmissionRow {
  item_id: ItemId
  round: number
  account_id: AccountId
  /** From then on others may answer. */
  until_at: Instant
  /** offered, taken or over. */
  state: string
}
