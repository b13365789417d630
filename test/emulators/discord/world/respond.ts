import { InteractionType, MessageFlags, InteractionResponseType as Response } from 'discord-api-types/v10'
import { z } from 'zod'
import { formError, refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { autocompleteForm } from '../forms/command.ts'
import { parseForm } from '../forms/form.ts'
import { parseMessage } from '../forms/message.ts'
import { modalForm } from '../forms/modal.ts'
import type { UploadedFile } from './files.ts'
import { interactionMetadata } from './interactions.ts'
import { createMessage, editMessage } from './messages.ts'
import type { InteractionState, StoredMessage } from './types.ts'

const callbackForm = z.object({ type: z.int(), data: z.unknown().optional() })

const IN_MESSAGE = ['data']

/** Response types Discord accepts for an interaction (premium and activity responses aside). */
function allowedTypes(interaction: InteractionState): number[] {
  const reply = [Response.ChannelMessageWithSource, Response.DeferredChannelMessageWithSource]
  const update = [Response.DeferredMessageUpdate, Response.UpdateMessage]
  switch (interaction.type) {
    case InteractionType.ApplicationCommandAutocomplete:
      return [Response.ApplicationCommandAutocompleteResult]
    case InteractionType.MessageComponent:
      return [...reply, ...update, Response.Modal]
    case InteractionType.ModalSubmit:
      return interaction.sourceMessageId === null ? reply : [...reply, ...update]
    default:
      return [...reply, Response.Modal]
  }
}

function findOpen(core: Core, id: string, token: string): InteractionState {
  const interaction = core.world.interactions.get(id)
  if (!interaction || interaction.token !== token) throw refusal('unknownInteraction')
  if (interaction.response) throw refusal('alreadyAcknowledged')
  if (core.now() - interaction.createdAtMs > core.limits.acknowledgeMs) throw refusal('unknownInteraction')
  return interaction
}

function isEphemeral(data: unknown): boolean {
  const flags = (data as { flags?: unknown } | null | undefined)?.flags
  return typeof flags === 'number' && (flags & MessageFlags.Ephemeral) !== 0
}

/** 20 for chat commands, 23 for context menus, 19 for answers to components. */
function messageType(interaction: InteractionState): number {
  if (interaction.type === InteractionType.MessageComponent) return 19
  const kind = (interaction.payload.data as { type?: number }).type
  if (interaction.type === InteractionType.ApplicationCommand) return kind === 1 ? 20 : 23
  return 0
}

function reply(
  core: Core,
  interaction: InteractionState,
  type: number,
  data: unknown,
  files: UploadedFile[],
): StoredMessage {
  const deferred = type === Response.DeferredChannelMessageWithSource
  const ephemeral = isEphemeral(data)
  const form = deferred ? {} : parseMessage(data, false, IN_MESSAGE)
  const message = createMessage(core, {
    channel: core.world.channel(interaction.channelId),
    author: core.bot,
    form,
    files: deferred ? [] : files,
    prefix: IN_MESSAGE,
    type: messageType(interaction),
    systemFlags: (ephemeral ? MessageFlags.Ephemeral : 0) | (deferred ? MessageFlags.Loading : 0),
    visibleTo: ephemeral ? interaction.userId : null,
    extra: interactionMetadata(core, interaction),
    mayBeEmpty: deferred,
  })
  interaction.originalId = message.payload.id
  interaction.placeholder = deferred
  return message
}

function update(
  core: Core,
  interaction: InteractionState,
  type: number,
  data: unknown,
  files: UploadedFile[],
): StoredMessage {
  const source = core.world.message(interaction.channelId, interaction.sourceMessageId ?? '')
  interaction.originalId = source.payload.id
  if (type === Response.DeferredMessageUpdate) return source
  const isLayout = ((source.payload.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0
  return editMessage(core, source, parseMessage(data, isLayout, IN_MESSAGE), files, IN_MESSAGE)
}

function perform(
  core: Core,
  interaction: InteractionState,
  type: number,
  data: unknown,
  files: UploadedFile[],
): StoredMessage | null {
  switch (type) {
    case Response.ChannelMessageWithSource:
    case Response.DeferredChannelMessageWithSource:
      return reply(core, interaction, type, data, files)
    case Response.DeferredMessageUpdate:
    case Response.UpdateMessage:
      return update(core, interaction, type, data, files)
    case Response.Modal: {
      const form = parseForm(modalForm, data, IN_MESSAGE)
      interaction.modal = form
      core.world.person(interaction.userId).modal = { form, openedBy: interaction.id }
      return null
    }
    default:
      interaction.choices = parseForm(autocompleteForm, data, IN_MESSAGE).choices
      return null
  }
}

/**
 * The first response to an interaction.
 * @returns the message it made or changed, if any
 * @throws ApiError 10062 for unknown ones and after three seconds, 40060 for a second response, 50035 for a
 * response this kind of interaction does not allow or a bad form, 50006
 */
export function respond(
  core: Core,
  id: string,
  token: string,
  body: unknown,
  files: UploadedFile[],
): { interaction: InteractionState; type: number; message: StoredMessage | null } {
  const interaction = findOpen(core, id, token)
  const { type, data } = parseForm(callbackForm, body)
  const allowed = allowedTypes(interaction)
  if (!allowed.includes(type))
    throw formError(['type'], 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`)
  const message = perform(core, interaction, type, data, files)
  interaction.response = {
    type,
    atMs: core.now(),
    ephemeral: message !== null && message.visibleTo !== null,
  }
  core.signal.changed()
  return { interaction, type, message }
}
