import { afterEach, beforeEach, expect, test } from 'vitest'
import { noticeBlocks, noticeButtons } from '../../commands/notice-blocks.ts'
import { screenText } from '../../commands/text.ts'
import type { Account } from '../../core/people/account.ts'
import type { Project } from '../../core/projects/project.ts'
import { latestNotifications } from '../../core/store/notifications.ts'
import { translator } from '../../locales/translate.ts'
import { type Chat, openChat, textOf } from '../support/chat.ts'
import { HandClock, startProject } from '../support/community.ts'
import { openSqlite, type TestDatabase } from '../support/databases.ts'
import { tripBreaker } from '../support/trip-breaker.ts'

let database: TestDatabase
let clock: HandClock
let chat: Chat
let project: Project
let ada: Account

const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
const breaker = (command: string, args: Record<string, string> = {}, name = 'boss') =>
  chat.command(`breaker ${command}`, name, { project: 'sample', ...args })

beforeEach(async () => {
  database = await openSqlite()
  clock = new HandClock()
  chat = openChat(database.store, clock)
  project = await inTrx((trx) => startProject(trx, clock, { protocol: 'peers' }))
  await chat.command('start', 'boss')
  ada = await chat.person('ada')
})
afterEach(() => database.close())

const trip = () => inTrx((trx) => tripBreaker(trx, clock, project, ada.personId))

test('moderators are told what is held back and why, with the way to the evidence', async () => {
  await trip()
  const boss = await chat.person('boss')
  const [notice] = await inTrx((trx) => latestNotifications(trx, boss.personId, 1))
  if (!notice) throw new Error('nobody was told')
  const t = translator('en')
  expect(screenText(noticeBlocks(t, { tokenSymbol: 'LABEL' } as never, notice))).toMatch(
    /Rejections are held back[\s\S]*15 of 20 answers of Name of ada were rejected within 24 hours/,
  )
  expect(
    noticeButtons(t, notice)
      .flat()
      .map(({ command, args }) => [command, args?.project]),
  ).toEqual([['breaker list', 'sample']])
})

test('the list shows the evidence, and experts are asked with a tap', async () => {
  expect(textOf(await breaker('list'))).toContain('Nothing is held back')
  await trip()
  const list = await breaker('list')
  expect(textOf(list)).toMatch(/1\. Name of ada: 15 of 20 answers were rejected[\s\S]*experts: 0 asked about/)
  const asked = await chat.tap(list, 'Ask experts about more of 1', 'boss')
  expect(textOf(asked)).toContain('nothing more to ask experts about')
})

test('what is held back is let go with a reason that is kept, and only by moderators', async () => {
  const { id } = await trip()
  expect(textOf(await breaker('resume', { number: '1' }))).toContain('Say why')
  expect(textOf(await breaker('resume', { number: '2', words: 'a flood of spam' }))).toContain(
    'no such number',
  )
  expect(textOf(await breaker('resume', { number: '1', words: 'a flood of spam' }, 'ada'))).not.toContain(
    'go to the ledger',
  )
  expect(textOf(await breaker('resume', { number: '1', words: 'a flood of spam' }))).toMatch(
    /go to the ledger[\s\S]*Nothing is held back/,
  )
  const kept = await inTrx((trx) =>
    trx.selectFrom('breakers').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
  const boss = await chat.person('boss')
  expect(kept).toMatchObject({ outcome: 'resumed', reason: 'a flood of spam', closed_by: boss.id })
})
