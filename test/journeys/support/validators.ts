import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { JsonRpcProvider } from 'ethers'
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
  /** Sends a command, with arguments if it has any, and returns what the bot shows then. */
  say(command: string, words: string, args?: Readonly<Record<string, string>>): Promise<string>
  /** Taps a button of what the bot showed last and returns what it shows then. */
  tap(label: string, words: string): Promise<string>
  /** Waits until the bot has told them something with these words, and returns it. */
  told(words: string): Promise<string>
  /** Everything that the bot has written to them by itself or in answer. */
  messages(): readonly string[]
}

/** One community on two platforms, with the whole product, a chain and a clock that can be put forward. */
export interface Community {
  readonly tagora: Tagora
  readonly dataDir: string
  readonly telegram: TelegramEmulator
  readonly discord: DiscordEmulator
  readonly members: readonly Member[]
  /** The moderator, on Telegram. */
  readonly boss: Member
  /** One member more, by turns on Telegram and on Discord. */
  join(): Member
  /** Puts the clock of the program, not that of the chain, forward. */
  advance(ms: number): void
  /** Lets time pass for the program and on the chain. */
  wait(ms: number): Promise<void>
  /** Sends a project file and items as the moderator, and returns what the bot says of the project. */
  openProject(file: string, items: readonly string[]): Promise<string>
  /** Sends one more item of the project as the moderator. */
  addItem(text: string): Promise<void>
  close(): Promise<void>
}

/** Members by turns on Telegram and on Discord. Votes can be contested for so long; for no time unless given. */
export async function openCommunity(count: number, windowMinutes = 0): Promise<Community> {
  const dataDir = await mkdtemp(joinPath(tmpdir(), 'tagora-validation-'))
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
    LOCAL_WINDOW_MINUTES: String(windowMinutes),
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
  const join = (): Member => {
    const index = members.length
    const member =
      index % 2 === 0
        ? onTelegram(telegram, `tele${index}`, personOf(telegram, 100 + index, `tele${index}`))
        : onDiscord(discord, index)
    members.push(member)
    return member
  }
  while (members.length < count) join()
  const grace = personOf(telegram, BOSS, 'Grace')
  return {
    tagora,
    dataDir,
    telegram,
    discord,
    members,
    boss: onTelegram(telegram, 'Grace', grace),
    join,
    advance: (ms) => {
      ahead += ms
    },
    wait: async (ms) => {
      ahead += ms
      await rpc(tagora, 'evm_increaseTime', Math.ceil(ms / 1_000))
      await rpc(tagora, 'evm_mine')
    },
    openProject: (file, items) => openProject(grace, file, items),
    addItem: (text) => importItems(grace, [[text, text]]),
    close: async () => {
      await tagora.stop()
      await Promise.all([telegram.stop(), discord.stop()])
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** From `/start` to being able to label. */
export async function enter(member: Member): Promise<void> {
  await member.say('start', 'language')
  await member.tap('English', 'Before you begin')
  await member.tap('I agree', 'demo stake')
}

/** A node's own method. */
async function rpc({ app }: Tagora, method: string, ...params: unknown[]): Promise<void> {
  const provider = new JsonRpcProvider(app.chain.rpcUrl, undefined, { staticNetwork: true })
  try {
    await provider.send(method, params)
  } finally {
    provider.destroy()
  }
}

type TelegramPerson = ReturnType<TelegramEmulator['person']>

function personOf(telegram: TelegramEmulator, id: number, firstName: string): TelegramPerson {
  return telegram.person({ id, firstName, languageCode: 'en' })
}

function onTelegram(telegram: TelegramEmulator, name: string, person: TelegramPerson): Member {
  const messages = () => person.messages().map(({ text }) => text)
  const shown = async (words: string) =>
    (await person.nextMessage(({ text }) => text.includes(words), PATIENCE_MS)).text
  return {
    name,
    platform: 'telegram',
    userId: String(person.id),
    say: (command, words, args = {}) => {
      if (command === 'start') person.start()
      else person.send(`/${[command, ...Object.values(args)].join(' ')}`)
      return shown(words)
    },
    tap: (label, words) => {
      person.tap(label)
      return shown(words)
    },
    told: (words) =>
      telegram.until(
        () => messages().find((text) => text.includes(words)),
        PATIENCE_MS,
        `${name}: "${words}"`,
      ),
    messages,
  }
}

function onDiscord(discord: DiscordEmulator, index: number): Member {
  const name = `disco${index}`
  const person = discord.person({ username: name })
  const messages = () => person.dms().map(({ content }) => content.replaceAll('**', ''))
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
    say: async (command, words, args = {}) => {
      last = await person.slash('dm', command, args).message()
      return expected(words)
    },
    tap: async (label, words) => {
      if (!last) throw new Error(`${name} was shown nothing`)
      last = await tapOnDiscord(person, last, label)
      return expected(words)
    },
    told: (words) =>
      discord.until(
        () => messages().find((text) => text.includes(words)),
        `${name}: "${words}"`,
        PATIENCE_MS,
      ),
    messages,
  }
}

async function openProject(boss: TelegramPerson, file: string, items: readonly string[]): Promise<string> {
  const shown = (words: string) => boss.nextMessage(({ text }) => text.includes(words), PATIENCE_MS)
  boss.start()
  await shown('language')
  boss.sendDocument('project.json', Buffer.from(file), { caption: '/project create' })
  const { text: created } = await shown('is created')
  if (items.length > 0)
    await importItems(
      boss,
      items.map((text, index) => [String(index), text]),
    )
  return created
}

async function importItems(
  boss: TelegramPerson,
  items: readonly (readonly [id: string, text: string])[],
): Promise<void> {
  const rows = items.map(([id, text]) => `${id},${text}`).join('\n')
  boss.sendDocument('items.csv', Buffer.from(`id,text\n${rows}\n`), { caption: '/project import spam' })
  await boss.nextMessage(({ text }) => text.includes('imported'), PATIENCE_MS)
}
