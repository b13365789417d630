import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../core/clock.ts'
import { openGroupPosts } from '../../../core/store/group-posts.ts'
import type { Group } from '../../emulators/telegram/group.ts'
import type { Person } from '../../emulators/telegram/person.ts'
import type { SeenMessage } from '../../emulators/telegram/seen-message.ts'
import { type TendedGroups, tendedGroups } from '../../support/tended-groups.ts'
import { BOSS, startWorld, type TelegramWorld } from './world.ts'

const IDS = Array.from({ length: 10 }, (_, index) => 100 + index)

let world: TelegramWorld
let boss: Person
let people: Person[]
let group: Group
let topic: number
let groups: TendedGroups

beforeEach(async () => {
  const time = { aheadMs: 0 }
  const now = () => Date.now() + time.aheadMs
  world = await startWorld({ texts: [], telegram: { limits: {}, now } })
  boss = world.telegram.person({ id: BOSS, firstName: 'Grace', languageCode: 'en' })
  people = IDS.map((id) => world.telegram.person({ id, firstName: `Person ${id}`, languageCode: 'en' }))
  group = world.telegram.group({ title: 'Reviewers', members: [boss, ...people] })
  topic = group.topic('Disputes', boss)
  groups = await tendedGroups(world.store, world.adapter, IDS.map(String), time)
})
afterEach(() => world.stop())

const person = (index: number) => people[index] as Person
const settled = () => world.telegram.until(() => world.telegram.pendingUpdates().length === 0)
const polls = (where = group) => where.messages().filter(({ text }) => text.includes('a dispute'))
const poll = () => polls()[0] as SeenMessage
const tap = (index: number, label: string) => person(index).tap(label, poll()).answer()

async function say(who: Person, text: string): Promise<string> {
  const before = group.messages().length
  who.send(text, { chat: group, topic })
  await world.telegram.until(() => group.messages().length > before)
  return group.messages().at(-1)?.text ?? ''
}

async function connected(): Promise<void> {
  expect(await say(boss, '/group connect disputed')).toContain('From now on')
  await groups.tend()
}

test('moderators alone connect a group, where it is said and where the bot may write', async () => {
  expect(await say(person(0), '/group connect disputed')).toContain('Only a moderator')
  group.setMembersMaySend(false)
  const before = group.messages().length
  boss.send('/group connect disputed', { chat: group, topic })
  await settled()
  await groups.tend()
  expect(group.messages()).toHaveLength(before)
  group.setMembersMaySend(true)
  await groups.tend()
  expect(polls()).toEqual([])
  boss.start()
  boss.send('/group connect disputed')
  expect((await boss.nextMessage(({ text }) => text.includes('itself'))).text).toContain('in the group')
  expect(await say(boss, '/group connect spam')).toContain('protocol peers')
  await connected()
  expect(poll()).toMatchObject({ topicId: topic, buttons: [['Yes', 'No']] })
  expect(poll().text).toContain('0 of 5 votes')
  expect(await say(boss, '/group disconnect')).toContain('Nothing more')
})

test('a vote is confirmed in a window with its receipt, and many votes make one change of the message', async () => {
  await connected()
  const answer = await tap(4, 'Yes')
  expect(answer).toMatchObject({ showAlert: true })
  expect(answer.text).toMatch(/^Your vote counts: Yes\. Its signed receipt: receipt [0-9a-f]{10}$/)
  expect((await tap(4, 'No')).text).toContain('already')
  expect((await tap(1, 'No')).text).toContain('You took part')
  expect((await tap(9, 'No')).text).toContain('in reserve')
  await Promise.all([tap(5, 'Yes'), tap(6, 'No'), tap(7, 'Yes')])
  await groups.tend()
  expect(poll()).toMatchObject({ edits: 1, text: expect.stringContaining('4 of 5 votes') })
  await groups.answer(8, 'yes')
  await groups.tend()
  expect(poll()).toMatchObject({ buttons: [], text: expect.stringContaining('No more votes') })
  await groups.close('accepted')
  await groups.tend()
  expect(poll().text).toContain('Decided: Yes')
  expect(poll().text).toMatch(/Yes: 4\n. No: 1\s+The first answer stands/)
  expect(people.flatMap((one) => one.messages())).toEqual([])
})

test('whatever the votes, nothing tells how they fall before the decision', async () => {
  await connected()
  for (const index of [4, 5, 6, 7, 8]) {
    await tap(index, index % 2 === 0 ? 'Yes' : 'No')
    await groups.tend()
  }
  const shown = [...world.telegram.calls('sendMessage'), ...world.telegram.calls('editMessageText')]
  for (const { payload } of shown) expect(String(payload.text)).not.toMatch(/(Yes|No): \d/)
  await groups.close('rejected')
  await groups.tend()
  expect(poll().text).not.toMatch(/(Yes|No): \d/)
  expect(poll().text).toContain('once more from the beginning')
})

test('when its message is deleted, people go on in private, and it is not sent again', async () => {
  await connected()
  group.deleteMessage(poll())
  await groups.answer(4, 'yes')
  await groups.tend()
  await groups.answer(5, 'yes')
  await groups.tend()
  expect(polls()).toEqual([])
  expect(await groups.notices('group.lost')).toBe(0)
})

test('when the bot is thrown out, people go on in private, and whoever connected the group is told once', async () => {
  await connected()
  group.setBot('kicked', boss)
  await groups.answer(4, 'yes')
  await groups.tend()
  await groups.answer(5, 'yes')
  await groups.tend()
  expect(await groups.notices('group.lost')).toBe(1)
  group.setBot('member', boss)
  await groups.tend()
  expect(polls()).toHaveLength(1)
  await connected()
  expect(polls().map(({ text }) => /\d of 5 votes/.exec(text)?.[0])).toEqual(['0 of 5 votes', '2 of 5 votes'])
  const [before] = polls()
  expect((await person(6).tap('Yes', before).answer()).text).toContain('Your vote counts')
})

test('a dispute whose votes ended before it could be shown is not told of any more', async () => {
  expect(await say(boss, '/group connect disputed')).toContain('From now on')
  await world.store.transaction((trx) => openGroupPosts(trx, systemClock.now(), 1))
  for (const index of [4, 5, 6, 7, 8]) await groups.answer(index, 'yes')
  await groups.close('accepted')
  await groups.tend()
  expect(polls()).toEqual([])
})

test('a closed topic ends the votes there, and whoever connected it is told', async () => {
  expect(await say(boss, '/group connect disputed')).toContain('From now on')
  group.closeTopic(topic)
  await groups.tend()
  expect(polls()).toEqual([])
  expect(await groups.notices('group.lost')).toBe(1)
})

test('a group that becomes a supergroup gets its disputes anew', async () => {
  const basic = world.telegram.group({ kind: 'group', members: [boss, ...people] })
  boss.send('/group connect disputed', { chat: basic })
  await world.telegram.until(() => basic.messages().length === 1)
  await groups.tend()
  expect(polls(basic)).toHaveLength(1)
  const supergroup = basic.upgrade(boss)
  await settled()
  await groups.answer(4, 'yes')
  await groups.tend()
  expect(polls(supergroup)).toMatchObject([{ text: expect.stringContaining('1 of 5 votes') }])
  expect(await person(5).tap('No', polls(supergroup)[0]).answer()).toMatchObject({
    text: expect.stringContaining('Your vote counts'),
  })
})

test('a slow Telegram is asked again later, and no vote waits for it', async () => {
  expect(await say(boss, '/group connect disputed')).toContain('From now on')
  const tooMany = {
    code: 429,
    description: 'Too Many Requests: retry after 9',
    parameters: { retry_after: 9 },
  }
  world.telegram.failNext('sendMessage', tooMany)
  await groups.look()
  expect(polls()).toEqual([])
  await groups.look()
  expect(polls()).toEqual([])
  await groups.answer(4, 'yes')
  await groups.tend()
  expect(poll().text).toContain('1 of 5 votes')
  await groups.answer(5, 'yes')
  await groups.look()
  expect(poll().text).toContain('2 of 5 votes')
  await groups.answer(6, 'yes')
  await groups.look()
  expect(poll().text).toContain('2 of 5 votes')
  await groups.tend()
  expect(poll().text).toContain('3 of 5 votes')
})
