import type { Api } from 'grammy'
import type { Logger } from 'pino'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Handle } from '../../commands/adapter.ts'
import { commands } from '../../commands/registry.ts'
import { plainText } from '../../commands/text.ts'
import { matchLocale, translator } from '../../locales/translate.ts'
import { mayPostTo } from './may-post-to.ts'
import { renderScreen } from './render.ts'
import type { Incoming } from './translate.ts'

export type GroupCommand = Extract<Incoming, { kind: 'groupCommand' }>

/** The bot as Telegram knows it. */
export interface BotAccount {
  readonly id: number
  readonly username: string
}

interface GreeterDeps {
  /** Calls once: a busy group must not slow down others. */
  readonly api: Api
  readonly handle: Handle
  readonly log: Logger
}

/** Telegram takes 20 messages a minute in a group; more than half are left for disputes that are put to the vote. */
const PER_MINUTE = 8
const firstWords = new Set([...commands.keys()].map((name) => name.split(' ')[0]))

/** The one command that is about the group itself. */
const GROUP = 'group'

/** Answers commands in groups: those about the group there, all others with the way to the private chat, since all
 * else we show is one person's alone. */
export function createGroupGreeter({ api, handle, log }: GreeterDeps) {
  const limiter = new RateLimiterMemory({ points: PER_MINUTE, duration: 60 })
  return async (command: GroupCommand, { id, username }: BotAccount): Promise<void> => {
    // Several bots may share a group: a name we do not know is somebody else's, unless it names us.
    if (!command.isForUs && !firstWords.has(command.word)) return
    try {
      await limiter.consume(String(command.chatId))
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause
      log.debug('a busy group is left alone for a while')
      return
    }
    if (command.word === GROUP) return await answerThere({ api, handle }, command, id)
    const t = translator(matchLocale(command.locale))
    const url = `https://t.me/${username}?start=${command.word}`
    await api.sendMessage(command.chatId, plainText(t('telegram.private')), {
      ...replyTo(command),
      reply_markup: { inline_keyboard: [[{ text: plainText(t('telegram.openPrivate')), url }]] },
    })
  }
}

async function answerThere(
  { api, handle }: Pick<GreeterDeps, 'api' | 'handle'>,
  command: GroupCommand,
  botId: number,
): Promise<void> {
  const { event, chatId, topicId } = command
  const mayPost = await mayPostTo(api, chatId, botId)
  const group = { chat: String(chatId), topic: topicId === undefined ? '' : String(topicId), mayPost }
  const screen = await handle({ ...event, group })
  if (!screen || !mayPost) return
  for (const { text, extra } of renderScreen(screen)) {
    await api.sendMessage(chatId, text, { ...extra, ...replyTo(command) })
  }
}

function replyTo({ messageId, topicId }: GroupCommand) {
  return {
    reply_parameters: { message_id: messageId, allow_sending_without_reply: true },
    ...(topicId !== undefined && { message_thread_id: topicId }),
  }
}
