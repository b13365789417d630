import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTagora, type Tagora } from '../../../bots/start-tagora.ts'
import { type Clock, instantOf } from '../../../core/clock.ts'
import { readConfig } from '../../../core/config.ts'
import { tap as tapOnDiscord } from '../../bots/discord/world.ts'
import { type DiscordEmulator, startDiscord } from '../../emulators/discord/emulator.ts'
import { NO_RATE_LIMITS } from '../../emulators/discord/raw-client.ts'
import { startTelegram, type TelegramEmulator } from '../../emulators/telegram/start.ts'

const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
const BOSS = 1
const PATIENCE_MS = 90_000

/** Somebody of the community, on whichever platform they are. */
export interface Member {
  readonly name: string
  readonly platform: 'telegram' | 'discord'
  /** Their id on the platform. */
  readonly userId: string
  /** Sends a command and returns what the bot shows then. */
  say(command: string, words: string): Promise<string>
  /** Taps a button of what the bot showed last and returns what it shows then. */
  tap(label: string, words: string): Promise<string>
}

/** One community on two platforms, with the whole product, a chain and a clock that can be put forward. */
export interface Community {
  readonly tagora: Tagora
  readonly dataDir: string
  readonly telegram: TelegramEmulator
  readonly discord: DiscordEmulator
  readonly members: readonly Member[]
  /** Puts the clock of the program, not that of the chain, forward. */
  advance(ms: number): void
  /** Sends a project file and items as the moderator. */
  openProject(file: string, items: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** Members by turns on Telegram and on Discord, all ready to label. */
export async function openCommunity(count: number): Promise<Community> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tagora-validation-'))
  const [telegram, discord] = await Promise.all([
    startTelegram({ token: TOKEN, limits: false }),
    startDiscord({ limits: NO_RATE_LIMITS }),
  ])
  discord.guild({ name: 'Labelers' }).channel({ name: 'tasks' })
  let ahead = 0
  const clock: Clock = { now: () => instantOf(Date.now() + ahead) }
  const config = readConfig({
    DATA_DIR: dataDir,
    DISCORD_API_URL: discord.restApi,
    DISCORD_TOKEN: discord.token,
    LOG_LEVEL: 'silent',
    MODERATORS: `telegram:${BOSS}`,
    SAMPLE_PROJECT: 'none',
    SETTLEMENT_SECONDS: '1',
    TAPS_PER_10_SECONDS: '10000',
    TELEGRAM_API_URL: telegram.apiRoot,
    TELEGRAM_TOKEN: TOKEN,
    WEB_PORT: '0',
  })
  const tagora = await startTagora(config, { clock })
  const members: Member[] = []
  for (let index = 0; index < count; index++) {
    members.push(index % 2 === 0 ? onTelegram(telegram, index) : onDiscord(discord, index))
  }
  return {
    tagora,
    dataDir,
    telegram,
    discord,
    members,
    advance: (ms) => {
      ahead += ms
    },
    openProject: (file, items) => openProject(telegram, file, items),
    close: async () => {
      await tagora.stop()
      await Promise.all([telegram.stop(), discord.stop()])
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function onTelegram(telegram: TelegramEmulator, index: number): Member {
  const id = 100 + index
  const name = `tele${index}`
  const person = telegram.person({ id, firstName: name, languageCode: 'en' })
  const shown = async (words: string) =>
    (await person.nextMessage(({ text }) => text.includes(words), PATIENCE_MS)).text
  return {
    name,
    platform: 'telegram',
    userId: String(id),
    say: (command, words) => {
      if (command === 'start') person.start()
      else person.send(`/${command}`)
      return shown(words)
    },
    tap: (label, words) => {
      person.tap(label)
      return shown(words)
    },
  }
}

function onDiscord(discord: DiscordEmulator, index: number): Member {
  const name = `disco${index}`
  const person = discord.person({ username: name })
  let last: Awaited<ReturnType<typeof tapOnDiscord>> | null = null
  const expected = (words: string): string => {
    const content = last?.content ?? ''
    if (!content.includes(words)) throw new Error(`${name} does not see "${words}": ${content}`)
    return content
  }
  return {
    name,
    platform: 'discord',
    userId: person.id,
    say: async (command, words) => {
      last = await person.slash('dm', command).message()
      return expected(words)
    },
    tap: async (label, words) => {
      if (!last) throw new Error(`${name} was shown nothing`)
      last = await tapOnDiscord(person, last, label)
      return expected(words)
    },
  }
}

async function openProject(
  telegram: TelegramEmulator,
  file: string,
  items: readonly string[],
): Promise<void> {
  const boss = telegram.person({ id: BOSS, firstName: 'Grace', languageCode: 'en' })
  const shown = (words: string) => boss.nextMessage(({ text }) => text.includes(words), PATIENCE_MS)
  boss.start()
  await shown('language')
  boss.sendDocument('project.json', Buffer.from(file), { caption: '/project create' })
  await shown('is created')
  const rows = items.map((text, index) => `${index},${text}`).join('\n')
  boss.sendDocument('items.csv', Buffer.from(`id,text\n${rows}\n`), { caption: '/project import spam' })
  await shown('imported')
}
