import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pino from 'pino'
import { createWebAdapter, type WebAdapter } from '../../../bots/web/adapter.ts'
import { buildPage, pageDir } from '../../../bots/web/build-page.ts'
import type { Handle, OnLive } from '../../../commands/adapter.ts'
import { createRouter } from '../../../commands/router.ts'
import type { Screen } from '../../../commands/screen.ts'
import { systemClock } from '../../../core/clock.ts'
import { importItems } from '../../../core/items/import-items.ts'
import { createProject } from '../../../core/projects/create-project.ts'
import { parseProjectFile } from '../../../core/projects/parse-project-file.ts'
import type { Store } from '../../../core/store/database.ts'

const sample = resolve(import.meta.dirname, '../../../docs/samples/sms-spam')
const ADDRESS_DIGITS = 40

/** Starts the router, the sample project and the web chat on a store, without a chain. `wrap` may stand
 * between the web chat and the router. */
export async function startWebChat(
  store: Store,
  wrap: (handle: Handle) => Handle = (handle) => handle,
  onLive: OnLive = async () => {},
): Promise<WebAdapter> {
  await buildPage()
  await importSample(store)
  return await reopenWebChat(store, 0, wrap, onLive)
}

/** Starts the web chat again on what is stored, as another process would. */
export async function reopenWebChat(
  store: Store,
  port: number,
  wrap: (handle: Handle) => Handle = (handle) => handle,
  onLive: OnLive = async () => {},
): Promise<WebAdapter> {
  const log = pino({ level: 'silent' })
  const clock = systemClock
  const handle = createRouter({
    store,
    clock,
    log,
    services: { tokenSymbol: 'TAG', demoWallets },
    moderators: new Set(['web:moderator']),
    tapsPer10Seconds: 1_000,
  })
  const web = createWebAdapter({
    store,
    clock,
    handle: wrap(handle),
    onLive,
    host: '127.0.0.1',
    port,
    log,
    pageDir,
  })
  await web.start()
  return web
}

const demoWallets = {
  addressOf: (index: number) => `0x${(index + 1).toString(16).padStart(ADDRESS_DIGITS, '0')}`,
  stakeWei: 100n * 10n ** 18n,
}

/** A notice as the notification outbox words one. */
export function paidNotice(amount: string): Screen {
  const content = [{ text: 'You were paid ' }, { text: amount, style: 'bold' as const }, { text: '.' }]
  return { blocks: [{ kind: 'paragraph', content }], buttons: [] }
}

async function importSample(store: Store): Promise<void> {
  const file = parseProjectFile(await readFile(join(sample, 'project.yaml'), 'utf8'), 'project.yaml')
  const project = await store.transaction((trx) =>
    createProject(trx, systemClock, { ...file, createdBy: null }),
  )
  await importItems(store, systemClock, { project, path: join(sample, 'items.csv'), fileName: 'items.csv' })
}
