import type { Generated } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { AccountId, AnnotationId, ItemId, PersonId, ProjectId } from '../../ids.ts'
import type { Flag, JsonText } from './values.ts'

/** What the latest full refit of a project found besides people. */
export interface ProjectBeliefRow {
  project_id: ProjectId
  /** Another one with every refit. */
  version: string
  /** A ProjectState. */
  state: JsonText
  /** Annotations the refit looked at, and the newest of them. */
  annotations: number
  last_annotation_id: AnnotationId
  refitted_at: Instant
}

/** What is known of how a person answers in a project. */
export interface PersonBeliefRow {
  project_id: ProjectId
  person_id: PersonId
  /** PersonCounts, one entry per view of the model. */
  counts: JsonText
}

/** Where the answer of a gold item comes from and what became of it. */
export interface GoldItemRow {
  item_id: ItemId
  project_id: ProjectId
  label: string
  /** Why this is the answer, for people to learn from. */
  why: string | null
  /** requester, consensus, expert or moderator. */
  origin: string
  /** Who added it or confirmed it last; null: an import or the program. */
  added_by: AccountId | null
  /** Why it was retired: worn, leaked, disputed, withdrawn or practice. */
  reason: string | null
  /** When its state last changed; null while it is as it was imported. */
  changed_at: Instant | null
}

/** A person's reputation in a family of projects; none before their first judged answer. */
export interface StandingRow {
  family: string
  person_id: PersonId
  /** Right and wrong answers, of which older ones weigh less: a Beta distribution's evidence. */
  right_weight: number
  wrong_weight: number
  /** Answers that were judged, and those of them that were judged by gold. */
  judged: number
  judged_by_gold: number
  /** Why a job is to look at it: judged (since it last did), or recompute (from the stored answers). */
  review: string | null
  /** What the person is shown of it: JSON of the figures as they were some answers ago. */
  shown: Generated<JsonText | null>
}

/** A person's rank in a project; none while it is the one they began with. */
export interface RankRow {
  project_id: ProjectId
  person_id: PersonId
  rank: string
  /** The moderator who fixed it; null when it follows the rule. */
  set_by: AccountId | null
  changed_at: Instant
}

/** The newest answer to gold that the job which looks for wrong gold has seen. */
export interface GoldCheckRow {
  project_id: ProjectId
  last_annotation_id: AnnotationId
}

/** Two labels of which a person is, or was, shown examples. */
export interface TrainingOfferRow {
  id: string
  project_id: ProjectId
  person_id: PersonId
  /** They call `given` what is `truth`: names of labels. */
  truth: string
  given: string
  /** Further answers until it is shown. */
  answers_left: number
  created_at: Instant
  shown_at: Instant | null
}

/** A newcomer's answer to an item they practised on: it counts for nothing else. */
export interface PracticeAnswerRow {
  id: string
  person_id: PersonId
  project_id: ProjectId
  item_id: ItemId
  /** From 1; another one begins when all items are used up. */
  attempt: number
  label: string
  is_right: Flag
  answered_at: Instant
}

/** Somebody says that the known answer of a gold item, which tests nobody any more, is wrong. */
export interface GoldObjectionRow {
  item_id: ItemId
  person_id: PersonId
  project_id: ProjectId
  /** What they say it is. */
  label: string
  created_at: Instant
  /** When somebody who may stated the answer. */
  settled_at: Instant | null
}
