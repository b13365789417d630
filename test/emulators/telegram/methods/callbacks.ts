import { badRequest } from '../errors.ts'
import type { Params } from '../params.ts'
import type { World } from '../world.ts'
import type { Method } from './method.ts'

const MAX_ANSWER_CHARACTERS = 200

/** `answerCallbackQuery`: once per tap and soon; anything else is one and the same refusal. */
export const answerCallbackQuery: Method = (world, params) => {
  const callback = world.callbacks.get(params.text('callback_query_id'))
  const now = world.clock.now()
  if (!callback || callback.answer || now - callback.createdAt > world.callbackAnswerMs) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid')
  }
  const text = params.text('text')
  if ([...text].length > MAX_ANSWER_CHARACTERS) throw badRequest('MESSAGE_TOO_LONG')
  callback.answer = {
    queryId: callback.id,
    text: text === '' ? undefined : text,
    showAlert: params.flag('show_alert'),
    url: readUrl(world, params),
    at: now,
  }
  world.signal.notify()
  return true
}

/** Only a link that starts this very bot may be opened by an answer. */
function readUrl(world: World, params: Params): string | undefined {
  const url = params.text('url')
  if (url === '') return undefined
  const start = new RegExp(`^(?:https?://)?t\\.me/${world.bot.username}\\?start=[A-Za-z0-9_-]{1,64}$`, 'i')
  if (!start.test(url)) throw badRequest('URL_INVALID')
  return url
}
