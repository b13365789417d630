import {
  type APIAttachment,
  type APIMessage,
  type APIUser,
  GatewayIntentBits,
  MessageFlags,
} from 'discord-api-types/v10'
import { formError, refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import type { MessageForm } from '../forms/message.ts'
import { settleAttachments, type UploadedFile } from './files.ts'
import { findMentions, settleComponents, settleEmbeds } from './message-parts.ts'
import { type Json, memberPayload } from './payloads.ts'
import type { ChannelState, StoredMessage } from './types.ts'

const SETTABLE_FLAGS =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2
const NONCE_LIFE_MS = 5 * 60_000

/** What goes into a new message. */
export interface NewMessage {
  channel: ChannelState
  author: APIUser
  form: MessageForm
  files?: UploadedFile[]
  /** Path of the form within the request, for errors. */
  prefix?: PropertyKey[]
  type?: number
  /** Flags set by Discord itself (ephemeral, loading). */
  systemFlags?: number
  visibleTo?: string | null
  /** Further fields of the payload (interaction metadata). */
  extra?: Json
  /** A deferred reply has nothing in it yet. */
  mayBeEmpty?: boolean
}

function refuseEmpty(payload: APIMessage): void {
  const parts = [payload.embeds, payload.attachments, payload.components ?? [], payload.sticker_items ?? []]
  if (payload.content === '' && parts.every((part) => part.length === 0) && !payload.poll)
    throw refusal('emptyMessage')
}

function reference(core: Core, message: NewMessage): Json {
  const asked = message.form.message_reference
  if (!asked) return {}
  const found = message.channel.messages.find(
    ({ payload, visibleTo }) => payload.id === asked.message_id && visibleTo === null,
  )
  if (!found && asked.fail_if_not_exists === false) return {}
  if (!found)
    throw formError(
      [...(message.prefix ?? []), 'message_reference'],
      'REPLIES_UNKNOWN_MESSAGE',
      'Unknown message',
    )
  const { id: channelId, guildId } = message.channel
  return {
    type: message.type ?? 19,
    message_reference: {
      type: 0,
      message_id: asked.message_id,
      channel_id: channelId,
      ...(guildId ? { guild_id: guildId } : {}),
    },
    referenced_message: shownTo(core, found).payload,
  }
}

function sameNonce(core: Core, message: NewMessage): StoredMessage | undefined {
  const { nonce, enforce_nonce: enforce } = message.form
  if (!enforce || !nonce) return undefined
  return message.channel.messages.find(
    ({ payload }) =>
      payload.nonce === nonce &&
      payload.author.id === message.author.id &&
      core.now() - Date.parse(payload.timestamp) < NONCE_LIFE_MS,
  )
}

/**
 * Creates a message and tells the gateway of it (ephemeral ones stay between the bot and the person).
 * @throws ApiError 50006 when nothing is in it, 50035 for unknown files or replies to nothing, 40005
 */
export function createMessage(core: Core, given: NewMessage): StoredMessage {
  const repeated = sameNonce(core, given)
  if (repeated) return repeated
  const { channel, form } = given
  const prefix = given.prefix ?? []
  const attachments = settleAttachments(core, channel.id, form.attachments, given.files ?? [], [], prefix)
  const content = (form.content ?? '').trim()
  const mentions = findMentions(core, content, form.allowed_mentions)
  const payload = {
    id: core.nextId(),
    channel_id: channel.id,
    type: given.type ?? 0,
    author: given.author,
    content,
    timestamp: new Date(core.now()).toISOString(),
    edited_timestamp: null,
    tts: form.tts ?? false,
    mention_everyone: mentions.everyone,
    mentions: mentions.users,
    mention_roles: mentions.roles,
    attachments,
    embeds: settleEmbeds((form.embeds ?? []) as Json[], attachments, prefix),
    components: settleComponents(form.components ?? [], attachments, prefix),
    pinned: false,
    flags: ((form.flags ?? 0) & SETTABLE_FLAGS) | (given.systemFlags ?? 0),
    ...(form.nonce ? { nonce: form.nonce } : {}),
    ...(form.poll ? { poll: form.poll } : {}),
    ...given.extra,
    ...reference(core, given),
  } as unknown as APIMessage
  if (!given.mayBeEmpty) refuseEmpty(payload)
  const stored: StoredMessage = {
    payload,
    channelId: channel.id,
    guildId: channel.guildId,
    visibleTo: given.visibleTo ?? null,
  }
  channel.messages.push(stored)
  announce(core, 'MESSAGE_CREATE', stored)
  return stored
}

function editedFlags(stored: StoredMessage, form: MessageForm, prefix: PropertyKey[]): number {
  const before = stored.payload.flags ?? 0
  if (form.flags === undefined || form.flags === null) return before
  const settable = MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2
  const after = (before & ~settable) | (form.flags & settable)
  const becomesLayout = (after & ~before & MessageFlags.IsComponentsV2) !== 0
  if (becomesLayout && stored.payload.content !== '' && form.content === undefined)
    throw formError(
      [...prefix, 'content'],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
    )
  if (becomesLayout && stored.payload.embeds.length > 0 && form.embeds === undefined)
    throw formError(
      [...prefix, 'embeds'],
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      "The 'embeds' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
    )
  return after
}

/**
 * Changes a message: absent fields stay, null ones are cleared.
 * @throws ApiError 50006 when nothing would be left, 50035, 40005
 */
export function editMessage(
  core: Core,
  stored: StoredMessage,
  form: MessageForm,
  files: UploadedFile[] = [],
  prefix: PropertyKey[] = [],
): StoredMessage {
  const before = stored.payload
  const existing: APIAttachment[] = before.attachments
  const flags = editedFlags(stored, form, prefix)
  const attachments = settleAttachments(core, stored.channelId, form.attachments, files, existing, prefix)
  const content = form.content === undefined ? before.content : (form.content ?? '').trim()
  const mentions = findMentions(core, content, form.allowed_mentions)
  const after = {
    ...before,
    content,
    mentions: mentions.users,
    mention_roles: mentions.roles,
    mention_everyone: mentions.everyone,
    flags: flags & ~MessageFlags.Loading,
    attachments,
    embeds:
      form.embeds === undefined
        ? before.embeds
        : settleEmbeds((form.embeds ?? []) as Json[], attachments, prefix),
    components:
      form.components === undefined
        ? before.components
        : settleComponents(form.components ?? [], attachments, prefix),
    edited_timestamp: new Date(core.now()).toISOString(),
  } as APIMessage
  refuseEmpty(after)
  stored.payload = after
  announce(core, 'MESSAGE_UPDATE', stored)
  return stored
}

/** Deletes a message. */
export function deleteMessage(core: Core, stored: StoredMessage): void {
  const channel = core.world.channel(stored.channelId)
  channel.messages = channel.messages.filter((other) => other !== stored)
  channel.pins = channel.pins.filter((id) => id !== stored.payload.id)
  const guild = stored.guildId ? { guild_id: stored.guildId } : {}
  if (stored.visibleTo === null)
    core.dispatch(
      'MESSAGE_DELETE',
      { id: stored.payload.id, channel_id: stored.channelId, ...guild },
      { intent: messageIntent(stored.guildId) },
    )
  core.signal.changed()
}

/** The intent that message events of a guild or of direct conversations need. */
function messageIntent(guildId: string | null): bigint {
  return BigInt(guildId === null ? GatewayIntentBits.DirectMessages : GatewayIntentBits.GuildMessages)
}

function announce(core: Core, event: string, stored: StoredMessage): void {
  core.signal.changed()
  if (stored.visibleTo !== null) return
  const guild = stored.guildId === null ? undefined : core.world.guilds.get(stored.guildId)
  const member = guild?.members.get(stored.payload.author.id)
  const { user: _user, ...partial } = member ? memberPayload(core, member) : { user: undefined }
  const extra = guild ? { guild_id: guild.id, ...(member ? { member: partial } : {}) } : {}
  core.dispatch(
    event,
    { ...stored.payload, ...extra },
    { intent: messageIntent(stored.guildId), contentVisible: contentVisible(core, stored) },
  )
}

/** Whether the bot may read a message without the MESSAGE_CONTENT intent: its own, direct ones, mentions. */
export function contentVisible(core: Core, { guildId, payload }: StoredMessage): boolean {
  return (
    guildId === null ||
    payload.author.id === core.bot.id ||
    payload.mentions.some(({ id }) => id === core.bot.id)
  )
}

/** A message without what needs the MESSAGE_CONTENT intent. */
export function withoutContent<T extends object>(payload: T): T {
  return { ...payload, content: '', embeds: [], attachments: [], components: [] }
}

/** A message as REST routes show it to the bot. */
export function shownTo(core: Core, stored: StoredMessage): StoredMessage {
  if (core.privileged.messageContent || contentVisible(core, stored)) return stored
  return { ...stored, payload: withoutContent(stored.payload) }
}
