import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIMessage, ButtonStyle } from 'discord-api-types/v10'
import { pino } from 'pino'
import { createDiscordAdapter } from '../../../bots/discord/adapter.ts'
import type { Adapter, Handle, OnLive } from '../../../commands/adapter.ts'
import { createRouter } from '../../../commands/router.ts'
import { systemClock } from '../../../core/clock.ts'
import { importItems } from '../../../core/items/import-items.ts'
import { createProject } from '../../../core/projects/create-project.ts'
import { parseProjectFile } from '../../../core/projects/parse-project-file.ts'
import type { Store } from '../../../core/store/database.ts'
import type { GuildHandle } from '../../emulators/discord/drive/guild-handle.ts'
import type { Person, Place } from '../../emulators/discord/drive/person.ts'
import { type DiscordEmulator, startDiscord } from '../../emulators/discord/emulator.ts'
import { NO_RATE_LIMITS } from '../../emulators/discord/raw-client.ts'
import { openSqlite } from '../../support/databases.ts'
import { projectFile } from '../../support/project-file.ts'

export const MODERATOR_ID = '100000000000000001'
const ADDRESS_DIGITS = 40
/** What people who pay Discord may attach is more than we take. */
const NITRO_BYTES = 50 * 1024 * 1024

export interface WorldOptions {
  /** Stands between the adapter and the router. */
  readonly wrap?: (handle: Handle) => Handle
  /** Texts of the items of the one project; none: no project. */
  readonly items?: readonly string[]
  /** Fields of that project other than usual. */
  readonly project?: Record<string, unknown>
  readonly onLive?: OnLive
}

/** Discord, the adapter and the router on a database, without a chain. */
export interface World {
  readonly discord: DiscordEmulator
  readonly guild: GuildHandle
  readonly channel: { id: string }
  readonly store: Store
  readonly adapter: Adapter
  /** Lines the adapter and the router logged. */
  readonly logged: readonly string[]
  newAdapter(handle?: Handle): Adapter
  close(): Promise<void>
}

export async function openWorld({
  wrap = (handle) => handle,
  items = [],
  project = {},
  onLive = async () => {},
}: WorldOptions = {}): Promise<World> {
  const discord = await startDiscord({ limits: { ...NO_RATE_LIMITS, attachmentBytes: NITRO_BYTES } })
  const guild = discord.guild({ name: 'Labelers' })
  const channel = guild.channel({ name: 'tasks' })
  const { store, close } = await openSqlite()
  if (items.length > 0) await addProject(store, items, project)
  const logged: string[] = []
  const log = pino({ level: 'debug' }, { write: (line: string) => logged.push(line) })
  const handle = wrap(
    createRouter({
      store,
      clock: systemClock,
      log,
      services: {
        tokenSymbol: 'TAG',
        demoWallets: {
          addressOf: (index) => `0x${(index + 1).toString(16).padStart(ADDRESS_DIGITS, '0')}`,
          stakeWei: 100n * 10n ** 18n,
        },
      },
      moderators: new Set([`discord:${MODERATOR_ID}`]),
      tapsPer10Seconds: 1_000,
    }),
  )
  const config = { token: discord.token, apiUrl: discord.restApi }
  const newAdapter = (given = handle) => createDiscordAdapter({ config, handle: given, onLive, log })
  const adapter = newAdapter()
  await adapter.start()
  return {
    discord,
    guild,
    channel,
    store,
    adapter,
    logged,
    newAdapter,
    close: async () => {
      await adapter.stop()
      await discord.stop()
      await close()
    },
  }
}

async function addProject(
  store: Store,
  texts: readonly string[],
  changes: Record<string, unknown>,
): Promise<void> {
  const file = parseProjectFile(projectFile(changes), 'spam.json')
  const project = await store.transaction((trx) =>
    createProject(trx, systemClock, { ...file, createdBy: null }),
  )
  const folder = await mkdtemp(join(tmpdir(), 'tagora-items-'))
  try {
    const path = join(folder, 'items.jsonl')
    const lines = texts.map((text, at) => JSON.stringify({ id: `item-${at}`, text }))
    await writeFile(path, lines.join('\n'))
    await importItems(store, systemClock, { project, path, fileName: 'items.jsonl' })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Taps a button and waits for what becomes of the message. */
export async function tap(person: Person, message: APIMessage, label: string): Promise<APIMessage> {
  return await person.click(message, label).message()
}

/** Goes from `/start` to the first item. */
export async function reachFirstItem(person: Person, place: Place): Promise<APIMessage> {
  let message = await person.slash(place, 'start').message()
  for (const label of ['English', 'I agree', 'Start labeling']) message = await tap(person, message, label)
  return message
}

/** The text of an item as it stands in a task's message. */
export function quoted(message: APIMessage): string {
  const lines = message.content.split('\n').filter((line) => line.startsWith('> '))
  return lines.map((line) => line.slice(2).replace(/\\(.)/g, '$1')).join('\n')
}

export function labels(message: APIMessage): string[] {
  const rows = (message.components ?? []) as { components: { label?: string; style: ButtonStyle }[] }[]
  return rows.flatMap((row) => row.components.map((button) => button.label ?? ''))
}
