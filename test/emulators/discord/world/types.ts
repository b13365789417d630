import type { APIAttachment, APIMessage, APIOverwrite, APIRole, APIUser, Locale } from 'discord-api-types/v10'
import type { OptionForm } from '../forms/command-option.ts'
import type { ModalForm } from '../forms/modal.ts'

/** A message with what only Discord knows about it. */
export interface StoredMessage {
  payload: APIMessage
  channelId: string
  guildId: string | null
  /** The one person who may see it; null for everybody in the channel. */
  visibleTo: string | null
}

/** What only threads have. */
interface ThreadState {
  ownerId: string
  archived: boolean
  locked: boolean
  invitable: boolean
  autoArchiveMinutes: number
  changedAt: string
  memberIds: Set<string>
}

/** A channel, thread or direct conversation. */
export interface ChannelState {
  id: string
  type: number
  guildId: string | null
  name: string | null
  parentId: string | null
  position: number
  topic: string | null
  nsfw: boolean
  slowmodeSeconds: number
  overwrites: APIOverwrite[]
  /** The person on the other side of a direct conversation. */
  recipientId: string | null
  thread: ThreadState | null
  messages: StoredMessage[]
  pins: string[]
}

/** A person's place in a guild. */
export interface MemberState {
  userId: string
  nick: string | null
  roleIds: string[]
  joinedAt: string
  timeoutUntil: string | null
  /** Permissions a test gave beyond those of the roles. */
  extraPermissions: bigint
}

/** A guild with its roles and members. */
export interface GuildState {
  id: string
  name: string
  ownerId: string
  locale: string
  roles: Map<string, APIRole>
  members: Map<string, MemberState>
  bans: Map<string, string | null>
  /** False once the bot was removed. */
  botIsMember: boolean
}

/** A person, and what their client shows. */
export interface PersonState {
  user: APIUser
  locale: Locale | string
  dmsOpen: boolean
  /** The modal on the person's screen, with the interaction that opened it. */
  modal: { form: ModalForm; openedBy: string } | null
}

/** A registered application command. */
export interface StoredCommand {
  id: string
  application_id: string
  guild_id?: string
  version: string
  type: number
  name: string
  name_localizations: Record<string, string | null | undefined> | null
  description: string
  description_localizations: Record<string, string | null | undefined> | null
  options?: OptionForm[]
  default_member_permissions: string | null
  dm_permission?: boolean
  nsfw: boolean
  integration_types: number[]
  contexts: number[] | null
}

/** An interaction from its creation on. */
export interface InteractionState {
  id: string
  token: string
  type: number
  createdAtMs: number
  /** What INTERACTION_CREATE carried. */
  payload: Record<string, unknown>
  userId: string
  channelId: string
  guildId: string | null
  /** The message a button, select or modal came from. */
  sourceMessageId: string | null
  /** Name for the message's metadata, of commands only. */
  commandName: string | null
  response: { type: number; atMs: number; ephemeral: boolean } | null
  /** What `@original` stands for. */
  originalId: string | null
  /** True from a deferred reply until its first edit or follow-up. */
  placeholder: boolean
  followUpIds: string[]
  modal: ModalForm | null
  choices: { name: string; value: string | number }[] | null
}

/** A stored file. */
export interface StoredFile {
  attachment: APIAttachment
  bytes: Uint8Array
  expiresAtMs: number
}
