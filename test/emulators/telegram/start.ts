import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { BotProfile } from './bot-profile.ts'
import { type EmulatorClock, systemClock } from './clock.ts'
import { createDispatcher } from './dispatcher.ts'
import { type Fault, Faults } from './faults.ts'
import { FileStore } from './files.ts'
import { Group } from './group.ts'
import { DEFAULT_LIMITS, type RateLimits, rateLimiter } from './limits.ts'
import { Person } from './person.ts'
import type { SeenMessage } from './seen-message.ts'
import { type ApiCall, createApiServer } from './server.ts'
import { createSignal } from './signal.ts'
import type { MemberStatus } from './types.ts'
import { UpdateQueue } from './updates.ts'
import { addChat, type World } from './world.ts'

export interface TelegramOptions {
  token: string
  /** Port on loopback; any free one when absent. */
  port?: number
  /** The bot's account; its id is the number before the colon of the token. */
  bot?: { username?: string; firstName?: string; readsAllGroupMessages?: boolean }
  /** Replaces the time of day alone; delays then pass in real time. */
  now?: () => number
  /** Replaces time altogether, for example by `manualClock()`. */
  clock?: EmulatorClock
  /** Rates that end in 429; `false` lifts them. */
  limits?: Partial<RateLimits> | false
  /** How long a tap may wait for its answer. */
  callbackAnswerMs?: number
  /** The Bot API server's `--local` mode: webhooks by plain http, on any port and address. */
  isLocal?: boolean
  /** Where a webhook's public URL leads really; stands for the proxy that ends TLS. */
  webhookRoute?: (url: string) => string
  /** Numbers from 0 to below 1 for the longest pause between webhook attempts. */
  random?: () => number
}

interface PersonOptions {
  id: number
  firstName?: string
  lastName?: string
  username?: string
  languageCode?: string
}

interface GroupOptions {
  id?: number
  kind?: 'group' | 'supergroup'
  title?: string
  members?: Person[]
  /** The bot's standing from the beginning. */
  bot?: MemberStatus
}

/** A running Telegram with one bot, and the strings to pull. */
export interface TelegramEmulator {
  /** For grammY: `new Bot(token, { client: { apiRoot } })`. */
  readonly apiRoot: string
  readonly token: string
  person(options: PersonOptions): Person
  group(options?: GroupOptions): Group
  /** API calls in the order they arrived, of one method (in any case) or of all. */
  calls(method?: string): ApiCall[]
  /** Chat actions ("typing") shown so far. */
  chatActions(): readonly { chatId: number; action: string; at: number }[]
  /** Disturbs the next call of a method, or the next `times`; `*` stands for any method. */
  failNext(method: string, fault: Fault, times?: number): void
  /** Delivers an update once more under its old id. */
  redeliver(updateId: number): void
  /** Updates that the bot has not confirmed. */
  pendingUpdates(): number[]
  /** Makes bytes reachable for the bot's files by URL. */
  publish(url: string, bytes: Uint8Array): void
  /** Bytes of a file by its id. */
  file(fileId: string): Buffer | undefined
  /** `person.nextMessage` in the private chat. */
  nextMessage(
    person: Person,
    fits?: (message: SeenMessage) => boolean,
    timeoutMs?: number,
  ): Promise<SeenMessage>
  /** Waits until `probe` yields something other than `undefined` or `false`. */
  until<T>(probe: () => T | undefined | false, timeoutMs?: number, what?: string): Promise<T>
  stop(): Promise<void>
}

const DEFAULT_WAIT_MS = 5000
const DEFAULT_CALLBACK_ANSWER_MS = 15_000
const FIRST_CALLBACK_ID = 4_382_101_550_000_000_000n

/** Starts the emulator on loopback. */
export async function startTelegram(options: TelegramOptions): Promise<TelegramEmulator> {
  const world = createWorld(options)
  const calls: ApiCall[] = []
  const faults = new Faults()
  const { execute, webhook } = createDispatcher(world, {
    isLocal: options.isLocal ?? false,
    route: options.webhookRoute ?? ((url) => url),
    random: options.random ?? Math.random,
  })
  const server = createApiServer({ world, execute, faults, calls })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const probes = observers(world, calls)
  return {
    ...probes,
    ...inhabitants(world),
    apiRoot: `http://127.0.0.1:${port}`,
    token: options.token,
    failNext: (method, fault, times = 1) => faults.add(method, fault, times),
    redeliver: (updateId) => world.updates.replay(updateId),
    publish: (url, bytes) => world.files.publish(url, bytes),
    async stop() {
      webhook.stop()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function createWorld(options: TelegramOptions): World {
  const clock = options.clock ?? systemClock(options.now)
  const signal = createSignal()
  const limits = options.limits === false ? false : { ...DEFAULT_LIMITS, ...options.limits }
  return {
    token: options.token,
    bot: {
      id: Number.parseInt(options.token, 10) || 1,
      is_bot: true,
      first_name: options.bot?.firstName ?? 'Tagora',
      username: options.bot?.username ?? 'tagora_bot',
    },
    readsAllGroupMessages: options.bot?.readsAllGroupMessages ?? false,
    clock,
    updates: new UpdateQueue(clock, signal),
    files: new FileStore(clock),
    limits: rateLimiter(limits, clock),
    profile: new BotProfile(),
    people: new Map(),
    chats: new Map(),
    callbacks: new Map(),
    callbackAnswerMs: options.callbackAnswerMs ?? DEFAULT_CALLBACK_ANSWER_MS,
    actions: [],
    chatActions: [],
    lastMessageId: 0,
    lastCallbackId: FIRST_CALLBACK_ID,
    signal,
  }
}

function observers(world: World, calls: ApiCall[]) {
  return {
    calls: (method?: string) =>
      calls.filter((call) => method === undefined || call.method.toLowerCase() === method.toLowerCase()),
    chatActions: () => world.chatActions,
    pendingUpdates: () => world.updates.pending().map((update) => update.id),
    file: (fileId: string) => world.files.bytesOf(fileId),
    nextMessage: (person: Person, fits?: (message: SeenMessage) => boolean, timeoutMs?: number) =>
      person.nextMessage(fits, timeoutMs),
    until: <T>(probe: () => T | undefined | false, timeoutMs = DEFAULT_WAIT_MS, what = 'a condition') =>
      world.signal.until(probe, timeoutMs, () => what),
  }
}

function inhabitants(world: World) {
  return {
    person(options: PersonOptions): Person {
      const user = {
        id: options.id,
        is_bot: false,
        first_name: options.firstName ?? `Person ${options.id}`,
        ...(options.lastName ? { last_name: options.lastName } : {}),
        ...(options.username ? { username: options.username } : {}),
        ...(options.languageCode ? { language_code: options.languageCode } : {}),
      }
      if (world.people.has(user.id)) throw new Error(`there already is a person ${user.id}`)
      const person = { user, started: false, blocked: false, deactivated: false, met: false }
      world.people.set(user.id, person)
      addChat(world, {
        id: user.id,
        kind: 'private',
        title: '',
        person,
        members: new Map(),
        botStatus: 'member',
      })
      return new Person(world, person)
    },
    group(options: GroupOptions = {}): Group {
      const kind = options.kind ?? 'supergroup'
      const first = kind === 'supergroup' ? -1_001_000_000_000 : -400_000
      const [owner, ...others] = options.members ?? []
      const members = new Map<number, MemberStatus>()
      if (owner) members.set(owner.id, 'creator')
      for (const person of others) members.set(person.id, 'member')
      const chat = addChat(world, {
        id: options.id ?? first - world.chats.size,
        kind,
        title: options.title ?? 'Group',
        members,
        botStatus: options.bot ?? 'member',
      })
      return new Group(world, chat)
    },
  }
}
