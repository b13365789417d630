import type { Screen } from '../../commands/screen.ts'
import type { Clock } from '../../core/clock.ts'
import type { Store, Trx } from '../../core/store/database.ts'
import { findAnswer } from '../../core/store/platform-events.ts'
import {
  appendWebMessage,
  editWebMessage,
  findWebMessage,
  findWebMessageContaining,
  findWebPerson,
  lockConversation,
  type WebMessage,
  webMessagesAfter,
} from '../../core/store/web-messages.ts'
import { type ChatMessage, chatMessageOf } from './message.ts'
import type { Wakes } from './wakes.ts'

/** More than anybody scrolls back to; older messages stay stored. */
const SHOWN = 500

/** The stored conversations and who is looking at them. */
export interface Conversations {
  /** The newest messages changed after `version`, in order. */
  after(userId: string, version: number): Promise<ChatMessage[]>
  /** Stores a person's own words, once per event. */
  say(userId: string, eventId: string, words: Screen): Promise<void>
  /** Stores the answer to an event, once: in place of the message whose button was tapped, else as a
   * new message. */
  answer(userId: string, eventId: string, screen: Screen, tapped?: string): Promise<ChatMessage>
  /** Stores what arrives by itself, once per key. False when nobody has this id. */
  notify(userId: string, key: string, screen: Screen): Promise<boolean>
  /** Shows another screen in a message of ours. False when it is not there. */
  replace(userId: string, messageId: string, screen: Screen): Promise<boolean>
}

export function createConversations(store: Store, clock: Clock, wakes: Wakes): Conversations {
  const change = async <T>(userId: string, work: (trx: Trx) => Promise<T>) => {
    const result = await store.transaction(async (trx) => {
      await lockConversation(trx, userId)
      return await work(trx)
    })
    wakes.wake(userId)
    return result
  }
  const append = (trx: Trx, userId: string, eventId: string, screen: Screen, kind: Kind) =>
    appendWebMessage(trx, userId, {
      ...kind,
      eventId,
      screen: JSON.stringify(screen),
      createdAt: clock.now(),
    })

  return {
    after: async (userId, version) => {
      const stored = await store.transaction((trx) => webMessagesAfter(trx, userId, version, SHOWN))
      return stored.map(chatMessageOf)
    },
    say: (userId, eventId, words) =>
      change(userId, async (trx) => {
        if (await findWebMessage(trx, userId, 'person', eventId)) return
        await append(trx, userId, eventId, words, { author: 'person', notice: false })
      }),
    answer: (userId, eventId, screen, tapped) =>
      change(userId, async (trx) => {
        const before = await placeOf(trx, userId, eventId, tapped)
        if (!before) {
          return chatMessageOf(await append(trx, userId, eventId, screen, { author: 'bot', notice: false }))
        }
        const text = JSON.stringify(screen)
        if (before.eventId === eventId && before.screen === text) return chatMessageOf(before)
        const edited = await editWebMessage(trx, userId, before.id, { screen: text, eventId })
        return chatMessageOf(edited ?? before)
      }),
    notify: (userId, key, screen) =>
      change(userId, async (trx) => {
        if (!(await findWebPerson(trx, userId))) return false
        const eventId = `notice:${key}`
        if (await findWebMessage(trx, userId, 'bot', eventId)) return true
        await append(trx, userId, eventId, screen, { author: 'bot', notice: true })
        return true
      }),
    replace: (userId, messageId, screen) =>
      change(userId, async (trx) => {
        return (await editWebMessage(trx, userId, messageId, { screen: JSON.stringify(screen) })) !== null
      }),
  }
}

type Kind = Pick<WebMessage, 'author' | 'notice'>

/** The message an answer belongs in: the one this event answered before (it was sent again), or the one
 * whose button was tapped. An event the core refused leaves the tapped message alone, so that its buttons
 * stay usable. */
async function placeOf(
  trx: Trx,
  userId: string,
  eventId: string,
  tapped: string | undefined,
): Promise<WebMessage | null> {
  const answered = await findWebMessage(trx, userId, 'bot', eventId)
  if (answered || !tapped || (await findAnswer(trx, 'web', eventId)) === null) return answered
  return await findWebMessageContaining(trx, userId, `"actionId":${JSON.stringify(tapped)}`)
}
