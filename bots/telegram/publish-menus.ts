import type { Api } from 'grammy'
import type { BotCommand, LanguageCode } from 'grammy/types'
import type { Command } from '../../commands/command.ts'
import { commandDescription } from '../../commands/command-description.ts'
import type { Translate } from '../../locales/messages.ts'
import { locales, translator } from '../../locales/translate.ts'

/** Scopes that come before the default one; what an earlier version left there would hide our menu. */
const STALE_SCOPES = ['all_private_chats', 'all_group_chats', 'all_chat_administrators'] as const
const NAME = /^[a-z0-9_]{1,32}$/
const DESCRIPTION_LENGTH = 256

/** The menu of commands in one language. Names of two words (`project create`) share their first, which has a
 * description of its own.
 * @throws Error for a name that Telegram does not take */
export function menuOf(t: Translate, commands: ReadonlyMap<string, Command>): BotCommand[] {
  const listed = [...commands.values()].filter((command) => command.listed)
  const names = new Set(listed.map((command) => command.name.split(' ')[0] ?? ''))
  return [...names].map((command) => {
    if (!NAME.test(command)) throw new Error(`"${command}" is no name of a Telegram command`)
    const description = [...commandDescription(t, command)].slice(0, DESCRIPTION_LENGTH).join('')
    return { command, description }
  })
}

/** Sets the menu in every language we speak, and English for all others; removes older ones in the way. */
export async function publishMenus(api: Api, commands: ReadonlyMap<string, Command>): Promise<void> {
  const languages = [undefined, ...locales.keys()] as (LanguageCode | undefined)[]
  for (const language_code of languages) {
    const given = language_code && { language_code }
    await api.setMyCommands(menuOf(translator(language_code ?? 'en'), commands), { ...given })
    for (const type of STALE_SCOPES) await api.deleteMyCommands({ scope: { type }, ...given })
  }
}
