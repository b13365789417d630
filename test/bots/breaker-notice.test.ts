import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { channelOf } from '../../bots/channel-of.ts'
import type { Adapter } from '../../commands/adapter.ts'
import { systemClock as clock } from '../../core/clock.ts'
import { deliverNotifications } from '../../core/notifications/deliver-notifications.ts'
import { findProject } from '../../core/projects/find-project.ts'
import type { Store } from '../../core/store/database.ts'
import { plentyOfStake, visit } from '../support/community.ts'
import { tripBreaker } from '../support/trip-breaker.ts'
import { labels, MODERATOR_ID, openWorld, tap as tapOnDiscord } from './discord/world.ts'
import { BOSS, shown, startWorld } from './telegram/world.ts'

const TOLD = /Rejections are held back[\s\S]*15 of 20 answers of Name of ada were rejected within 24 hours/
const EVIDENCE = /Name of ada: 15 of 20 answers were rejected/
const ASK = 'Ask experts about more of 1'

let close: () => Promise<void> = async () => {}
afterEach(() => close())

/** A breaker trips, and what is due then is sent over the adapter. */
async function trip(store: Store, adapter: Adapter): Promise<void> {
  await store.transaction(async (trx) => {
    const { personId } = await visit(trx, clock, 'ada')
    await tripBreaker(trx, clock, await findProject(trx, 'spam'), personId)
  })
  const services = { tokenSymbol: 'LABEL', demoWallets: plentyOfStake }
  const channels = new Map([[adapter.platform, channelOf({ store, clock }, services, adapter)]])
  const log = pino({ level: 'silent' })
  expect(await deliverNotifications({ store, clock, log, channels })).toBe(1)
}

test('a moderator on Telegram is told that rejections are held back, and gets to the evidence by a tap', async () => {
  const { telegram, store, adapter, stop } = await startWorld({ project: { protocol: 'peers' } })
  close = stop
  const boss = telegram.person({ id: BOSS, firstName: 'Grace', languageCode: 'en' })
  boss.start()
  await shown(boss, 'language')
  await trip(store, adapter)
  expect(boss.lastMessage().text).toMatch(TOLD)
  boss.tap('Look at it')
  expect((await shown(boss, 'Rejections held back in spam')).text).toMatch(EVIDENCE)
  boss.tap(ASK)
  await shown(boss, 'nothing more to ask experts about')
})

test('a moderator on Discord is told that rejections are held back, and gets to the evidence by a tap', async () => {
  const world = await openWorld({ items: ['one'], project: { protocol: 'peers' } })
  close = world.close
  const boss = world.discord.person({ id: MODERATOR_ID, username: 'grace' })
  await boss.slash('dm', 'start').message()
  await trip(world.store, world.adapter)
  const notice = boss.dms().at(-1)
  if (!notice) throw new Error('nobody was told')
  expect(notice.content.replaceAll('*', '')).toMatch(TOLD)
  expect(labels(notice)).toEqual(['Look at it'])
  const list = await tapOnDiscord(boss, notice, 'Look at it')
  expect(list.content).toMatch(EVIDENCE)
  expect((await tapOnDiscord(boss, list, ASK)).content).toContain('nothing more to ask experts about')
})
