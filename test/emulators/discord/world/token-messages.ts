import { InteractionType, MessageFlags } from 'discord-api-types/v10'
import { refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { parseMessage } from '../forms/message.ts'
import type { UploadedFile } from './files.ts'
import { interactionMetadata } from './interactions.ts'
import { createMessage, editMessage } from './messages.ts'
import type { InteractionState, StoredMessage } from './types.ts'

/**
 * The interaction whose token authorises a webhook call.
 * @throws ApiError 50027 for unknown or expired tokens, 10015 before the first response
 */
export function answeredInteraction(core: Core, applicationId: string, token: string): InteractionState {
  if (applicationId !== core.applicationId) throw refusal('unknownWebhook')
  const interaction = core.world.tokens.get(token)
  if (!interaction) throw refusal('invalidWebhookToken')
  if (core.now() - interaction.createdAtMs > core.limits.interactionTokenMs)
    throw refusal('invalidWebhookToken')
  const answered = interaction.response !== null
  if (!answered || interaction.type === InteractionType.ApplicationCommandAutocomplete)
    throw refusal('unknownWebhook')
  return interaction
}

/**
 * A message an interaction token may see: the original one, or one of its follow-ups.
 * @throws ApiError 10008
 */
export function tokenMessage(core: Core, interaction: InteractionState, messageId: string): StoredMessage {
  const id = messageId === '@original' ? interaction.originalId : messageId
  const own = [interaction.originalId, ...interaction.followUpIds]
  if (id === null || !own.includes(id)) throw refusal('unknownMessage')
  return core.world.message(interaction.channelId, id)
}

/** Edits a message through the token; the first edit ends a deferred reply. */
export function editTokenMessage(
  core: Core,
  interaction: InteractionState,
  messageId: string,
  body: unknown,
  files: UploadedFile[],
): StoredMessage {
  const stored = tokenMessage(core, interaction, messageId)
  const isLayout = ((stored.payload.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0
  const edited = editMessage(core, stored, parseMessage(body, isLayout), files)
  if (edited.payload.id === interaction.originalId) interaction.placeholder = false
  return edited
}

/**
 * A further message. The first one after a deferred reply takes the placeholder's place, and its visibility
 * is that of the deferral; later ones may be ephemeral or not as they say.
 */
export function followUp(
  core: Core,
  interaction: InteractionState,
  body: unknown,
  files: UploadedFile[],
): StoredMessage {
  if (interaction.placeholder) return editTokenMessage(core, interaction, '@original', body, files)
  const flags = (body as { flags?: unknown } | null | undefined)?.flags
  const ephemeral = typeof flags === 'number' && (flags & MessageFlags.Ephemeral) !== 0
  const message = createMessage(core, {
    channel: core.world.channel(interaction.channelId),
    author: core.bot,
    form: parseMessage(body),
    files,
    type: interaction.originalId === null ? 0 : 19,
    systemFlags: ephemeral ? MessageFlags.Ephemeral : 0,
    visibleTo: ephemeral ? interaction.userId : null,
    extra: {
      ...interactionMetadata(core, interaction),
      ...(interaction.originalId
        ? {
            message_reference: {
              type: 0,
              message_id: interaction.originalId,
              channel_id: interaction.channelId,
              ...(interaction.guildId ? { guild_id: interaction.guildId } : {}),
            },
          }
        : {}),
    },
  })
  interaction.followUpIds.push(message.payload.id)
  return message
}
