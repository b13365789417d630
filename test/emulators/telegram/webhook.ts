import { tooManyRequests } from './errors.ts'
import { DescribedResult } from './methods/method.ts'
import { isObject, Params } from './params.ts'
import type { QueuedUpdate } from './updates.ts'
import { readWebhook, type WebhookSettings } from './webhook-settings.ts'
import type { World } from './world.ts'

const SET_PAUSE_MS = 1000
const FIRST_RETRY_MS = 1000
const MIN_LONGEST_RETRY_MS = 60_000
const MAX_RETRY_AFTER_SECONDS = 3600
const GONE_CLOSES_AFTER_MS = 23 * 3_600_000

export interface WebhookOptions {
  isLocal: boolean
  /** Where to deliver really, standing for the reverse proxy behind the public https address. */
  route: (url: string) => string
  random: () => number
  /** Executes a method that the bot's response asks for. */
  execute: (method: string, params: Params) => Promise<void>
}

interface Delivery {
  isBusy: boolean
  delayMs: number
  wakeAt: number
}

/** One attempt's outcome; `retryAfter` in seconds, 0 when the bot named none. */
type Outcome = { isOk: true; body: string } | { isOk: false; status: number; why: string; retryAfter: number }

/** Webhook state and delivery: in order within a chat's or person's queue, side by side across queues. */
export class Webhook {
  private readonly world: World
  private readonly options: WebhookOptions
  private settings: WebhookSettings | undefined
  private nextSetAt = 0
  private lastError: { at: number; message: string } | undefined
  private goneSince: number | undefined
  private readonly deliveries = new Map<QueuedUpdate, Delivery>()
  private replayed: QueuedUpdate[] = []
  private generation = 0
  private readonly stopping = new AbortController()

  constructor(world: World, options: WebhookOptions) {
    this.world = world
    this.options = options
    world.updates.onAdded(() => this.pump())
  }

  get isActive(): boolean {
    return this.settings !== undefined
  }

  /** `setWebhook`; an empty URL deletes. `beforeSet` runs once the new URL is known to be good. */
  set(params: Params, beforeSet: () => void): DescribedResult {
    if (params.text('url') === '') return this.delete(params)
    const now = this.world.clock.now()
    if (now < this.nextSetAt) throw tooManyRequests(1)
    this.nextSetAt = now + SET_PAUSE_MS
    const settings = readWebhook(params, this.options.isLocal)
    const isSame = JSON.stringify(settings) === JSON.stringify(this.settings)
    this.world.updates.allow(params)
    if (isSame && !params.flag('drop_pending_updates'))
      return new DescribedResult(true, 'Webhook is already set')
    beforeSet()
    this.reset(params)
    this.settings = settings
    this.pump()
    return new DescribedResult(true, 'Webhook was set')
  }

  /** `deleteWebhook`. */
  delete(params: Params): DescribedResult {
    const wasSet = this.isActive
    this.reset(params)
    return new DescribedResult(true, wasSet ? 'Webhook was deleted' : 'Webhook is already deleted')
  }

  /** `getWebhookInfo`. */
  info(): Record<string, unknown> {
    const { updates } = this.world
    const allowed = updates.allowedNames()
    return {
      url: this.settings?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.pending().length,
      ...(this.settings?.ipAddress ? { ip_address: this.settings.ipAddress } : {}),
      ...(this.lastError && {
        last_error_date: Math.floor(this.lastError.at / 1000),
        last_error_message: this.lastError.message,
      }),
      ...(this.settings && { max_connections: this.settings.maxConnections }),
      ...(allowed && { allowed_updates: allowed }),
    }
  }

  /** Ends every delivery under way. */
  stop(): void {
    this.settings = undefined
    this.stopping.abort()
  }

  private reset(params: Params): void {
    if (params.flag('drop_pending_updates')) this.world.updates.clear()
    this.settings = undefined
    this.lastError = undefined
    this.goneSince = undefined
    this.deliveries.clear()
    this.replayed = []
    this.generation += 1
  }

  /** Starts every delivery that may start now: the oldest update of each queue, if its time has come. */
  private pump(): void {
    const { settings } = this
    if (!settings) return
    this.replayed.push(...this.world.updates.takeReplayed())
    const heads = new Map<string, QueuedUpdate>()
    for (const update of [...this.replayed, ...this.world.updates.pending()]) {
      if (!heads.has(update.queue)) heads.set(update.queue, update)
    }
    let busy = [...this.deliveries.values()].filter((delivery) => delivery.isBusy).length
    for (const update of heads.values()) {
      const delivery = this.deliveries.get(update) ?? { isBusy: false, delayMs: 0, wakeAt: 0 }
      if (delivery.isBusy || delivery.wakeAt > this.world.clock.now()) continue
      if (busy >= settings.maxConnections) return
      busy += 1
      delivery.isBusy = true
      this.deliveries.set(update, delivery)
      void this.deliver(update, delivery, settings)
    }
  }

  private async deliver(update: QueuedUpdate, delivery: Delivery, settings: WebhookSettings): Promise<void> {
    const { generation } = this
    const outcome = await this.post(update, settings)
    if (generation !== this.generation || this.stopping.signal.aborted) return
    if (outcome.isOk) {
      this.goneSince = undefined
      this.drop(update)
      await this.runReply(outcome.body)
    } else {
      delivery.isBusy = false
      this.retryLater(update, delivery, outcome)
    }
    this.world.signal.notify()
    this.pump()
  }

  private async post(update: QueuedUpdate, settings: WebhookSettings): Promise<Outcome> {
    const headers: Record<string, string> = { 'content-type': 'application/json' }
    if (settings.secret !== '') headers['X-Telegram-Bot-Api-Secret-Token'] = settings.secret
    try {
      const response = await fetch(this.options.route(settings.url), {
        method: 'POST',
        headers,
        body: JSON.stringify(update.body),
        redirect: 'manual',
        signal: this.stopping.signal,
      })
      const body = await response.text()
      if (response.ok) return { isOk: true, body }
      const why = `Wrong response from the webhook: ${response.status} ${response.statusText}`
      const asked = Number.parseInt(response.headers.get('retry-after') ?? '', 10) || 0
      return { isOk: false, status: response.status, why, retryAfter: asked }
    } catch (cause) {
      const why = cause instanceof TypeError ? 'Connection refused' : 'Webhook connection closed'
      return { isOk: false, status: 0, why, retryAfter: 0 }
    }
  }

  private retryLater(update: QueuedUpdate, delivery: Delivery, outcome: Outcome & { isOk: false }): void {
    const now = this.world.clock.now()
    this.lastError = { at: now, message: outcome.why }
    if (this.isGoneTooLong(outcome.status, now)) {
      this.reset(new Params(new Map()))
      return
    }
    const longest = MIN_LONGEST_RETRY_MS * (1 + this.options.random())
    const doubled = delivery.delayMs === 0 ? FIRST_RETRY_MS : delivery.delayMs * 2
    const asked = Math.min(MAX_RETRY_AFTER_SECONDS, Math.max(0, outcome.retryAfter)) * 1000
    if (asked === 0) delivery.delayMs = Math.min(longest, doubled)
    const waitMs = asked || delivery.delayMs
    delivery.wakeAt = now + waitMs
    if (delivery.wakeAt > update.expiresAt) this.drop(update)
    else this.world.clock.after(waitMs, () => this.pump())
  }

  private isGoneTooLong(status: number, now: number): boolean {
    if (status !== 410) this.goneSince = undefined
    else this.goneSince ??= now
    return this.goneSince !== undefined && now - this.goneSince > GONE_CLOSES_AFTER_MS
  }

  private drop(update: QueuedUpdate): void {
    this.deliveries.delete(update)
    if (this.replayed.includes(update)) this.replayed = this.replayed.filter((other) => other !== update)
    else this.world.updates.forget(update.id)
  }

  /** A JSON answer may carry one method call; reading methods and those about the webhook are ignored. */
  private async runReply(body: string): Promise<void> {
    const call = parseObject(body)
    const method = typeof call?.method === 'string' ? call.method : ''
    if (!call || method === '' || /^(?:setwebhook|deletewebhook|close|logout|get.*)$/i.test(method)) return
    const { method: _, ...fields } = call
    await this.options.execute(method, Params.fromObject(fields))
  }
}

function parseObject(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return isObject(value) ? value : undefined
  } catch (cause) {
    // Most bots answer with plain text or nothing, which is fine.
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}
