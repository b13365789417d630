import type { Api } from 'grammy'
import { z } from 'zod'
import type { Screen } from '../../commands/screen.ts'
import { isUnreachable } from './refusals.ts'
import { removeMessage, replaceScreen } from './show.ts'

const placeShape = z.object({ chatId: z.int(), messageIds: z.array(z.int()) })

/** Where a screen stands, as the adapter's `replace` takes it. */
export function livePlace(chatId: number, messageIds: readonly number[]): string {
  return JSON.stringify({ chatId, messageIds })
}

/** Shows a screen where a live one stands, see `Adapter.replace`. */
export async function replaceLive(api: Api, place: string, screen: Screen): Promise<string | null> {
  const { chatId, messageIds } = placeShape.parse(JSON.parse(place))
  const [messageId = 0, ...others] = messageIds
  try {
    for (const other of others) await removeMessage(api, chatId, other)
    return livePlace(chatId, await replaceScreen(api, { chatId, messageId, isThere: messageId > 0 }, screen))
  } catch (thrown) {
    if (isUnreachable(thrown)) return null
    throw thrown
  }
}
