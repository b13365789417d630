import { badRequest } from './errors.ts'
import { isObject, type Params } from './params.ts'

export interface BotCommand {
  command: string
  description: string
}

/** One of the seven scopes of a command list. */
export interface CommandScope {
  type: string
  chatId?: number
  userId?: number
}

const MAX_COMMANDS = 100
const CHAT_SCOPES = new Set(['chat', 'chat_administrators', 'chat_member'])
const PLAIN_SCOPES = new Set(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'])
/** Longest texts of the profile, in characters. */
const TEXT_LIMITS = { name: 64, description: 512, short_description: 120 } as const
const TEXT_REFUSALS = {
  name: 'BOT_TITLE_INVALID',
  description: 'BOT_DESCRIPTION_INVALID',
  short_description: 'BOT_SHORT_DESCRIPTION_INVALID',
} as const
export type ProfileText = keyof typeof TEXT_LIMITS

/** Commands and texts that people see before they talk to the bot, by scope and language. */
export class BotProfile {
  private readonly commands = new Map<string, BotCommand[]>()
  private readonly texts = new Map<string, string>()

  setCommands(params: Params): void {
    const commands = readCommands(params)
    this.commands.set(commandKey(readScope(params), readLanguage(params)), commands)
  }

  getCommands(params: Params): BotCommand[] {
    return this.commands.get(commandKey(readScope(params), readLanguage(params))) ?? []
  }

  deleteCommands(params: Params): void {
    this.commands.delete(commandKey(readScope(params), readLanguage(params)))
  }

  /** The first list that has been set among `scopes`, each tried in the person's language first. */
  visibleCommands(scopes: readonly CommandScope[], language: string): BotCommand[] {
    for (const scope of scopes) {
      const list = this.commands.get(commandKey(scope, language)) ?? this.commands.get(commandKey(scope, ''))
      if (list && list.length > 0) return list
    }
    return []
  }

  setText(kind: ProfileText, params: Params): void {
    const text = params.text(kind)
    if ([...text].length > TEXT_LIMITS[kind]) throw badRequest(TEXT_REFUSALS[kind])
    const key = `${kind}:${readLanguage(params)}`
    if (text === '') this.texts.delete(key)
    else this.texts.set(key, text)
  }

  /** A text in a language, falling back to the one for everybody. */
  getText(kind: ProfileText, language: string): string {
    return this.texts.get(`${kind}:${language}`) ?? this.texts.get(`${kind}:`) ?? ''
  }
}

/** Two letters of ISO 639-1 or nothing. */
export function readLanguage(params: Params): string {
  const language = params.text('language_code')
  if (!/^(?:[a-z]{2})?$/.test(language)) throw badRequest('Invalid language code specified')
  return language
}

function commandKey(scope: CommandScope, language: string): string {
  return [scope.type, scope.chatId ?? '', scope.userId ?? '', language].join(':')
}

/** Reads `scope`; the default one when absent. */
export function readScope(params: Params): CommandScope {
  const given = params.json('scope', "can't parse BotCommandScope JSON object")
  if (given === undefined) return { type: 'default' }
  if (!isObject(given)) throw badRequest('BotCommandScope must be an Object')
  const type = String(given.type ?? '')
  if (PLAIN_SCOPES.has(type)) return { type }
  if (!CHAT_SCOPES.has(type)) throw badRequest("can't parse BotCommandScope: Unsupported type specified")
  const chatId = scopeNumber(given, 'chat_id')
  return type === 'chat_member' ? { type, chatId, userId: scopeNumber(given, 'user_id') } : { type, chatId }
}

function scopeNumber(scope: Record<string, unknown>, name: string): number {
  const value = Number(scope[name])
  if (scope[name] === undefined || !Number.isSafeInteger(value)) {
    throw badRequest(`can't parse BotCommandScope: Can't find field "${name}"`)
  }
  return value
}

function readCommands(params: Params): BotCommand[] {
  const given = params.json('commands', "can't parse commands JSON object") ?? []
  if (!Array.isArray(given)) throw badRequest('Expected an Array of BotCommand')
  if (given.length > MAX_COMMANDS) throw badRequest('BOT_COMMANDS_TOO_MUCH')
  return given.map(readCommand)
}

function readCommand(value: unknown): BotCommand {
  if (!isObject(value)) throw badRequest("can't parse BotCommand: expected an Object")
  for (const name of ['command', 'description']) {
    if (typeof value[name] !== 'string')
      throw badRequest(`can't parse BotCommand: Can't find field "${name}"`)
  }
  const command = String(value.command).replace(/^\//, '')
  const description = String(value.description).trim()
  if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID')
  if (description === '' || [...description].length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID')
  return { command, description }
}
