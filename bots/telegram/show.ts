import type { Api } from 'grammy'
import type { Screen } from '../../commands/screen.ts'
import { isBadRequest, isNotModified } from './refusals.ts'
import { type RenderedMessage, renderScreen } from './render.ts'
import { sendMessage } from './send-message.ts'
import type { Place } from './translate.ts'

/** Sends a screen as new messages, in order; returns their ids. */
export async function sendScreen(api: Api, chatId: number, screen: Screen): Promise<number[]> {
  return await sendAll(api, chatId, renderScreen(screen))
}

/** Shows a screen in place of the tapped message, or as new ones when that cannot be edited: Telegram makes no
 * text of a photo, nor a photo of a text. Returns the ids of the screen's messages. */
export async function replaceScreen(api: Api, place: Place, screen: Screen): Promise<number[]> {
  const messages = renderScreen(screen)
  const [first, ...rest] = messages
  if (!first) return []
  if (place.isThere && !first.photo && (await edit(api, place, first))) {
    return [place.messageId, ...(await sendAll(api, place.chatId, rest))]
  }
  if (place.isThere) await removeMessage(api, place.chatId, place.messageId)
  return await sendAll(api, place.chatId, messages)
}

/** Deletes a message; that it is gone, or too old to be deleted, changes nothing. */
export async function removeMessage(api: Api, chatId: number, messageId: number): Promise<void> {
  try {
    await api.deleteMessage(chatId, messageId)
  } catch (thrown) {
    if (!isBadRequest(thrown)) throw thrown
  }
}

async function sendAll(api: Api, chatId: number, messages: readonly RenderedMessage[]): Promise<number[]> {
  const ids: number[] = []
  for (const message of messages) ids.push(await sendMessage(api, chatId, message))
  return ids
}

async function edit(api: Api, place: Place, message: RenderedMessage): Promise<boolean> {
  try {
    await api.editMessageText(place.chatId, place.messageId, message.text, message.extra)
    return true
  } catch (thrown) {
    if (isNotModified(thrown)) return true
    // Deleted, or of a kind that has no text: whatever it is, the person still gets their screen.
    if (isBadRequest(thrown)) return false
    throw thrown
  }
}
