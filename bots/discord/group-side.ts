import { type APIMessage, DiscordAPIError, type REST, RESTJSONErrorCodes, Routes } from 'discord.js'
import type { GroupSide } from '../../commands/adapter.ts'
import { isGone, isGroupClosed } from './failures.ts'
import { nonceOf } from './nonce.ts'
import { type RenderedMessage, renderScreen } from './render.ts'

/** Well below the five changes in five seconds that Discord takes in a channel. */
const PACE_MS = 2_000

/** Messages in threads and channels of servers. */
export function createGroupSide(rest: REST): GroupSide {
  const post = async (channelId: string, { body, files }: RenderedMessage, key: string): Promise<string> => {
    const named = { ...body, nonce: nonceOf(key), enforce_nonce: true }
    const sent = (await rest.post(Routes.channelMessages(channelId), { body: named, files })) as APIMessage
    return sent.id
  }

  const edit = async (channelId: string, message: string, rendered: RenderedMessage): Promise<string> => {
    const route = Routes.channelMessage(channelId, message)
    try {
      await rest.patch(route, rendered)
    } catch (thrown) {
      if (!isArchived(thrown)) throw thrown
      // A thread goes to sleep when nobody writes in it; changing a message does not wake it.
      await rest.patch(Routes.channel(channelId), { body: { archived: false } })
      await rest.patch(route, rendered)
    }
    return message
  }

  return {
    paceMs: PACE_MS,
    show: async ({ chat }, message, screen, key) => {
      const rendered = renderScreen(screen)
      try {
        const shown = message === null ? await post(chat, rendered, key) : await edit(chat, message, rendered)
        return { chat, message: shown }
      } catch (thrown) {
        if (isGroupClosed(thrown)) return 'closed'
        if (message !== null && isGone(thrown)) return 'gone'
        throw thrown
      }
    },
  }
}

function isArchived(thrown: unknown): boolean {
  return thrown instanceof DiscordAPIError && thrown.code === RESTJSONErrorCodes.InvalidActionOnArchivedThread
}
