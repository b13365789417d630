import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { createLiveScreens } from '../../bots/live-screens.ts'
import type { Adapter } from '../../commands/adapter.ts'
import { createRouter } from '../../commands/router.ts'
import type { Screen } from '../../commands/screen.ts'
import type { Services } from '../../commands/services.ts'
import { screenText } from '../../commands/text.ts'
import { systemClock } from '../../core/clock.ts'
import { readConfig } from '../../core/config.ts'
import { createScheduler } from '../../core/jobs/scheduler.ts'
import { openStore } from '../../core/store/database.ts'
import { createWallets } from '../../core/wallets.ts'
import { emptyLedger } from '../../test/support/wallet/empty-ledger.ts'
import { serveSide } from './serve-side.ts'

/** The whole product except a chat platform: router, database, WalletConnect in its thread, screens. */
const [, , relayUrl = ''] = process.argv
const dataDir = await mkdtemp(join(tmpdir(), 'tagora-bench-wallet-'))
const store = await openStore(`sqlite:${join(dataDir, 'tagora.sqlite')}`)
const log = pino({ level: 'silent' })
const clock = systemClock
const config = readConfig({
  DATA_DIR: dataDir,
  LINK_URL: 'https://link.example.org',
  WALLETCONNECT_PROJECT_ID: 'bench',
  WALLETCONNECT_RELAY_URL: relayUrl,
})
const chain = { chainId: 31_337n, run: async () => '0x', codeAt: async () => '0x' }
const wallets = createWallets({ config, store, clock, log, chain, money: emptyLedger })
const scheduler = createScheduler([{ name: 'wallets', schedule: '* * * * * *', run: wallets.tick }], log)
const services: Services = {
  tokenSymbol: 'LABEL',
  demoWallets: null,
  wallets: {
    chainId: chain.chainId,
    changeMs: config.walletChangeMs,
    methodsOn: () => ['walletconnect'],
    linkUrl: (token) => token,
    openUrl: (uri) => `https://link.example.org/open#${encodeURIComponent(uri)}`,
    wake: () => void setImmediate(() => void scheduler.runNow('wallets')),
  },
}
/** What each person's screen shows next; the place of a screen is its person. */
const watching = new Map<string, (screen: Screen) => void>()
const adapter: Adapter = {
  platform: 'web',
  start: async () => {},
  stop: async () => {},
  send: async () => 'delivered',
  replace: async (place, screen) => {
    watching.get(place)?.(screen)
    return place
  },
}
const live = createLiveScreens({ store, clock, log, services, adapters: new Map([['web', adapter]]) })
wallets.screens = live
const handle = createRouter({
  store,
  clock,
  log,
  services,
  moderators: new Set(),
  tapsPer10Seconds: 1_000,
})
const onLive = live.onLive('web')
scheduler.start()

function act(id: string, input: Parameters<typeof handle>[0]['input']): Promise<Screen | null> {
  return handle({ platform: 'web', eventId: randomUUID(), user: { id, name: id }, input })
}

async function tap(id: string, screen: Screen | null, label: string): Promise<Screen> {
  const button = screen?.buttons.flat().find((one) => one.label === label)
  if (!button) throw new Error(`there is no ${label} on ${screenText(screen?.blocks ?? [])}`)
  const next = await act(id, { kind: 'action', actionId: button.actionId })
  if (!next) throw new Error('a tap without an answer')
  return next
}

serveSide({
  link: async (show) => {
    const id = randomUUID()
    const status = await act(id, { kind: 'command', name: 'wallet', args: {} })
    const proven = Promise.withResolvers<Screen>()
    watching.set(id, (screen) => {
      const uri = /wc:\S+/.exec(screenText(screen.blocks))?.[0]
      const labels = screen.buttons.flat().map(({ label }) => label)
      if (uri) show(uri)
      else if (labels.includes('Yes, link it')) proven.resolve(screen)
      else if (labels.includes('Try again')) proven.reject(new Error(screenText(screen.blocks)))
    })
    const first = await tap(id, status, 'Link with a wallet app')
    if (first.live) await onLive(first.live, id)
    const linked = await tap(id, await proven.promise, 'Yes, link it')
    watching.delete(id)
    if (!screenText(linked.blocks).includes('Linked')) throw new Error(screenText(linked.blocks))
  },
  stop: async () => {
    await scheduler.stop()
    await wallets.stop()
    await store.close()
    await rm(dataDir, { recursive: true, force: true })
  },
})
