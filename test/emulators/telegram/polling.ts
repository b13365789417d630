import { type ApiError, conflict } from './errors.ts'
import type { Connection } from './methods/method.ts'
import type { Params } from './params.ts'
import type { World } from './world.ts'

const MAX_TIMEOUT_SECONDS = 50
const REPEATED_OFFSET_MS = 3000
const CONFLICT_PAUSE_MS = 3000
/** How far beyond the newest update an offset may point before the server ignores it. */
const FUTURE_OFFSET = 10

interface LongPoll {
  finish(): void
  fail(error: ApiError): void
}

interface Request {
  offset: number
  limit: number
  timeoutMs: number
}

/** `getUpdates` with everything that makes two pollers, or a poller and a webhook, visible. */
export class Polling {
  private readonly world: World
  private current: LongPoll | undefined
  private previous: { offset: number; at: number } | undefined
  private nextConflictAt = 0

  constructor(world: World) {
    this.world = world
    world.updates.onAdded(() => this.current?.finish())
  }

  /** Answers a `getUpdates` call; `hasWebhook` makes it a conflict. */
  async getUpdates(params: Params, connection: Connection, hasWebhook: boolean): Promise<unknown> {
    if (hasWebhook) {
      return this.refuse(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    }
    const request = this.readRequest(params)
    this.world.updates.allow(params)
    const ready = this.collect(request)
    if (ready.length > 0 || request.timeoutMs === 0) return ready
    this.abort('terminated by other getUpdates request; make sure that only one bot instance is running')
    return this.wait(request, connection)
  }

  /** Ends the waiting poll, if there is one, with 409. */
  abort(reason: string): void {
    this.current?.fail(conflict(reason))
  }

  private readRequest(params: Params): Request {
    const offset = params.integer('offset', 0)
    const limit = params.integer('limit', 100, 1, 100)
    let timeoutMs = params.integer('timeout', 0, 0, MAX_TIMEOUT_SECONDS) * 1000
    const now = this.world.clock.now()
    const repeats = this.previous?.offset === offset && now < this.previous.at + REPEATED_OFFSET_MS
    if (repeats && timeoutMs < REPEATED_OFFSET_MS) timeoutMs = REPEATED_OFFSET_MS
    this.previous = { offset, at: now }
    return { offset, limit, timeoutMs }
  }

  /** Confirms what lies below the offset and returns what follows it. */
  private collect({ offset, limit }: Request): unknown[] {
    const { updates } = this.world
    const head = updates.pending()[0]?.id ?? updates.tail
    const from = startOf(offset, head, updates.tail)
    updates.confirmBelow(from)
    const bodies = [...updates.takeReplayed(), ...updates.pending()].map((update) => update.body)
    return bodies.slice(0, limit)
  }

  private wait(request: Request, connection: Connection): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const release = () => {
        cancelTimer()
        connection.closed.removeEventListener('abort', finish)
        if (this.current === poll) this.current = undefined
      }
      const finish = () => {
        release()
        resolve(connection.closed.aborted ? [] : this.collect(request))
      }
      const poll: LongPoll = {
        finish,
        fail: (error) => {
          release()
          this.rejectInTime(() => reject(error))
        },
      }
      const cancelTimer = this.world.clock.after(request.timeoutMs, finish)
      connection.closed.addEventListener('abort', finish)
      this.current = poll
      this.world.signal.notify()
    })
  }

  private refuse(reason: string): Promise<never> {
    return new Promise((_resolve, reject) => this.rejectInTime(() => reject(conflict(reason))))
  }

  /** Conflicts are answered at most every three seconds, so that a duel of two bots stays slow. */
  private rejectInTime(reject: () => void): void {
    const now = this.world.clock.now()
    if (now >= this.nextConflictAt) {
      this.nextConflictAt = now + CONFLICT_PAUSE_MS
      reject()
    } else {
      this.world.clock.after(CONFLICT_PAUSE_MS, reject)
    }
  }
}

function startOf(offset: number, head: number, tail: number): number {
  if (offset > tail + FUTURE_OFFSET) return head
  const counted = offset < 0 ? tail + offset : offset
  return offset <= 0 ? Math.max(counted, head) : counted
}
