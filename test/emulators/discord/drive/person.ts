import {
  type APIMessage,
  ApplicationCommandType,
  ChannelType,
  InteractionType,
  MessageFlags,
} from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { parseMessage } from '../forms/message.ts'
import { openInteraction } from '../world/interactions.ts'
import { createMessage } from '../world/messages.ts'
import type { Json } from '../world/payloads.ts'
import { canView } from '../world/permissions.ts'
import type { ChannelState, MemberState, PersonState, StoredMessage } from '../world/types.ts'
import { clientRequires } from './client-refusal.ts'
import { findCommand, requireUse } from './command-lookup.ts'
import { clickable, selectable } from './components.ts'
import { DrivenInteraction } from './driven-interaction.ts'
import type { GuildHandle } from './guild-handle.ts'
import { ModalFiller, type ModalValues } from './modal-values.ts'
import { pickValues } from './pick.ts'
import { Resolver } from './resolved.ts'
import { type AttachedFile, fillOptions, findPath, nest, type OptionValues } from './slash-options.ts'

/** Where a person acts: a channel, a guild (its first text channel), or the conversation with the bot. */
export type Place = { id: string } | GuildHandle | 'dm'

/** A person at a Discord client. Every act that the client would not allow throws a ClientRefusal. */
export class Person {
  readonly id: string
  readonly #core: Core

  constructor(core: Core, id: string) {
    this.#core = core
    this.id = id
  }

  get #state(): PersonState {
    return this.#core.world.person(this.id)
  }

  get username(): string {
    return this.#state.user.username
  }

  #dm(): ChannelState {
    const { world } = this.#core
    return (
      world.dmChannel(this.id) ??
      world.addChannel({ id: this.#core.nextId(), type: ChannelType.DM, recipientId: this.id })
    )
  }

  #place(place: Place): ChannelState {
    if (place === 'dm') return this.#dm()
    const { world } = this.#core
    if (!world.guilds.has(place.id)) return world.channel(place.id)
    const first = world
      .channelsOf(place.id)
      .find((channel) => channel.type === ChannelType.GuildText && canView(this.#core, channel, this.id))
    clientRequires(first, 'The person sees no text channel in this guild')
    return first
  }

  #open(
    type: InteractionType,
    channel: ChannelState,
    data: Json,
    source?: StoredMessage,
    commandName?: string,
  ) {
    const state = openInteraction(this.#core, {
      type,
      data,
      userId: this.id,
      channel,
      source: source ?? null,
      commandName: commandName ?? null,
    })
    return new DrivenInteraction(this.#core, state)
  }

  /** Uses a chat command, such as `slash(guild, 'wallet link', { address: '0x...' })`. */
  slash(place: Place, command: string, options: OptionValues = {}): DrivenInteraction {
    const channel = this.#place(place)
    const [name = '', ...names] = command.replace(/^\//, '').split(' ')
    const found = findCommand(this.#core, channel, this.id, ApplicationCommandType.ChatInput, name)
    const resolver = new Resolver(this.#core, channel, this.id)
    const path = findPath(found, names)
    const filled = fillOptions(this.#core, channel, path, options, resolver)
    const scope = found.guild_id ? { guild_id: found.guild_id } : {}
    const data = { id: found.id, name, type: found.type, options: filled, ...scope, ...resolver.field() }
    return this.#open(InteractionType.ApplicationCommand, channel, data, undefined, command)
  }

  /** Types into an option with suggestions; the other options are what was filled in before. */
  autocomplete(place: Place, command: string, focused: string, typed: string, others: OptionValues = {}) {
    const channel = this.#place(place)
    const [name = '', ...names] = command.replace(/^\//, '').split(' ')
    const found = findCommand(this.#core, channel, this.id, ApplicationCommandType.ChatInput, name)
    const path = findPath(found, names)
    const option = path.options.find((other) => other.name === focused)
    clientRequires(option?.autocomplete, `Option ${focused} has no suggestions`)
    const given = path.options.flatMap(({ name: key, type }) =>
      others[key] === undefined || typeof others[key] === 'object'
        ? []
        : [{ name: key, type, value: others[key] }],
    )
    const options = nest(path, [...given, { name: focused, type: option.type, value: typed, focused: true }])
    const data = { id: found.id, name, type: found.type, options }
    return this.#open(InteractionType.ApplicationCommandAutocomplete, channel, data, undefined, command)
  }

  /** Uses a command from the context menu of a message or a person. */
  contextMenu(place: Place, name: string, target: APIMessage | Person): DrivenInteraction {
    const channel = this.#place(place)
    const onUser = target instanceof Person
    const type = onUser ? ApplicationCommandType.User : ApplicationCommandType.Message
    const found = findCommand(this.#core, channel, this.id, type, name)
    const resolver = new Resolver(this.#core, channel, this.id)
    if (onUser) resolver.user(target.id)
    else resolver.message(this.#seen(target))
    const data = { id: found.id, name, type, target_id: target.id, ...resolver.field() }
    return this.#open(InteractionType.ApplicationCommand, channel, data, undefined, name)
  }

  /** A message as it is now, provided the person sees it. */
  #seen(message: { id: string; channel_id: string }): StoredMessage {
    const { world } = this.#core
    const channel = world.channel(message.channel_id)
    const stored = channel.messages.find(({ payload }) => payload.id === message.id)
    clientRequires(stored, 'The message is gone')
    clientRequires(stored.visibleTo === null || stored.visibleTo === this.id, 'The person does not see it')
    requireUse(this.#core, channel, this.id)
    const loading = ((stored.payload.flags ?? 0) & MessageFlags.Loading) !== 0
    clientRequires(!loading, 'The bot is still thinking')
    return stored
  }

  /** Presses a button, found by its label or custom id. */
  click(message: { id: string; channel_id: string }, labelOrCustomId: string): DrivenInteraction {
    const stored = this.#seen(message)
    const button = clickable(stored.payload, labelOrCustomId)
    const data = { component_type: button.type, custom_id: button.custom_id, id: button.id }
    return this.#open(
      InteractionType.MessageComponent,
      this.#core.world.channel(stored.channelId),
      data,
      stored,
    )
  }

  /** Chooses in a select menu (the only one, or the one with that custom id). */
  select(
    message: { id: string; channel_id: string },
    values: string[],
    customId?: string,
  ): DrivenInteraction {
    const stored = this.#seen(message)
    const channel = this.#core.world.channel(stored.channelId)
    const menu = selectable(stored.payload, values.length, customId)
    const resolver = new Resolver(this.#core, channel, this.id)
    const picked = pickValues(menu, values, resolver)
    const data = {
      component_type: menu.type,
      custom_id: menu.custom_id,
      id: menu.id,
      values: picked,
      ...resolver.field(),
    }
    return this.#open(InteractionType.MessageComponent, channel, data, stored)
  }

  /** The modal on the person's screen, if any. */
  modal() {
    return this.#state.modal?.form ?? null
  }

  /** Fills in and submits the modal on the person's screen. */
  submitModal(values: ModalValues): DrivenInteraction {
    const state = this.#state
    clientRequires(state.modal, 'No modal is open')
    const opener = this.#core.world.interactions.get(state.modal.openedBy)
    clientRequires(opener, 'The modal belongs to no interaction')
    const channel = this.#core.world.channel(opener.channelId)
    const resolver = new Resolver(this.#core, channel, this.id)
    const components = new ModalFiller(this.#core, channel, values, resolver).fill(state.modal.form)
    const data = { custom_id: state.modal.form.custom_id, components, ...resolver.field() }
    const source = channel.messages.find(({ payload }) => payload.id === opener.sourceMessageId)
    state.modal = null
    return this.#open(InteractionType.ModalSubmit, channel, data, source)
  }

  /** Closes the modal without sending it; the bot hears nothing. */
  dismissModal(): void {
    this.#state.modal = null
  }

  /** Writes a message. */
  say(
    place: Place,
    content: string,
    options: { replyTo?: APIMessage; files?: AttachedFile[] } = {},
  ): APIMessage {
    const channel = this.#place(place)
    clientRequires(canView(this.#core, channel, this.id), 'The person does not see this channel')
    const reply = options.replyTo ? { message_reference: { message_id: options.replyTo.id } } : {}
    const files = (options.files ?? []).map(({ filename, contentType, content: body }, index) => ({
      field: String(index),
      filename,
      contentType: contentType ?? 'application/octet-stream',
      bytes: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    }))
    const form = parseMessage({ content, ...reply })
    return createMessage(this.#core, { channel, author: this.#state.user, form, files }).payload
  }

  /** From now on the bot's direct messages are refused (50007). */
  closeDms(): void {
    this.#state.dmsOpen = false
  }

  openDms(): void {
    this.#state.dmsOpen = true
  }

  /** What the person sees in a channel: everybody's messages and those only for this person. */
  visibleMessages(place: Place): APIMessage[] {
    const channel = this.#place(place)
    clientRequires(canView(this.#core, channel, this.id), 'The person does not see this channel')
    return channel.messages
      .filter(({ visibleTo }) => visibleTo === null || visibleTo === this.id)
      .map(({ payload }) => payload)
  }

  /** The conversation with the bot. */
  dms(): APIMessage[] {
    return this.#core.world.dmChannel(this.id) ? this.visibleMessages('dm') : []
  }

  /** The person's place in a guild, or undefined. */
  memberOf(guild: GuildHandle): MemberState | undefined {
    return this.#core.world.guilds.get(guild.id)?.members.get(this.id)
  }
}
