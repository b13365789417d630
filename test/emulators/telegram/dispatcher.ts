import { ApiError } from './errors.ts'
import { answerCallbackQuery } from './methods/callbacks.ts'
import {
  getChat,
  getChatAdministrators,
  getChatMember,
  getChatMemberCount,
  getMe,
  sendChatAction,
  setMessageReaction,
} from './methods/chats.ts'
import {
  deleteMessage,
  deleteMessages,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
} from './methods/editing.ts'
import type { Method } from './methods/method.ts'
import {
  deleteMyCommands,
  getMyCommands,
  getMyDescription,
  getMyName,
  getMyShortDescription,
  setMyCommands,
  setMyDescription,
  setMyName,
  setMyShortDescription,
} from './methods/profile.ts'
import { sendDocument, sendMessage, sendPhoto } from './methods/sending.ts'
import { Polling } from './polling.ts'
import type { Execute } from './server.ts'
import { Webhook, type WebhookOptions } from './webhook.ts'
import type { World } from './world.ts'

const PLAIN_METHODS: Record<string, Method> = {
  answerCallbackQuery,
  deleteMessage,
  deleteMessages,
  deleteMyCommands,
  editMessageCaption,
  editMessageMedia,
  editMessageReplyMarkup,
  editMessageText,
  getChat,
  getChatAdministrators,
  getChatMember,
  getChatMemberCount,
  getFile: (world, params) => world.files.open(params.text('file_id')),
  getMe,
  getMyCommands,
  getMyDescription,
  getMyName,
  getMyShortDescription,
  sendChatAction,
  sendDocument,
  sendMessage,
  sendPhoto,
  setMessageReaction,
  setMyCommands,
  setMyDescription,
  setMyName,
  setMyShortDescription,
}

/** Every method the emulator knows, found by name in any case, together with polling and the webhook. */
export function createDispatcher(
  world: World,
  webhookOptions: Omit<WebhookOptions, 'execute'>,
): { execute: Execute; webhook: Webhook } {
  const polling = new Polling(world)
  const webhook = new Webhook(world, {
    ...webhookOptions,
    execute: async (method, params) => {
      // Telegram tells nobody how a call made in a webhook's answer went.
      await execute(method, params, new AbortController().signal).catch(ignoreRefusal)
    },
  })
  const methods = new Map<string, Method>()
  const define = (name: string, method: Method) => methods.set(name.toLowerCase(), method)
  for (const [name, method] of Object.entries(PLAIN_METHODS)) define(name, method)
  define('getUpdates', (_, params, connection) => polling.getUpdates(params, connection, webhook.isActive))
  define('setWebhook', (_, params) =>
    webhook.set(params, () => polling.abort('terminated by setWebhook request')),
  )
  define('deleteWebhook', (_, params) => webhook.delete(params))
  define('getWebhookInfo', () => webhook.info())

  const execute: Execute = async (name, params, closed) => {
    const method = methods.get(name.toLowerCase())
    if (!method) throw new ApiError(404, 'Not Found: method not found')
    return await method(world, params, { closed })
  }
  return { execute, webhook }
}

function ignoreRefusal(cause: unknown): void {
  if (!(cause instanceof ApiError)) throw cause
}
