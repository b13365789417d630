import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { APIMessage, APIUser } from 'discord-api-types/v10'
import { refusal } from './api-error.ts'
import { type Core, DISCORD_LIMITS, type Limits, type PrivilegedIntents } from './core.ts'
import { type ChannelOptions, createGuild, GuildHandle, type GuildOptions } from './drive/guild-handle.ts'
import { createPerson, join, leave, type PersonOptions } from './drive/membership.ts'
import type { Person } from './drive/person.ts'
import { GatewayHub } from './gateway/hub.ts'
import { CallLog, type Failure, type LoggedCall } from './rest/call-log.ts'
import { restApp } from './rest/server.ts'
import { channelRoutes } from './routes/channel-routes.ts'
import { commandRoutes } from './routes/command-routes.ts'
import { guildRoutes } from './routes/guild-routes.ts'
import { interactionRoutes } from './routes/interaction-routes.ts'
import { memberRoutes } from './routes/member-routes.ts'
import { messageRoutes } from './routes/message-routes.ts'
import { pinRoutes } from './routes/pin-routes.ts'
import { threadRoutes } from './routes/thread-routes.ts'
import { userRoutes } from './routes/user-routes.ts'
import { makeSignal } from './signal.ts'
import { snowflakes } from './snowflake.ts'
import { deliver } from './world/interactions.ts'
import type { StoredCommand } from './world/types.ts'
import { World } from './world/world.ts'

/** How to start the emulator. */
export interface DiscordOptions {
  port?: number
  token?: string
  applicationId?: string
  botName?: string
  /** Clock of everything that expires (interactions, links, timeouts); milliseconds since 1970. */
  now?: () => number
  /** Any limit otherwise than Discord's; traffic limits run on `limits.now`, real time by default. */
  limits?: Partial<Limits>
  /** Privileged intents granted in the developer portal; none by default. */
  privilegedIntents?: Partial<PrivilegedIntents>
}

const OWNER = 'guild-owner'

/** A running Discord: what a test drives and inspects. */
export class DiscordEmulator {
  readonly #core: Core
  readonly #hub: GatewayHub
  readonly #server: Server
  readonly #ownerId: string

  constructor(core: Core, hub: GatewayHub, server: Server) {
    this.#core = core
    this.#hub = hub
    this.#server = server
    this.#ownerId = createPerson(core, { username: OWNER }).id
  }

  /** Base URL for `new Client({ rest: { api } })`. */
  get restApi(): string {
    return `${this.#core.origin()}/api`
  }

  get token(): string {
    return this.#core.token
  }

  get applicationId(): string {
    return this.#core.applicationId
  }

  /** Closes all connections and the port. */
  async stop(): Promise<void> {
    this.#hub.close()
    this.#server.closeAllConnections()
    await new Promise<void>((resolve, reject) =>
      this.#server.close((error) => (error ? reject(error) : resolve())),
    )
  }

  guild(options: GuildOptions = {}): GuildHandle {
    return createGuild(this.#core, options, this.#ownerId)
  }

  channel(guild: { id: string }, options: ChannelOptions = {}): { id: string; name: string } {
    return new GuildHandle(this.#core, guild.id).channel(options)
  }

  person(options: PersonOptions = {}): Person {
    return createPerson(this.#core, options)
  }

  /** A person joins or leaves a guild. */
  join(guild: { id: string }, person: Person, options: PersonOptions = {}): void {
    join(this.#core, this.#core.world.guild(guild.id), person.id, options)
  }

  leave(guild: { id: string }, person: Person): void {
    leave(this.#core, this.#core.world.guild(guild.id), person.id)
  }

  /** Registered commands, global ones and those of guilds. */
  commands(): StoredCommand[] {
    return [...this.#core.world.commands.values()]
  }

  /** REST calls in the order they came. */
  calls(filter: { method?: string; route?: string | RegExp } = {}): LoggedCall[] {
    return this.#core.calls.calls.filter(({ method, route }) => {
      if (filter.method !== undefined && method !== filter.method) return false
      if (filter.route === undefined) return true
      return typeof filter.route === 'string' ? route === filter.route : filter.route.test(route)
    })
  }

  /** Plans the outcome of the next call of a route (`POST /channels/:channel/messages`). */
  failNext(route: string, failure: Failure): void {
    this.#core.calls.failNext(route, failure)
  }

  /** Breaks the gateway connection; a session that is not resumable is forgotten. */
  dropGateway(options: { resumable: boolean }): void {
    this.#hub.drop(options.resumable)
  }

  /** Asks the client to reconnect and resume (opcode 7). */
  requestReconnect(): void {
    this.#hub.requestReconnect()
  }

  /** Gateway sessions with a live connection. */
  connectedSessions(): number {
    return this.#hub.connected()
  }

  /** Delivers an interaction once more, as Discord may after trouble. */
  redispatch(interactionId: string): void {
    const interaction = this.#core.world.interactions.get(interactionId)
    if (!interaction) throw refusal('unknownInteraction')
    deliver(this.#core, interaction)
  }

  /** All messages of a channel, ephemeral ones included. */
  messages(channel: { id: string }): APIMessage[] {
    return this.#core.world.channel(channel.id).messages.map(({ payload }) => payload)
  }

  /** Awaits a value from the emulator's state; checked again whenever anything happens. */
  until<T>(look: () => T | undefined, what: string, withinMs?: number): Promise<T> {
    return this.#core.signal.until(look, what, withinMs)
  }

  /** Awaits a message sent from now on. */
  nextMessage(fits: (message: APIMessage) => boolean, withinMs?: number): Promise<APIMessage> {
    const everything = () => [...this.#core.world.channels.values()].flatMap((channel) => channel.messages)
    const before = new Set(everything().map(({ payload }) => payload.id))
    const look = () => everything().find(({ payload }) => !before.has(payload.id) && fits(payload))?.payload
    return this.until(look, 'the next message that fits', withinMs)
  }

  /** Awaits a REST call that fits and was answered. */
  nextCall(fits: (call: LoggedCall) => boolean, withinMs?: number): Promise<LoggedCall> {
    const start = this.#core.calls.calls.length
    const look = () => this.#core.calls.calls.slice(start).find((call) => call.status !== 0 && fits(call))
    return this.until(look, 'the next call that fits', withinMs)
  }
}

function makeBot(applicationId: string, username: string): APIUser {
  return { id: applicationId, username, discriminator: '0001', global_name: null, avatar: null, bot: true }
}

/** Starts a Discord of one's own on loopback. */
export async function startDiscord(options: DiscordOptions = {}): Promise<DiscordEmulator> {
  const now = options.now ?? Date.now
  const nextId = snowflakes(now)
  const applicationId = options.applicationId ?? nextId()
  const signal = makeSignal()
  const hub = new GatewayHub(() => core)
  const server = createServer((request, response) => void listener(request, response))
  const core: Core = {
    applicationId,
    token: options.token ?? `${Buffer.from(applicationId).toString('base64url')}.emulated.token`,
    bot: makeBot(applicationId, options.botName ?? 'Bot'),
    limits: { ...DISCORD_LIMITS, ...options.limits },
    privileged: { members: false, presences: false, messageContent: false, ...options.privilegedIntents },
    world: new World(),
    calls: new CallLog(),
    signal,
    now,
    nextId,
    origin: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dispatch: (event, data, audience) => hub.dispatch(event, data, audience),
  }
  core.world.people.set(applicationId, { user: core.bot, locale: 'en-US', dmsOpen: false, modal: null })
  const app = restApp(core, [
    ...hub.routes(),
    ...commandRoutes,
    ...interactionRoutes,
    ...pinRoutes,
    ...messageRoutes,
    ...threadRoutes,
    ...channelRoutes,
    ...userRoutes,
    ...memberRoutes,
    ...guildRoutes,
  ])
  const listener = getRequestListener(app.fetch)
  hub.attach(server)
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  return new DiscordEmulator(core, hub, server)
}
