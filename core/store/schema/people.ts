import type { Instant } from '../../clock.ts'
import type { AccountId, ClusterId, PersonId } from '../../ids.ts'
import type { Flag } from './values.ts'

export interface AccountRow {
  id: AccountId
  person_id: PersonId
  /** Language tag of one of our locales. */
  locale: string
  consent_at: Instant | null
  /** Set when another account of the same person took over this account's identities. */
  merged_into: AccountId | null
  created_at: Instant
}

export interface IdentityRow {
  platform: string
  platform_user_id: string
  account_id: AccountId
  display_name: string
  /** 0 when the platform refuses private messages to this person. */
  reachable: Flag
  /** Where private messages go (Telegram chat id, Discord DM channel id), null until known. */
  direct_channel_id: string | null
  created_at: Instant
}

export interface RoleRow {
  account_id: AccountId
  role: string
  granted_at: Instant
}

export interface LinkCodeRow {
  code: string
  account_id: AccountId
  expires_at: Instant
}

/** People judged to act together count as one where an item must not be seen twice. */
export interface PersonClusterRow {
  person_id: PersonId
  cluster_id: ClusterId
  /** What links the person to the others, for moderators to read. */
  reason: string
  /** Null: the program. */
  added_by: AccountId | null
  added_at: Instant
}

/** Evidence that two people act together, found by the program. */
export interface PersonTieRow {
  /** The smaller id of the two. */
  one_person: PersonId
  other_person: PersonId
  /** funding, wallet, invite or votes. */
  kind: string
  /** Of funding and wallet the address, of invite the platform, of votes the project. */
  detail: string
  /** found, linked, told (to moderators), or cleared by one of them, after which it ties nobody again. */
  state: string
  found_at: Instant
}

/** Who brought somebody into a community. */
export interface InviteRow {
  platform: string
  /** As the platform knows them; neither needs to be known to us. */
  invited_id: string
  inviter_id: string
  /** 1 once it has been looked at with both of them known. */
  tied: Flag
  invited_at: Instant
}

/** What decides which projects a person is given items of. */
export interface PersonSettingRow {
  person_id: PersonId
  kind: 'language' | 'content' | 'skill'
  /** A language tag, a kind of content or a skill. */
  value: string
  /** The person's own account, or the moderator's who gave a skill. */
  set_by: AccountId
  set_at: Instant
}

/** What a contract last said of an address. */
export interface PersonhoodReadingRow {
  address: string
  signal: string
  /** Of the most points, 0 to 1; null until a first answer. */
  share: number | null
  read_at: Instant | null
  /** When it was last asked, answered or not; null when it is to be asked at the next turn. */
  tried_at: Instant | null
}

/** Linked wallets with a stake, and since when it has been noted. */
export interface StakeAgeRow {
  address: string
  since: Instant
}
