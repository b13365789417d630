import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Logger, pino } from 'pino'
import { createTelegramAdapter } from '../../../bots/telegram/adapter.ts'
import type { Adapter, Handle, OnLive } from '../../../commands/adapter.ts'
import { createRouter } from '../../../commands/router.ts'
import { systemClock } from '../../../core/clock.ts'
import { createProject } from '../../../core/projects/create-project.ts'
import { parseProjectFile } from '../../../core/projects/parse-project-file.ts'
import { openStore, type Store } from '../../../core/store/database.ts'
import { moveGroupChat } from '../../../core/store/group-places.ts'
import { insertInvites } from '../../../core/store/invites.ts'
import type { Person } from '../../emulators/telegram/person.ts'
import type { SeenMessage } from '../../emulators/telegram/seen-message.ts'
import { startTelegram, type TelegramEmulator, type TelegramOptions } from '../../emulators/telegram/start.ts'
import { insertItems } from '../../support/insert-items.ts'
import { projectFile } from '../../support/project-file.ts'

export const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
export const SECRET = 'a-secret-of-more-than-24-characters'
export const PUBLIC_URL = 'https://bot.example.org/telegram'
/** Telegram user id of the moderator. */
export const BOSS = 1

export type Intake = 'polling' | 'webhook'

export interface TelegramWorld {
  readonly telegram: TelegramEmulator
  readonly store: Store
  readonly adapter: Adapter
  /** Every line the adapter logged from debug on, as JSON. */
  readonly logged: string[]
  /** Where the webhook really listens. */
  readonly webhookPort: number
  /** Stops the adapter and starts another one on the same store, as a new process would. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface WorldOptions {
  readonly intake?: Intake
  readonly telegram?: Partial<TelegramOptions>
  /** Stands between adapter and router. */
  readonly wrap?: (handle: Handle) => Handle
  readonly texts?: readonly string[]
  /** Fields of the project other than usual. */
  readonly project?: Record<string, unknown>
  readonly onLive?: OnLive
}

/** The real adapter with the real router on an empty database, in front of the emulator. */
export async function startWorld(options: WorldOptions = {}): Promise<TelegramWorld> {
  const { intake = 'polling', wrap = (handle) => handle } = options
  const webhookPort = await freePort()
  const telegram = await startTelegram({
    token: TOKEN,
    limits: false,
    webhookRoute: (url) => url.replace('https://bot.example.org', `http://127.0.0.1:${webhookPort}`),
    ...options.telegram,
  })
  const store = await storeWithItems(
    options.texts ?? ['first message', 'second message', 'third message'],
    options.project,
  )
  const handle = createRouter({
    store,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    services: {
      tokenSymbol: 'LABEL',
      demoWallets: { addressOf: (index) => `0x${String(index).padStart(40, '0')}`, stakeWei: 10n ** 20n },
    },
    moderators: new Set([`telegram:${BOSS}`]),
    tapsPer10Seconds: 1_000,
  })
  const logged: string[] = []
  const build = () =>
    createTelegramAdapter({
      config: {
        token: TOKEN,
        apiUrl: `${telegram.apiRoot}/`,
        ...(intake === 'webhook' && { webhook: { url: PUBLIC_URL, secret: SECRET, port: webhookPort } }),
      },
      handle: wrap(handle),
      ...(options.onLive && { onLive: options.onLive }),
      onGroupMoved: (from, to) =>
        store.transaction((trx) => moveGroupChat(trx, { platform: 'telegram', chat: from }, to)),
      onInvited: (inviterId, invitedIds) =>
        store.transaction((trx) =>
          insertInvites(trx, { platform: 'telegram', inviterId, invitedIds }, systemClock.now()),
        ),
      log: collectingLog(logged),
    })
  let adapter = build()
  await adapter.start()
  return {
    telegram,
    store,
    get adapter() {
      return adapter
    },
    logged,
    webhookPort,
    restart: async () => {
      await adapter.stop()
      adapter = build()
      await adapter.start()
    },
    stop: async () => {
      await adapter.stop()
      await telegram.stop()
      await store.close()
    },
  }
}

export function collectingLog(lines: string[]): Logger {
  return pino({ level: 'debug' }, { write: (line: string) => lines.push(line) })
}

/** Leads a newcomer through the three taps of onboarding; the message with the first item. */
export async function firstItem(person: Person): Promise<SeenMessage> {
  person.start()
  await shown(person, 'language')
  person.tap('English')
  await shown(person, 'Before you begin')
  person.tap('I agree')
  await shown(person, 'Ready for your first item')
  person.tap('Start labeling')
  return await shown(person, 'Is this message spam?')
}

/** The next message of the bot, new or edited, with these words. */
export function shown(person: Person, words: string): Promise<SeenMessage> {
  return person.nextMessage(({ text }) => text.includes(words))
}

export async function labels(store: Store): Promise<string[]> {
  const rows = await store.transaction((trx) => trx.selectFrom('annotations').select('label').execute())
  return rows.map((row) => row.label)
}

async function storeWithItems(
  texts: readonly string[],
  changes: Record<string, unknown> = {},
): Promise<Store> {
  const store = await openStore('sqlite::memory:')
  const { definition, source } = parseProjectFile(projectFile({ name: 'spam', ...changes }), 'project.json')
  await store.transaction((trx) => createProject(trx, systemClock, { definition, source, createdBy: null }))
  if (texts.length > 0) await insertItems(store, systemClock, 'spam', texts)
  return store
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
