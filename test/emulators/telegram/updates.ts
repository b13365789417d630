import type { EmulatorClock } from './clock.ts'
import type { Params } from './params.ts'
import type { Signal } from './signal.ts'

/** Every kind of update the Bot API names; the emulator itself makes a few of them. */
const UPDATE_KINDS = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'message_reaction',
  'message_reaction_count',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
  'shipping_query',
  'pre_checkout_query',
  'purchased_paid_media',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'chat_boost',
  'removed_chat_boost',
] as const
export type UpdateKind = (typeof UPDATE_KINDS)[number]

const NOT_BY_DEFAULT = new Set<string>(['chat_member', 'message_reaction', 'message_reaction_count'])
const DEFAULT_KINDS = new Set<string>(UPDATE_KINDS.filter((kind) => !NOT_BY_DEFAULT.has(kind)))
const DAY_MS = 86_400_000
/** A tap is stale soon: its update waits only this long. */
const CALLBACK_TTL_MS = 150_000
const FIRST_UPDATE_ID = 845_120_001

export interface QueuedUpdate {
  id: number
  kind: UpdateKind
  /** `{update_id, [kind]: …}` as sent to the bot. */
  body: Record<string, unknown>
  expiresAt: number
  /** Updates of one queue are delivered to a webhook strictly one after another. */
  queue: string
}

/** The bot's pending updates, as the Bot API server keeps them. */
export class UpdateQueue {
  allowed: ReadonlySet<string> = DEFAULT_KINDS
  private readonly clock: EmulatorClock
  private readonly signal: Signal
  private readonly history = new Map<number, QueuedUpdate>()
  private waiting: QueuedUpdate[] = []
  private replayed: QueuedUpdate[] = []
  private nextId = FIRST_UPDATE_ID
  private readonly listeners = new Set<() => void>()

  constructor(clock: EmulatorClock, signal: Signal) {
    this.clock = clock
    this.signal = signal
  }

  /** The id that the next update will get. */
  get tail(): number {
    return this.nextId
  }

  /** Calls back whenever an update is added or replayed; the result unsubscribes. */
  onAdded(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Adds an update; `undefined` when the bot has not allowed its kind, for the filter acts at creation. */
  push(kind: UpdateKind, content: unknown, queue: string): number | undefined {
    if (!this.allowed.has(kind)) return undefined
    const id = this.nextId++
    const ttl = kind === 'callback_query' ? CALLBACK_TTL_MS : DAY_MS
    const body = { update_id: id, [kind]: structuredClone(content) }
    const update = { id, kind, body, queue, expiresAt: this.clock.now() + ttl }
    this.waiting.push(update)
    this.history.set(id, update)
    this.announce()
    return id
  }

  /** Puts an update in the way of the bot again, under its old id. */
  replay(id: number): void {
    const update = this.history.get(id)
    if (!update) throw new Error(`there never was an update ${id}`)
    this.replayed.push(update)
    this.announce()
  }

  /** Live updates that nobody has confirmed, oldest first. */
  pending(): QueuedUpdate[] {
    const now = this.clock.now()
    this.waiting = this.waiting.filter((update) => update.expiresAt >= now)
    return [...this.waiting]
  }

  /** Replayed updates waiting to be handed out; asking for them takes them away. */
  takeReplayed(): QueuedUpdate[] {
    const taken = this.replayed
    this.replayed = []
    return taken
  }

  confirmBelow(offset: number): void {
    this.waiting = this.waiting.filter((update) => update.id >= offset)
    this.signal.notify()
  }

  forget(id: number): void {
    this.waiting = this.waiting.filter((update) => update.id !== id)
    this.signal.notify()
  }

  clear(): void {
    this.waiting = []
    this.signal.notify()
  }

  /** Kinds a bot asked for, `undefined` for the default set. */
  allowedNames(): string[] | undefined {
    return this.allowed === DEFAULT_KINDS ? undefined : [...this.allowed]
  }

  /**
   * Applies `allowed_updates`: absent or unparsable keeps what was; an empty list or one of unknown
   * names alone means the default set.
   */
  allow(params: Params): void {
    let given: unknown
    try {
      given = JSON.parse(params.text('allowed_updates'))
    } catch (cause) {
      if (cause instanceof SyntaxError) return
      throw cause
    }
    if (!Array.isArray(given)) return
    const names = given.map((name) => String(name).toLowerCase())
    const known = UPDATE_KINDS.filter((kind) => names.includes(kind))
    this.allowed = known.length === 0 ? DEFAULT_KINDS : new Set(known)
  }

  private announce(): void {
    for (const listener of [...this.listeners]) listener()
    this.signal.notify()
  }
}
