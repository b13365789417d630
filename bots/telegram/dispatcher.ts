import type { Update } from 'grammy/types'
import type { Logger } from 'pino'
import type { BotAccount, GroupCommand } from './greet-group.ts'
import { createPersonQueues } from './person-queues.ts'
import { isUnreachable, safeReason } from './refusals.ts'
import { answerTap, type ServeDeps, serveMessage, serveTap, serveTapElsewhere } from './serve.ts'
import { type Incoming, translate } from './translate.ts'

/** Takes updates from wherever they come. */
export interface Dispatcher {
  /** True for an update under way or handled lately. */
  knows(updateId: number): boolean
  /** Resolves once the update is handled; the same update again waits for the first. Never rejects. */
  dispatch(update: Update): Promise<void>
  /** Resolves once nothing is under way. */
  idle(): Promise<void>
}

/** What happens in groups without a word to us. */
export interface GroupEvents {
  /** A group has another id now. */
  readonly onGroupMoved: (from: number, to: number) => Promise<void>
  /** Somebody added others. */
  readonly onInvited: (inviter: number, invited: readonly number[]) => Promise<void>
}

/** Far more than anybody types or taps ahead of the answers. */
const MOST_WAITING = 50
/** More than Telegram delivers again without having been told that they arrived. */
const REMEMBERED = 10_000

/** Handles updates: of one person in order, of different people side by side. */
export function createDispatcher(
  deps: ServeDeps & GroupEvents,
  greetGroup: (command: GroupCommand, bot: BotAccount) => Promise<void>,
): Dispatcher {
  const { bot, log } = deps
  const queues = createPersonQueues(MOST_WAITING)
  const running = new Map<number, Promise<void>>()
  const handled = createMemory(REMEMBERED)

  const serve = async (incoming: Incoming): Promise<void> => {
    if (incoming.kind === 'groupCommand') return await greetGroup(incoming, bot.botInfo)
    if (incoming.kind === 'groupMoved') return await deps.onGroupMoved(incoming.from, incoming.to)
    if (incoming.kind === 'invited') return await deps.onInvited(incoming.userId, incoming.invitedIds)
    if (incoming.kind === 'message') return await serveMessage(deps, incoming)
    if (!incoming.place) return await serveTapElsewhere(deps, incoming)
    return await serveTap(deps, incoming, incoming.place)
  }

  const run = async (update: Update): Promise<void> => {
    const incoming = read(update, bot.botInfo.username, log)
    if (!incoming) return
    // Before anything else, however much of this person still waits.
    const isPrivateTap = incoming.kind === 'tap' && incoming.place !== null
    const answered = isPrivateTap ? answerTap(deps, incoming.callbackId) : undefined
    const work = queues.add(incoming.userId, () => serve(incoming))
    if (!work) log.warn('somebody sends more than can be answered: an update is dropped')
    try {
      await work
    } catch (thrown) {
      const level = isUnreachable(thrown) ? 'debug' : 'error'
      log[level]({ updateId: update.update_id, reason: safeReason(thrown, bot.token) }, 'an answer got lost')
    }
    await answered
  }

  return {
    knows: (updateId) => running.has(updateId) || handled.has(updateId),
    dispatch: (update) => {
      const id = update.update_id
      if (handled.has(id)) return Promise.resolve()
      const before = running.get(id)
      if (before) return before
      const done = run(update).finally(() => {
        running.delete(id)
        handled.add(id)
      })
      running.set(id, done)
      return done
    },
    idle: async () => {
      await Promise.all(running.values())
    },
  }
}

function read(update: Update, botUsername: string, log: Logger): Incoming | null {
  try {
    return translate(update, botUsername)
  } catch (thrown) {
    // Its text names the fields at fault, not what was in them.
    log.warn({ updateId: update.update_id, err: thrown }, 'an update of an unknown shape')
    return null
  }
}

/** The last `most` numbers added. */
function createMemory(most: number) {
  const numbers = new Set<number>()
  return {
    has: (number: number) => numbers.has(number),
    add: (number: number) => {
      numbers.add(number)
      const [oldest] = numbers
      if (numbers.size > most && oldest !== undefined) numbers.delete(oldest)
    },
  }
}
