import type { APIOverwrite } from 'discord-api-types/v10'
import { ChannelType } from 'discord-api-types/v10'
import { refusal } from '../api-error.ts'
import type {
  ChannelState,
  GuildState,
  InteractionState,
  PersonState,
  StoredCommand,
  StoredFile,
  StoredMessage,
} from './types.ts'

/** What a new channel may be given. */
export interface NewChannel {
  id: string
  type: number
  guildId?: string | null
  name?: string | null
  parentId?: string | null
  topic?: string | null
  nsfw?: boolean
  overwrites?: APIOverwrite[]
  recipientId?: string | null
  position?: number
}

/** All state Discord keeps. Lookups by id throw Discord's own "Unknown ..." refusals. */
export class World {
  readonly people = new Map<string, PersonState>()
  readonly guilds = new Map<string, GuildState>()
  readonly channels = new Map<string, ChannelState>()
  readonly interactions = new Map<string, InteractionState>()
  /** The same interactions, by token. */
  readonly tokens = new Map<string, InteractionState>()
  readonly files = new Map<string, StoredFile>()
  /** Global commands, by id. */
  readonly commands = new Map<string, StoredCommand>()
  /** Times at which new commands were created, per scope, for the daily limit. */
  readonly commandCreates = new Map<string, number[]>()

  person(id: string): PersonState {
    const found = this.people.get(id)
    if (!found) throw refusal('unknownUser')
    return found
  }

  /** A guild the bot is in. */
  guild(id: string): GuildState {
    const found = this.guilds.get(id)
    if (!found) throw refusal('unknownGuild')
    if (!found.botIsMember) throw refusal('missingAccess')
    return found
  }

  channel(id: string): ChannelState {
    const found = this.channels.get(id)
    if (!found) throw refusal('unknownChannel')
    return found
  }

  /** Any message, ephemeral ones included. */
  message(channelId: string, messageId: string): StoredMessage {
    const found = this.channel(channelId).messages.find(({ payload }) => payload.id === messageId)
    if (!found) throw refusal('unknownMessage')
    return found
  }

  /** A message as channel routes know it: ephemeral ones do not exist for them. */
  publicMessage(channelId: string, messageId: string): StoredMessage {
    const found = this.message(channelId, messageId)
    if (found.visibleTo !== null) throw refusal('unknownMessage')
    return found
  }

  channelsOf(guildId: string): ChannelState[] {
    return [...this.channels.values()].filter((channel) => channel.guildId === guildId)
  }

  addChannel(given: NewChannel): ChannelState {
    const channel: ChannelState = {
      id: given.id,
      type: given.type,
      guildId: given.guildId ?? null,
      name: given.name ?? null,
      parentId: given.parentId ?? null,
      position: given.position ?? this.channels.size,
      topic: given.topic ?? null,
      nsfw: given.nsfw ?? false,
      slowmodeSeconds: 0,
      overwrites: given.overwrites ?? [],
      recipientId: given.recipientId ?? null,
      thread: null,
      messages: [],
      pins: [],
    }
    this.channels.set(channel.id, channel)
    return channel
  }

  /** The direct conversation between the bot and a person, if there is one. */
  dmChannel(userId: string): ChannelState | undefined {
    for (const channel of this.channels.values())
      if (channel.type === ChannelType.DM && channel.recipientId === userId) return channel
    return undefined
  }

  /** Whether the bot and a person meet in some guild. */
  shareGuild(userId: string): boolean {
    return [...this.guilds.values()].some((guild) => guild.botIsMember && guild.members.has(userId))
  }
}
