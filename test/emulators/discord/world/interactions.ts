import { randomBytes } from 'node:crypto'
import { InteractionType } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { contentVisible, withoutContent } from './messages.ts'
import { channelPayload, type Json, memberPayload } from './payloads.ts'
import { channelPermissions } from './permissions.ts'
import type { ChannelState, InteractionState, StoredMessage } from './types.ts'

/** What a person did. */
export interface NewInteraction {
  type: InteractionType
  data: Json
  userId: string
  channel: ChannelState
  source?: StoredMessage | null
  commandName?: string | null
}

function invoker(core: Core, { userId, channel }: NewInteraction): Json {
  const guild = channel.guildId === null ? undefined : core.world.guild(channel.guildId)
  const member = guild?.members.get(userId)
  if (!guild || !member) return { user: core.world.person(userId).user, context: 1 }
  const permissions = String(channelPermissions(core, channel, userId))
  return {
    guild_id: guild.id,
    guild: { id: guild.id, locale: guild.locale, features: [] },
    guild_locale: guild.locale,
    member: { ...memberPayload(core, member), permissions },
    context: 0,
  }
}

/** Creates an interaction and sends INTERACTION_CREATE. */
export function openInteraction(core: Core, given: NewInteraction): InteractionState {
  const { channel, userId } = given
  const id = core.nextId()
  const token = randomBytes(96).toString('base64url')
  const source = given.source ?? null
  const visible = source && (contentVisible(core, source) || core.privileged.messageContent)
  const payload: Json = {
    id,
    application_id: core.applicationId,
    type: given.type,
    token,
    version: 1,
    data: given.data,
    channel: channelPayload(core, channel),
    channel_id: channel.id,
    app_permissions: String(channelPermissions(core, channel, core.bot.id)),
    locale: core.world.person(userId).locale,
    entitlements: [],
    authorizing_integration_owners: { 0: channel.guildId ?? '0' },
    attachment_size_limit: core.limits.attachmentBytes,
    ...invoker(core, given),
    ...(source ? { message: visible ? source.payload : withoutContent(source.payload) } : {}),
  }
  const interaction: InteractionState = {
    id,
    token,
    type: given.type,
    createdAtMs: core.now(),
    payload,
    userId,
    channelId: channel.id,
    guildId: channel.guildId,
    sourceMessageId: source?.payload.id ?? null,
    commandName: given.commandName ?? null,
    response: null,
    originalId: null,
    placeholder: false,
    followUpIds: [],
    modal: null,
    choices: null,
  }
  core.world.interactions.set(id, interaction)
  core.world.tokens.set(token, interaction)
  deliver(core, interaction)
  return interaction
}

/** Sends INTERACTION_CREATE, for the first time or again. Interactions need no intent. */
export function deliver(core: Core, interaction: InteractionState): void {
  core.dispatch('INTERACTION_CREATE', interaction.payload)
  core.signal.changed()
}

/** What a message says about the interaction it answers. */
export function interactionMetadata(core: Core, interaction: InteractionState): Json {
  const user = core.world.person(interaction.userId).user
  const isCommand = interaction.type === InteractionType.ApplicationCommand
  return {
    application_id: core.applicationId,
    webhook_id: core.applicationId,
    interaction_metadata: {
      id: interaction.id,
      type: interaction.type,
      user,
      authorizing_integration_owners: { 0: interaction.guildId ?? '0' },
      ...(isCommand ? { name: interaction.commandName, command_type: 1 } : {}),
      ...(interaction.sourceMessageId ? { interacted_message_id: interaction.sourceMessageId } : {}),
    },
  }
}
