import { PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../core/clock.ts'
import type { AccountId } from '../../core/ids.ts'
import { grantRole } from '../../core/people/grant-role.ts'
import type { GuildHandle } from '../emulators/discord/drive/guild-handle.ts'
import type { Group } from '../emulators/telegram/group.ts'
import { projectFile } from '../support/project-file.ts'
import {
  agree,
  discordReviewer,
  type GroupMessages,
  type Reviewer,
  type TelegramReviewer,
  telegramReviewer,
} from './support/reviewers.ts'
import { type Community, openCommunity } from './support/validators.ts'
import { verifyCommunity } from './support/verify-community.ts'

const VALIDATION = { draws: 4, minVotes: 3, panelDraws: 7, panelMinVotes: 5, vestHours: 24 }
const PATIENCE_MS = 120_000
const PEOPLE = 12

let community: Community
let group: Group
let topic: number
let guild: GuildHandle
let thread: { id: string }
let reviewers: Reviewer[]

beforeAll(async () => {
  community = await openCommunity(0)
  const { telegram, discord } = community
  guild = discord.guild({ name: 'Reviewers' })
  const channel = guild.channel({ name: 'disputes' })
  await community.openProject(projectFile({ protocol: 'peers', validation: VALIDATION }), ['a doubtful one'])
  reviewers = Array.from({ length: PEOPLE }, (_, index) =>
    index % 2 === 0 ? telegramReviewer(telegram, 200 + index) : discordReviewer(discord, `disco${index}`),
  )
  const moderator = telegramReviewer(telegram, 300)
  const helper = discordReviewer(discord, 'helper', PermissionFlagsBits.ManageGuild)
  for (const person of reviewers) await agree(person)
  // Without having agreed they get no seat.
  for (const person of [moderator, helper]) await person.say('start', 'language')
  await makeModerators([moderator, helper])
  group = telegram.group({ title: 'Reviewers', members: [moderator.person, ...onTelegram(reviewers)] })
  topic = group.topic('Disputes', moderator.person)
  thread = guild.thread(channel, helper.person, 'Disputes')
  moderator.person.send('/group connect spam', { chat: group, topic })
  await telegram.until(() => group.messages().some(({ text }) => text.includes('From now on')))
  const answer = await helper.person.slash(thread, 'group connect', { project: 'spam' }).message()
  expect(answer.content).toContain('From now on')
}, 180_000)
afterAll(() => community?.close())

function onTelegram(people: readonly Reviewer[]) {
  return people.flatMap((one) => (one.platform === 'telegram' ? [(one as TelegramReviewer).person] : []))
}

async function accountOf({ userId }: Reviewer): Promise<AccountId> {
  const { account_id: id } = await community.tagora.app.store.transaction((trx) =>
    trx
      .selectFrom('identities')
      .select('account_id')
      .where('platform_user_id', '=', userId)
      .executeTakeFirstOrThrow(),
  )
  return id
}

async function makeModerators(people: readonly Reviewer[]): Promise<void> {
  for (const person of people) {
    const id = await accountOf(person)
    await community.tagora.app.store.transaction((trx) => grantRole(trx, systemClock, id, 'moderator'))
  }
}

/** Who is asked for a vote, and how many votes there are in that stage. */
async function asked(): Promise<{ stage: number; given: number; people: Reviewer[] }> {
  const draws = await community.tagora.app.store.transaction((trx) =>
    trx
      .selectFrom('draws')
      .innerJoin('identities', 'identities.account_id', 'draws.account_id')
      .select(['identities.platform_user_id as userId', 'draws.stage', 'draws.state', 'draws.code'])
      .orderBy('draws.place')
      .execute(),
  )
  const offered = draws.filter((draw) => draw.state === 'offered')
  const stage = offered[0]?.stage ?? 0
  const people = offered.flatMap((draw) => reviewers.filter(({ userId }) => userId === draw.userId))
  return { stage, given: draws.filter((draw) => draw.stage === stage && draw.code !== null).length, people }
}

/** Seats that can be drawn. */
async function seats(): Promise<number> {
  const taken = await community.tagora.app.store.transaction((trx) =>
    trx.selectFrom('seats').select('seat').where('state', '=', 'taken').execute(),
  )
  return taken.length
}

async function itemState(): Promise<string> {
  const item = await community.tagora.app.store.transaction((trx) =>
    trx.selectFrom('items').select('state').executeTakeFirstOrThrow(),
  )
  return item.state
}

/** The first answer, and validators who do not agree on it. Returns them, the first one who answered first. */
async function disagree(): Promise<Reviewer[]> {
  const [ada] = reviewers as [Reviewer]
  await expect.poll(seats, { timeout: PATIENCE_MS, interval: 200 }).toBe(PEOPLE)
  await ada.tap('Start labeling', 'Is this message spam?')
  await ada.tap('Spam', 'Saved: Spam')
  const voters: Reviewer[] = []
  for (;;) {
    await expect
      .poll(async () => (await asked()).people.length, { timeout: PATIENCE_MS, interval: 100 })
      .toBeGreaterThan(0)
    const { stage, given, people } = await asked()
    if (stage > 1) return [ada, ...voters]
    const voter = people[0] as Reviewer
    await voter.say('validate', 'Validation')
    if (given < 2) await voter.tap(given === 0 ? 'Spam' : 'Ham', 'Saved')
    else {
      await voter.tap("Can't tell", 'Why can you not tell')
      await voter.tap('It is unclear', 'Skipped')
    }
    voters.push(voter)
  }
}

/** Another identity of somebody, on the platform where they were not. */
async function twinOf(person: Reviewer, index: number): Promise<Reviewer> {
  const { telegram, discord } = community
  const twin =
    person.platform === 'telegram'
      ? discordReviewer(discord, `twin${index}`)
      : telegramReviewer(telegram, 400 + index)
  if (twin.platform === 'telegram') group.add((twin as TelegramReviewer).person)
  const shown = await person.say('link', 'code')
  const code = /[2-9A-HJ-NP-Z]{8}/.exec(shown)?.[0] ?? ''
  if (twin.platform === 'telegram') await twin.say('start', 'language')
  await twin.say('link', 'Linked', { code })
  return twin
}

const inGroup = () => group.messages().filter(({ text }) => text.includes('a dispute'))
const inThread = () =>
  community.discord.messages(thread).filter(({ content }) => content.includes('a dispute'))

async function bothMessages(): Promise<GroupMessages> {
  await expect
    .poll(() => [inGroup().length, inThread().length], { timeout: PATIENCE_MS, interval: 200 })
    .toEqual([1, 1])
  const [telegram] = inGroup()
  const [discord] = inThread()
  if (!telegram || !discord) throw new Error('a message is missing')
  return { telegram, discord }
}

test('a dispute is put to the vote in a forum topic and a thread, and twenty taps at once by eight people are five votes', {
  timeout: 300_000,
}, async () => {
  const [ada, firstVoter] = (await disagree()) as [Reviewer, Reviewer]
  await expect
    .poll(async () => [(await asked()).stage, (await asked()).people.length], { timeout: PATIENCE_MS })
    .toEqual([2, VALIDATION.panelMinVotes])
  const messages = await bothMessages()
  expect(inGroup()[0]).toMatchObject({ topicId: topic, buttons: [['Ham', 'Spam']] })
  for (const text of [inGroup()[0]?.text, inThread()[0]?.content]) {
    expect(text).toContain('a doubtful one')
    expect(text).toContain('Think of who sent it and why.')
    expect(text).toContain('0 of 5 votes')
  }

  const { people } = await asked()
  const [one, two, three, four, five] = people as [Reviewer, Reviewer, Reviewer, Reviewer, Reviewer]
  const twins = [await twinOf(one, 1), await twinOf(two, 2)] as const
  const stranger = discordReviewer(community.discord, 'stranger')
  const tap = (who: Reviewer, times: number, label = 'Spam') =>
    Array.from({ length: times }, () => who.tapInGroup(messages, label))
  const answers = await Promise.all([
    ...[one, two, ...twins].flatMap((who) => tap(who, 2)),
    ...[three, four].flatMap((who) => tap(who, 3)),
    ...tap(five, 3, 'Ham'),
    ...[ada, firstVoter, stranger].flatMap((who) => tap(who, 1, 'Ham')),
  ])
  expect(answers).toHaveLength(20)
  const saying = (words: string) => answers.filter((text) => text.includes(words)).length
  expect({
    counted: saying('Your vote counts'),
    again: saying('You voted on this item already'),
    tookPart: saying('You took part in this item before'),
    unknown: saying('Send start first') + saying('Send `start` first'),
  }).toMatchObject({ counted: 5, again: 12, tookPart: 2, unknown: 1 })

  await expect.poll(itemState, { timeout: PATIENCE_MS, interval: 200 }).toBe('decided')
  await expect
    .poll(() => [inGroup()[0]?.text, inThread()[0]?.content].every((text) => text?.includes('Decided')), {
      timeout: PATIENCE_MS,
      interval: 200,
    })
    .toBe(true)
  for (const text of [inGroup()[0]?.text ?? '', inThread()[0]?.content ?? '']) {
    expect(text).toContain('Decided: Spam')
    expect(text).toMatch(/Spam: 4/)
    expect(text).toMatch(/Ham: 1/)
    expect(text).toContain('The first answer stands')
  }
  const votes = await community.tagora.app.store.transaction((trx) =>
    trx
      .selectFrom('draws')
      .innerJoin('annotations', 'annotations.id', 'draws.annotation_id')
      .select(['annotations.person_id', 'annotations.label'])
      .where('draws.stage', '=', 2)
      .execute(),
  )
  expect(votes.map((vote) => vote.label).toSorted()).toEqual(['ham', ...Array(4).fill('spam')])
  expect(new Set(votes.map((vote) => vote.person_id)).size).toBe(5)
  expectSecrecy()
  const { differences } = await verifyCommunity(community)
  expect(differences).toEqual([])
})

/** Nothing that a group was ever shown names anybody, or told how votes fell before the decision; and many votes made few
 * changes. */
function expectSecrecy(): void {
  const { telegram, discord } = community
  const shown = [
    ...[...telegram.calls('sendMessage'), ...telegram.calls('editMessageText')].flatMap(({ payload }) =>
      String(payload.chat_id) === String(group.id) ? [String(payload.text)] : [],
    ),
    ...discord
      .calls({ route: /^\/channels\/:channel\/messages/ })
      .flatMap(({ path, payload }) =>
        path.includes(thread.id) ? [String((payload as { content?: string }).content)] : [],
      ),
  ]
  const names = [...reviewers.map(({ name }) => name), 'twin1', 'twin2', 'tele401', 'tele402']
  for (const text of shown) {
    expect(names.filter((name) => text.includes(name))).toEqual([])
    if (!text.includes('Decided')) expect(text).not.toMatch(/(Spam|Ham): \d/)
  }
  expect(shown.length).toBeGreaterThan(4)
  expect(inGroup()[0]?.edits).toBeLessThanOrEqual(4)
}
