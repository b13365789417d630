import type { Api } from 'grammy'
import type { Logger } from 'pino'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { commands } from '../../commands/registry.ts'
import { plainText } from '../../commands/text.ts'
import { matchLocale, translator } from '../../locales/translate.ts'
import type { Incoming } from './translate.ts'

export type GroupCommand = Extract<Incoming, { kind: 'groupCommand' }>

/** Telegram takes 20 messages a minute in a group; a few are left for whoever else needs them. */
const PER_MINUTE = 15
const firstWords = new Set([...commands.keys()].map((name) => name.split(' ')[0]))

/** Answers commands in groups with the way to the private chat: all we show is one person's alone. */
export function createGroupGreeter(api: Api, log: Logger) {
  const limiter = new RateLimiterMemory({ points: PER_MINUTE, duration: 60 })
  return async (command: GroupCommand, botUsername: string): Promise<void> => {
    // Several bots may share a group: a name we do not know is somebody else's, unless it names us.
    if (!command.isForUs && !firstWords.has(command.word)) return
    try {
      await limiter.consume(String(command.chatId))
    } catch (cause) {
      if (!(cause instanceof RateLimiterRes)) throw cause
      log.debug('a busy group is left alone for a while')
      return
    }
    const t = translator(matchLocale(command.locale))
    const url = `https://t.me/${botUsername}?start=${command.word}`
    await api.sendMessage(command.chatId, plainText(t('telegram.private')), {
      reply_parameters: { message_id: command.messageId, allow_sending_without_reply: true },
      reply_markup: { inline_keyboard: [[{ text: plainText(t('telegram.openPrivate')), url }]] },
    })
  }
}
