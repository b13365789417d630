import type { Api } from 'grammy'
import PQueue from 'p-queue'
import type { Adapter } from '../../commands/adapter.ts'
import { createPersonQueues } from './person-queues.ts'
import { isUnreachable } from './refusals.ts'
import { renderScreen } from './render.ts'
import { sendMessage } from './send-message.ts'

/** Telegram takes about 30 messages a second from a bot. */
const PACE_MS = 40

/** Sends messages nobody has asked for: paced for all, in order for each. A failure is thrown, for the outbox
 * to try again later.
 * @param api calls without retries, which could outlive the outbox's patience */
export function createNotices(api: Api): Adapter['send'] {
  const people = createPersonQueues(Number.POSITIVE_INFINITY)
  const paced = new PQueue({ interval: PACE_MS, intervalCap: 1 })
  return async (to, screen) => {
    const chatId = Number(to.directChannelId ?? to.userId)
    const deliver = async () => {
      for (const message of renderScreen(screen)) await paced.add(() => sendMessage(api, chatId, message))
    }
    try {
      await people.add(chatId, deliver)
      return 'delivered'
    } catch (thrown) {
      if (isUnreachable(thrown)) return 'unreachable'
      throw thrown
    }
  }
}
