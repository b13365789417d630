import type { Generated } from 'kysely'
import type { Instant } from '../../clock.ts'
import type {
  AccountId,
  ActionId,
  GroupPlaceId,
  GroupPostId,
  ItemId,
  NotificationId,
  ProjectId,
} from '../../ids.ts'
import type { Flag, JsonText } from './values.ts'

export interface NotificationRow {
  id: NotificationId
  account_id: AccountId
  /** What happened; worded by the locales. */
  kind: string
  params: JsonText
  dedupe_key: string
  /** pending, sent or inbox (no platform could deliver it; shown at the next visit). */
  state: string
  attempts: number
  run_after: Instant
  lease_until: Instant | null
  platform: string | null
  created_at: Instant
  sent_at: Instant | null
}

export interface ActionRow {
  id: ActionId
  account_id: AccountId
  /** [{label, command, args}] in the order of the buttons. */
  choices: JsonText
  /** 1 for the buttons of a notice, which nobody answers by typing. */
  notice: Generated<Flag>
  /** 1 for the buttons of a group's message, which anybody may tap. */
  shared: Generated<Flag>
  created_at: Instant
  expires_at: Instant
}

/** A group, forum topic or thread in which the disputes of one project are put to the vote. */
export interface GroupPlaceRow {
  id: GroupPlaceId
  project_id: ProjectId
  platform: string
  /** The group or thread, as its platform knows it. */
  chat: string
  /** The topic in it; empty for none. */
  topic: string
  /** Language of what is said there. */
  locale: string
  connected_by: AccountId
  connected_at: Instant
  /** Since when nothing new is put there; null while it is connected. */
  ended_at: Instant | null
  /** Before that nothing is sent to the group, in whatever topic. */
  next_at: Instant
  /** How often sending failed since it last worked. */
  failures: number
}

/** One dispute's message in one group. */
export interface GroupPostRow {
  id: GroupPostId
  place_id: GroupPlaceId
  item_id: ItemId
  round: number
  stage: number
  /** live, done (its end is shown) or gone (it was deleted, or the bot may not write there). */
  state: string
  /** Of its buttons; null before it was first made. */
  action_id: ActionId | null
  /** The message, as its platform's adapter knows it; null before it was sent. */
  message: string | null
  /** What it shows, in short; empty before it was sent. */
  shown: string
  shown_at: Instant
  created_at: Instant
}

export interface PlatformEventRow {
  platform: string
  event_id: string
  /** What was answered, so that a replay gets the same answer. */
  answer: JsonText
  received_at: Instant
}

export interface WebMessageRow {
  id: string
  user_id: string
  /** Grows with every insert and edit, so a stream can resume after the last one seen. */
  version: number
  position: number
  /** person or bot. */
  author: string
  screen: JsonText
  notice: Flag
  /** What it shows last came from: the event of the person, or the key of the notice. */
  event_id: string
  created_at: Instant
}

export interface AuditEntryRow {
  id: string
  account_id: AccountId | null
  action: string
  target: string
  details: JsonText
  created_at: Instant
}

/** Where a screen stands that changes by itself. */
export interface LiveScreenRow {
  /** What it shows. */
  id: string
  platform: string
  /** Known to the platform's adapter alone; may open the message for a while. */
  place: string
  version: number
  failures: number
  lease_until: Instant | null
  shown_at: Instant
}
