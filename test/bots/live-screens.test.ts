import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLiveScreens, type LiveScreens } from '../../bots/live-screens.ts'
import type { Adapter } from '../../commands/adapter.ts'
import type { Screen } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import type { Account } from '../../core/people/account.ts'
import { findFlow } from '../../core/store/wallet-flows.ts'
import { beginFlow } from '../../core/wallet/begin-flow.ts'
import type { WalletFlow } from '../../core/wallet/flow.ts'
import { stopFlow } from '../../core/wallet/stop-flow.ts'
import { HandClock, visit } from '../support/community.ts'
import { openSqlite, type TestDatabase } from '../support/databases.ts'

let database: TestDatabase
let clock: HandClock
let live: LiveScreens
let shown: string[]
let sent: string[]
/** What the platform makes of the next change: another place, gone for good, or a failure. */
let platform: () => Promise<string | null>
let account: Account
let flow: WalletFlow

/** A platform that keeps what it was asked to show. */
const adapter: Adapter = {
  platform: 'telegram',
  start: async () => {},
  stop: async () => {},
  replace: async (place, screen: Screen) => {
    const next = await platform()
    shown.push(`${place}: ${screenText(screen.blocks)}`)
    return next
  },
  send: async (_, screen) => {
    sent.push(screenText(screen.blocks))
    return 'delivered'
  },
}

beforeEach(async () => {
  database = await openSqlite()
  clock = new HandClock()
  shown = []
  sent = []
  platform = async () => 'second place'
  live = createLiveScreens({
    store: database.store,
    clock,
    log: pino({ level: 'silent' }),
    services: { tokenSymbol: 'LABEL', demoWallets: null },
    adapters: new Map([['telegram', adapter]]),
  })
  account = await database.store.transaction((trx) => visit(trx, clock, '7', 'telegram'))
  const asking = { method: 'walletconnect', platform: 'telegram', platformUserId: '7', handle: null } as const
  flow = (await database.store.transaction((trx) => beginFlow(trx, clock, account, asking))).flow
})
afterEach(() => database.close())

const stop = () => database.store.transaction((trx) => stopFlow(trx, clock, account, flow.id))
const appear = () => live.onLive('telegram')({ id: flow.id, version: 1 }, 'first place')
const kept = () => database.store.transaction((trx) => trx.selectFrom('live_screens').selectAll().execute())

test('a screen is brought in line where it stands, and forgotten with the end of what it shows', async () => {
  await appear()
  expect(await kept()).toMatchObject([{ place: 'second place', lease_until: null }])
  await stop()
  await live.refresh(flow.id)
  expect(shown.at(-1)).toContain('second place: Not linked')
  expect(await kept()).toEqual([])
})

test('what changed before the screen had a place is shown once it has one', async () => {
  await stop()
  await live.refresh(flow.id)
  expect(shown).toEqual([])
  await appear()
  expect(shown.at(-1)).toContain('first place: Not linked')
})

test('changes that come while one is being shown end in the latest', async () => {
  await appear()
  let go = () => {}
  platform = () =>
    new Promise((resolve) => {
      go = () => resolve('third place')
    })
  const first = live.refresh(flow.id)
  await new Promise(setImmediate)
  await stop()
  await live.refresh(flow.id)
  platform = async () => 'fourth place'
  go()
  await first
  expect(shown.at(-1)).toContain('third place: Not linked')
})

test('a platform that fails is asked again by the sweep, later and later, and not for ever', async () => {
  platform = async () => 'second place'
  await appear()
  await stop()
  platform = () => Promise.reject(new Error('no network'))
  await live.refresh(flow.id)
  for (let tries = 0; tries < 5; tries++) {
    expect(await kept()).toHaveLength(1)
    await live.sweep()
    clock.advance(120_000)
    await live.sweep()
  }
  expect(await kept()).toEqual([])
})

test('when nobody can see the code any more, it is made useless', async () => {
  platform = async () => null
  await appear()
  expect(await database.store.transaction((trx) => findFlow(trx, flow.id))).toMatchObject({
    state: 'failed',
    failure: 'unseen',
  })
  expect(sent).toEqual([])
  expect(await kept()).toEqual([])
})

test('what matters is said in private when its place is gone', async () => {
  await appear()
  await stop()
  platform = async () => null
  await live.refresh(flow.id)
  expect(sent[0]).toContain('Not linked')
})
