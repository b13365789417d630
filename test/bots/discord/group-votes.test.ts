import { type APIMessage, MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Person } from '../../emulators/discord/drive/person.ts'
import { type TendedGroups, tendedGroups } from '../../support/tended-groups.ts'
import { labels, MODERATOR_ID, openWorld, type World } from './world.ts'

let world: World
let boss: Person
let people: Person[]
let thread: { id: string }
let groups: TendedGroups

beforeEach(async () => {
  world = await openWorld()
  const permissions = PermissionFlagsBits.ManageGuild
  boss = world.discord.person({ id: MODERATOR_ID, username: 'grace', permissions })
  people = Array.from({ length: 10 }, (_, index) => world.discord.person({ username: `person${index}` }))
  thread = world.guild.thread(world.channel, boss, 'Disputes')
  groups = await tendedGroups(
    world.store,
    world.adapter,
    people.map(({ id }) => id),
  )
})
afterEach(() => world.close())

const person = (index: number) => people[index] as Person
const polls = () => world.discord.messages(thread).filter(({ content }) => content.includes('a dispute'))
const poll = () => polls()[0] as APIMessage
const connect = () => boss.slash(thread, 'group connect', { project: 'disputed' }).message()

async function tap(index: number, label: string): Promise<string> {
  const { content, flags = 0 } = await person(index).click(poll(), label).message()
  expect(flags & MessageFlags.Ephemeral).not.toBe(0)
  return content
}

async function connected(): Promise<void> {
  expect((await connect()).content).toContain('From now on')
  await groups.tend()
}

test('a thread is connected where the bot may write in threads, and by moderators alone', async () => {
  world.guild.setBotPermissions(PermissionFlagsBits.ViewChannel)
  for (const role of world.guild.roles()) {
    if (role.name === '@everyone')
      role.permissions = String(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.UseApplicationCommands)
  }
  expect((await connect()).content).toContain('may not write here')
  world.guild.setBotPermissions(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessagesInThreads)
  const manager = world.discord.person({ username: 'manager', permissions: PermissionFlagsBits.ManageGuild })
  const refused = await manager.slash(thread, 'group connect', { project: 'disputed' }).message()
  expect(refused.content).toContain('Only a moderator')
  const private_ = await boss.slash('dm', 'group connect', { project: 'disputed' }).message()
  expect(private_.content).toContain('in the group, topic or thread itself')
  await connected()
  expect(polls()).toHaveLength(1)
  expect(labels(poll())).toEqual(['Yes', 'No'])
})

test('a vote costs one call, is confirmed to its voter alone, and the count follows', async () => {
  await connected()
  const before = world.discord.calls().length
  expect(await tap(4, 'Yes')).toMatch(/^Your vote counts: Yes\. Its signed receipt: `receipt [0-9a-f]{10}`$/)
  expect(world.discord.calls()).toHaveLength(before + 1)
  expect(await tap(4, 'No')).toContain('already')
  expect(await tap(0, 'No')).toContain('You took part')
  await Promise.all([tap(5, 'Yes'), tap(6, 'Yes')])
  await groups.tend()
  expect(poll().content).toContain('3 of 5 votes')
  expect(world.discord.calls({ method: 'PATCH' })).toHaveLength(1)
  await groups.answer(7, 'yes')
  await groups.answer(8, 'no')
  await groups.close('accepted')
  await groups.tend()
  expect(poll().content).toMatch(/Decided: Yes\*\*\s+- Yes: 4/)
  expect(labels(poll())).toEqual([])
})

test('a thread that fell asleep is woken; a locked one ends the votes there and its moderator is told', async () => {
  await connected()
  world.guild.archive(thread)
  await tap(4, 'Yes')
  await groups.tend()
  expect(poll().content).toContain('1 of 5 votes')
  world.guild.setBotPermissions(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessagesInThreads)
  world.guild.archive(thread, { locked: true })
  await groups.answer(5, 'no')
  await groups.tend()
  expect(poll().content).toContain('1 of 5 votes')
  expect(await groups.notices('group.lost')).toBe(1)
})

test('when its message or the bot is gone, people go on in private', async () => {
  await connected()
  world.guild.deleteMessage(poll())
  await groups.answer(4, 'yes')
  await groups.tend()
  expect(polls()).toEqual([])
  await connected()
  expect(poll().content).toContain('1 of 5 votes')
  world.guild.removeBot()
  await groups.answer(5, 'yes')
  await groups.tend()
  expect(await groups.notices('group.lost')).toBe(1)
})
