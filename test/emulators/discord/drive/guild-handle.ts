import { type APIOverwrite, type APIRole, ChannelType, GatewayIntentBits } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { announceChannel, settleName } from '../routes/channel-routes.ts'
import { addRole, makeRole } from '../routes/guild-routes.ts'
import { deleteMessage } from '../world/messages.ts'
import { guildCreatePayload } from '../world/payloads.ts'
import { BOT_PERMISSIONS, EVERYONE_PERMISSIONS } from '../world/permissions.ts'
import type { GuildState } from '../world/types.ts'

/** A guild as a test asks for it. */
export interface GuildOptions {
  id?: string
  name?: string
  ownerId?: string
  locale?: string
  /** What the bot's own role allows. */
  botPermissions?: bigint
  everyonePermissions?: bigint
}

/** A channel as a test asks for it. */
export interface ChannelOptions {
  id?: string
  name?: string
  type?: ChannelType
  parentId?: string
  topic?: string
  overwrites?: { id: string; type?: 0 | 1; allow?: bigint; deny?: bigint }[]
}

/** A guild for tests to furnish. */
export class GuildHandle {
  readonly id: string
  readonly #core: Core

  constructor(core: Core, id: string) {
    this.#core = core
    this.id = id
  }

  get #state(): GuildState {
    const found = this.#core.world.guilds.get(this.id)
    if (!found) throw new Error(`There is no guild ${this.id}`)
    return found
  }

  /** Creates a channel, of text unless told otherwise. */
  channel(options: ChannelOptions = {}): { id: string; name: string } {
    const type = options.type ?? ChannelType.GuildText
    const overwrites: APIOverwrite[] = (options.overwrites ?? []).map((overwrite) => ({
      id: overwrite.id,
      type: overwrite.type ?? 0,
      allow: String(overwrite.allow ?? 0n),
      deny: String(overwrite.deny ?? 0n),
    }))
    const channel = this.#core.world.addChannel({
      id: options.id ?? this.#core.nextId(),
      type,
      guildId: this.id,
      name: settleName(type, options.name ?? 'channel'),
      parentId: options.parentId ?? null,
      topic: options.topic ?? null,
      overwrites,
    })
    announceChannel(this.#core, 'CHANNEL_CREATE', channel)
    return { id: channel.id, name: channel.name ?? '' }
  }

  /** A person opens a public thread in a text channel. */
  thread(parent: { id: string }, owner: { id: string }, name = 'thread'): { id: string; name: string } {
    const thread = this.#core.world.addChannel({
      id: this.#core.nextId(),
      type: ChannelType.PublicThread,
      guildId: this.id,
      name,
      parentId: parent.id,
    })
    thread.thread = {
      ownerId: owner.id,
      archived: false,
      locked: false,
      invitable: true,
      autoArchiveMinutes: 1440,
      changedAt: new Date(this.#core.now()).toISOString(),
      memberIds: new Set([owner.id]),
    }
    announceChannel(this.#core, 'THREAD_CREATE', thread)
    return { id: thread.id, name }
  }

  /** Puts a thread to sleep, as happens when nobody writes in it, or locks it too. */
  archive({ id }: { id: string }, options: { locked?: boolean } = {}): void {
    const channel = this.#core.world.channel(id)
    if (!channel.thread) throw new Error(`${id} is no thread`)
    channel.thread.archived = true
    channel.thread.locked = options.locked ?? false
    announceChannel(this.#core, 'THREAD_UPDATE', channel)
  }

  /** A moderator deletes a message. */
  deleteMessage(message: { id: string; channel_id: string }): void {
    deleteMessage(this.#core, this.#core.world.message(message.channel_id, message.id))
  }

  /** Creates a role; like all new roles it is the lowest, below the bot's. */
  role(options: { name: string; permissions?: bigint; aboveBot?: boolean }): APIRole {
    const role = makeRole(this.#core.nextId(), options.name, options.permissions ?? 0n, 1)
    addRole(this.#state, role)
    const stored = this.#state.roles.get(role.id) ?? role
    if (options.aboveBot) stored.position = this.#state.roles.size + 1
    this.#core.dispatch(
      'GUILD_ROLE_CREATE',
      { guild_id: this.id, role: stored },
      { intent: BigInt(GatewayIntentBits.Guilds) },
    )
    return stored
  }

  roles(): APIRole[] {
    return [...this.#state.roles.values()]
  }

  channels(): { id: string; name: string | null; type: number }[] {
    return this.#core.world.channelsOf(this.id).map(({ id, name, type }) => ({ id, name, type }))
  }

  /** Changes what the bot may do here. */
  setBotPermissions(permissions: bigint): void {
    const botRole = [...this.#state.roles.values()].find(({ managed }) => managed)
    if (!botRole) throw new Error('The bot has no role here')
    botRole.permissions = String(permissions)
    this.#core.dispatch(
      'GUILD_ROLE_UPDATE',
      { guild_id: this.id, role: botRole },
      { intent: BigInt(GatewayIntentBits.Guilds) },
    )
  }

  /** Removes the bot: GUILD_DELETE, and every call on the guild is refused with Missing Access. */
  removeBot(): void {
    this.#state.botIsMember = false
    this.#state.members.delete(this.#core.bot.id)
    this.#core.dispatch('GUILD_DELETE', { id: this.id }, { intent: BigInt(GatewayIntentBits.Guilds) })
  }
}

/** Creates a guild with the bot in it and tells the gateway. */
export function createGuild(core: Core, options: GuildOptions, ownerId: string): GuildHandle {
  const id = options.id ?? core.nextId()
  const joinedAt = new Date(core.now()).toISOString()
  const everyone = makeRole(id, '@everyone', options.everyonePermissions ?? EVERYONE_PERMISSIONS, 0)
  const own = makeRole(core.nextId(), core.bot.username, options.botPermissions ?? BOT_PERMISSIONS, 1)
  const guild: GuildState = {
    id,
    name: options.name ?? 'Guild',
    ownerId: options.ownerId ?? ownerId,
    locale: options.locale ?? 'en-US',
    roles: new Map([
      [everyone.id, everyone],
      [own.id, { ...own, managed: true, tags: { bot_id: core.bot.id } }],
    ]),
    members: new Map(),
    bans: new Map(),
    botIsMember: true,
  }
  const member = { nick: null, joinedAt, timeoutUntil: null, extraPermissions: 0n }
  guild.members.set(core.bot.id, { ...member, userId: core.bot.id, roleIds: [own.id] })
  if (core.world.people.has(guild.ownerId))
    guild.members.set(guild.ownerId, { ...member, userId: guild.ownerId, roleIds: [] })
  core.world.guilds.set(id, guild)
  core.dispatch(
    'GUILD_CREATE',
    { ...guildCreatePayload(core, guild, false), guild_id: id },
    {
      intent: BigInt(GatewayIntentBits.Guilds),
    },
  )
  return new GuildHandle(core, id)
}
