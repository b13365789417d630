import { chatRef, toApiMessage } from './api-objects.ts'
import type { User } from './types.ts'
import type { CallbackAnswer, CallbackState, ChatState, World } from './world.ts'

/** A tap under way. */
export interface Tap {
  queryId: string
  /** Absent when the bot has not allowed callback queries. */
  updateId?: number
  /** Waits for the bot to answer the tap. */
  answer(timeoutMs?: number): Promise<CallbackAnswer>
}

const DEFAULT_WAIT_MS = 5000

/** Registers a person's tap and puts its callback query in the way of the bot. */
export function makeTap(world: World, from: User, chat: ChatState, messageId: number, data: string): Tap {
  world.lastCallbackId += 1n
  const callback: CallbackState = {
    id: String(world.lastCallbackId),
    personId: from.id,
    chatId: chat.id,
    messageId,
    createdAt: world.clock.now(),
  }
  world.callbacks.set(callback.id, callback)
  const message = callbackMessage(world, chat, messageId)
  const query = { id: callback.id, from, message, chat_instance: String(chat.id), data }
  const updateId = world.updates.push('callback_query', query, `callback:${from.id}`)
  return {
    queryId: callback.id,
    ...(updateId === undefined ? {} : { updateId }),
    answer: (timeoutMs = DEFAULT_WAIT_MS) =>
      world.signal.until(
        () => callback.answer,
        timeoutMs,
        () => `an answer to the tap on "${data}"`,
      ),
  }
}

/** The tapped message, or the little that Telegram says of a deleted one. */
function callbackMessage(world: World, chat: ChatState, messageId: number): Record<string, unknown> {
  const message = chat.messages.get(messageId)
  if (!message) throw new Error(`there is no message ${messageId}`)
  if (!message.deleted) return toApiMessage(world, chat, message)
  return { chat: chatRef(chat), message_id: messageId, date: 0 }
}
