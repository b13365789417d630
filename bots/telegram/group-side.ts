import { type Api, GrammyError } from 'grammy'
import type { GroupOutcome, GroupSide } from '../../commands/adapter.ts'
import type { Screen } from '../../commands/screen.ts'
import { isBadRequest, isNotModified, isUnreachable } from './refusals.ts'
import { type RenderedMessage, renderScreen } from './render.ts'

/** Telegram takes 20 messages a minute in a group, changes of messages included; with those that answer commands there
 * stay some to spare. */
const PACE_MS = 6_000

interface Place {
  readonly chat: string
  readonly topic: string
}

/**
 * Messages in groups and forum topics.
 * @param api calls once: the wait that Telegram asks for is up to whoever calls
 */
export function createGroupSide(api: Api): GroupSide {
  return {
    paceMs: PACE_MS,
    show: async (place, message, screen) => {
      const rendered = oneMessage(screen)
      try {
        return message === null ? await post(api, place, rendered) : await edit(api, place, message, rendered)
      } catch (thrown) {
        const seconds = thrown instanceof GrammyError ? thrown.parameters.retry_after : undefined
        if (seconds === undefined) throw thrown
        return { waitMs: seconds * 1_000 }
      }
    },
  }
}

/** What a group is shown fits into one message. */
function oneMessage(screen: Screen): RenderedMessage {
  const [message, ...more] = renderScreen(screen)
  if (!message || more.length > 0) throw new Error('a message for a group does not fit into one')
  return message
}

async function post(
  api: Api,
  { chat, topic }: Place,
  { text, extra }: RenderedMessage,
): Promise<GroupOutcome> {
  const thread = topic === '' ? {} : { message_thread_id: Number(topic) }
  try {
    const sent = await api.sendMessage(chat, text, { ...extra, ...thread })
    return { chat, message: String(sent.message_id) }
  } catch (thrown) {
    const moved = movedTo(thrown)
    if (moved !== null) return await post(api, { chat: moved, topic }, { text, extra })
    // Kicked, the group or topic is gone or closed, or members may not write.
    if (isUnreachable(thrown) || isBadRequest(thrown)) return 'closed'
    throw thrown
  }
}

async function edit(
  api: Api,
  place: Place,
  message: string,
  rendered: RenderedMessage,
): Promise<GroupOutcome> {
  const { chat } = place
  try {
    await api.editMessageText(chat, Number(message), rendered.text, rendered.extra)
  } catch (thrown) {
    if (isNotModified(thrown)) return { chat, message }
    // The messages of a group that became a supergroup stay behind.
    if (movedTo(thrown) !== null) return await post(api, place, rendered)
    if (isUnreachable(thrown)) return 'closed'
    if (isBadRequest(thrown)) return 'gone'
    throw thrown
  }
  return { chat, message }
}

/** The new id of a group that became a supergroup. */
function movedTo(thrown: unknown): string | null {
  const id = thrown instanceof GrammyError ? thrown.parameters.migrate_to_chat_id : undefined
  return id === undefined ? null : String(id)
}
