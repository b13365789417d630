import { setTimeout as pause } from 'node:timers/promises'
import type { REST } from 'discord.js'
import type { Logger } from 'pino'
import type { Handle, OnLive } from '../../commands/adapter.ts'
import type { CommandEvent } from '../../commands/command.ts'
import type { Screen } from '../../commands/screen.ts'
import { ExpectedError } from '../../core/errors.ts'
import { createAnswer } from './answer.ts'
import { loggable } from './failures.ts'
import { withFile } from './fetch-file.ts'
import { livePlace } from './replace-live.ts'
import { type Incoming, translate } from './translate.ts'

export interface DispatcherDeps {
  readonly rest: REST
  readonly handle: Handle
  readonly onLive: OnLive
  readonly log: Logger
  readonly apiUrl: string | undefined
}

export interface Dispatcher {
  /** Takes an interaction as the gateway sent it. Never throws, never waits. */
  dispatch(raw: unknown): void
  /** Takes no more and waits, but not for ever, for the answers under way. */
  finish(): Promise<void>
}

/** Discord gives up on an interaction three seconds after it was made; this leaves one for the way. */
const DEFER_AFTER_MS = 2_000
const FINISHING_MS = 8_000

export function createDispatcher(deps: DispatcherDeps): Dispatcher {
  const { log } = deps
  const underWay = new Map<string, Promise<void>>()
  let isFinishing = false

  const dispatch = (raw: unknown) => {
    const incoming = read(raw, log)
    const id = incoming?.replyTo.id
    // A second delivery while the first is under way would only find what that one is about to answer.
    if (!incoming || !id || isFinishing || underWay.has(id)) return
    const work = serve(deps, incoming)
      .catch((thrown: unknown) => log.warn({ id, ...loggable(thrown) }, 'an answer did not reach Discord'))
      .finally(() => underWay.delete(id))
    underWay.set(id, work)
  }

  return {
    dispatch,
    finish: async () => {
      isFinishing = true
      await Promise.race([
        Promise.allSettled(underWay.values()),
        pause(FINISHING_MS, undefined, { ref: false }),
      ])
    },
  }
}

function read(raw: unknown, log: Logger): Incoming | null {
  try {
    return translate(raw)
  } catch (thrown) {
    log.warn(loggable(thrown), 'an interaction could not be read')
    return null
  }
}

async function serve(deps: DispatcherDeps, incoming: Incoming): Promise<void> {
  const { rest, handle, onLive, log, apiUrl } = deps
  const answer = createAnswer(rest, incoming.replyTo)
  if (incoming.isLong) await answer.defer()
  const impatience = setTimeout(() => {
    answer.defer().catch((thrown: unknown) => log.warn(loggable(thrown), 'deferring an answer failed'))
  }, DEFER_AFTER_MS)
  try {
    const screen = await handleWithFile(handle, incoming, apiUrl)
    await answer.show(screen)
    if (screen?.live) await onLive(screen.live, livePlace(incoming.replyTo))
  } finally {
    clearTimeout(impatience)
  }
}

async function handleWithFile(
  handle: Handle,
  { event, file }: Incoming,
  apiUrl: string | undefined,
): Promise<Screen | null> {
  if (!file) return await handle(event)
  try {
    return await withFile(file, apiUrl, (attachment) =>
      handle({ ...event, input: { ...event.input, attachment } } as CommandEvent),
    )
  } catch (thrown) {
    if (!(thrown instanceof ExpectedError)) throw thrown
    return await handle({ ...event, refusal: thrown })
  }
}
