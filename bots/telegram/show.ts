import type { Api } from 'grammy'
import type { Screen } from '../../commands/screen.ts'
import { isBadRequest, isNotModified } from './refusals.ts'
import { type RenderedMessage, renderScreen } from './render.ts'
import type { Place } from './translate.ts'

/** Sends a screen as new messages, in order. */
export async function sendScreen(api: Api, chatId: number, screen: Screen): Promise<void> {
  await sendAll(api, chatId, renderScreen(screen))
}

/** Shows a screen in place of the tapped message; as a new one when that cannot be edited any more. */
export async function replaceScreen(api: Api, place: Place, screen: Screen): Promise<void> {
  const messages = renderScreen(screen)
  const [first, ...rest] = messages
  if (!first) return
  const isEdited = place.isThere && (await edit(api, place, first))
  await sendAll(api, place.chatId, isEdited ? rest : messages)
}

async function sendAll(api: Api, chatId: number, messages: readonly RenderedMessage[]): Promise<void> {
  for (const { text, extra } of messages) await api.sendMessage(chatId, text, extra)
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
