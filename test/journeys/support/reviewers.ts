import { type APIMessage, MessageFlags } from 'discord-api-types/v10'
import type { Person as DiscordPerson } from '../../emulators/discord/drive/person.ts'
import type { DiscordEmulator } from '../../emulators/discord/emulator.ts'
import type { Person as TelegramPerson } from '../../emulators/telegram/person.ts'
import type { TelegramEmulator } from '../../emulators/telegram/start.ts'

const PATIENCE_MS = 60_000

/** Somebody who talks to the bot in private and taps on messages of their group. */
export interface Reviewer {
  readonly name: string
  readonly platform: 'telegram' | 'discord'
  readonly userId: string
  /** Sends a command in private; what the bot shows then. */
  say(command: string, words: string, args?: Record<string, string>): Promise<string>
  /** Taps a button of what the bot showed last in private. */
  tap(label: string, words: string): Promise<string>
  /** Taps a button of a dispute's message and returns what only they are shown. */
  tapInGroup(message: GroupMessages, label: string): Promise<string>
}

/** One dispute where it stands in both groups. */
export interface GroupMessages {
  readonly telegram: { readonly messageId: number; readonly chatId: number }
  readonly discord: APIMessage
}

export interface TelegramReviewer extends Reviewer {
  readonly person: TelegramPerson
}

export interface DiscordReviewer extends Reviewer {
  readonly person: DiscordPerson
}

export function telegramReviewer(telegram: TelegramEmulator, id: number): TelegramReviewer {
  const name = `tele${id}`
  const person = telegram.person({ id, firstName: name, languageCode: 'en' })
  const shown = async (words: string) =>
    (await person.nextMessage(({ text }) => text.includes(words), PATIENCE_MS)).text
  return {
    name,
    platform: 'telegram',
    userId: String(id),
    person,
    say: (command, words, args = {}) => {
      if (command === 'start') person.start()
      else person.send(`/${[command, ...Object.values(args)].join(' ')}`)
      return shown(words)
    },
    tap: (label, words) => {
      person.tap(label, person.lastMessage())
      return shown(words)
    },
    tapInGroup: async ({ telegram: message }, label) => {
      const { text, showAlert } = await person.tap(label, message).answer(PATIENCE_MS)
      if (!showAlert) throw new Error(`${name} is shown no window: ${text}`)
      return text ?? ''
    },
  }
}

export function discordReviewer(discord: DiscordEmulator, name: string, permissions = 0n): DiscordReviewer {
  const person = discord.person({ username: name, permissions })
  let last: APIMessage | null = null
  const expected = (words: string): string => {
    const content = last?.content ?? ''
    if (!content.includes(words)) throw new Error(`${name} does not see "${words}": ${content}`)
    return content
  }
  return {
    name,
    platform: 'discord',
    userId: person.id,
    person,
    say: async (command, words, args = {}) => {
      last = await person.slash('dm', command, args).message(PATIENCE_MS)
      return expected(words)
    },
    tap: async (label, words) => {
      if (!last) throw new Error(`${name} was shown nothing`)
      last = await person.click(last, label).message(PATIENCE_MS)
      return expected(words)
    },
    tapInGroup: async ({ discord: message }, label) => {
      const { content, flags = 0 } = await person.click(message, label).message(PATIENCE_MS)
      if ((flags & MessageFlags.Ephemeral) === 0) throw new Error(`everybody sees: ${content}`)
      return content
    },
  }
}

/** From `/start` to being ready to label. */
export async function agree(reviewer: Reviewer): Promise<void> {
  await reviewer.say('start', 'language')
  await reviewer.tap('English', 'Before you begin')
  await reviewer.tap('I agree', 'first item')
}
