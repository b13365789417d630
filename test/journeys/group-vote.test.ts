import { PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemClock } from '../../core/clock.ts'
import type { AccountId } from '../../core/ids.ts'
import { grantRole } from '../../core/people/grant-role.ts'
import type { GuildHandle } from '../emulators/discord/drive/guild-handle.ts'
import type { Group } from '../emulators/telegram/group.ts'
import { projectFile } from '../support/project-file.ts'
import { asked, itemStates } from './support/asked.ts'
import { batchStates } from './support/batch-states.ts'
import {
  agree,
  discordReviewer,
  type GroupMessages,
  type Reviewer,
  type TelegramReviewer,
  telegramReviewer,
} from './support/reviewers.ts'
import { untilSeated } from './support/until-seated.ts'
import { type Community, openCommunity } from './support/validators.ts'
import { verifyCommunity } from './support/verify-community.ts'

const VALIDATION = { draws: 4, minVotes: 3, panelDraws: 7, panelMinVotes: 5, vestHours: 24 }
const PATIENCE_MS = 120_000
const PEOPLE = 12
/** Long enough that nothing is decided while people tap. */
const WINDOW_MINUTES = 30
const TELEGRAM_PACE_MS = 6_000
const ITEM = 'a doubtful one'

let community: Community
let group: Group
let topic: number
let guild: GuildHandle
let thread: { id: string }
let reviewers: Reviewer[]

beforeAll(async () => {
  community = await openCommunity(0, WINDOW_MINUTES)
  const { telegram, discord } = community
  guild = discord.guild({ name: 'Reviewers' })
  const channel = guild.channel({ name: 'disputes' })
  await community.openProject(projectFile({ protocol: 'peers', validation: VALIDATION }), [ITEM])
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

/** Whoever is asked for a vote, with the stage and how many votes there are in it. */
async function waiting(): Promise<{ person: Reviewer; stage: number; given: number }[]> {
  return (await asked(community)).flatMap(({ userId, stage, given }) => {
    const person = reviewers.find((one) => one.userId === userId)
    return person ? [{ person, stage, given }] : []
  })
}

const itemState = async () => (await itemStates(community))[ITEM]

/** The votes stand on the ledger, and the time in which they can be contested goes by. */
async function endWindow(state: string): Promise<void> {
  await expect.poll(() => batchStates(community), { timeout: PATIENCE_MS, interval: 200 }).toEqual([state])
  await community.wait((WINDOW_MINUTES + 1) * 60_000)
}

/** The first answer, and validators who do not agree on it. Returns them, the first one who answered first. */
async function disagree(): Promise<Reviewer[]> {
  const [ada] = reviewers as [Reviewer]
  await untilSeated(community, PEOPLE)
  await ada.tap('Start labeling', 'Is this message spam?')
  await ada.tap('Spam', 'Saved: Spam')
  const voters: Reviewer[] = []
  const goesOn = async () =>
    (await waiting()).length > 0 || (await batchStates(community)).includes('proposed')
  for (;;) {
    await expect.poll(goesOn, { timeout: PATIENCE_MS, interval: 100 }).toBe(true)
    const [next] = await waiting()
    if (!next) break
    const { person, given } = next
    await person.say('validate', 'Validation')
    if (given < 2) await person.tap(given === 0 ? 'Spam' : 'Ham', 'Saved')
    else {
      await person.tap("Can't tell", 'Why can you not tell')
      await person.tap('It is unclear', 'Skipped')
    }
    voters.push(person)
  }
  await endWindow('proposed')
  return [ada, ...voters]
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
    .poll(async () => (await waiting()).map(({ stage }) => stage), { timeout: PATIENCE_MS })
    .toEqual(Array(VALIDATION.panelMinVotes).fill(2))
  const messages = await bothMessages()
  const since = Date.now()
  expect(inGroup()[0]).toMatchObject({ topicId: topic, buttons: [['Ham', 'Spam']] })
  for (const text of [inGroup()[0]?.text, inThread()[0]?.content]) {
    expect(text).toContain(ITEM)
    expect(text).toContain('Think of who sent it and why.')
    expect(text).toContain('0 of 5 votes')
  }

  const [one, two, three, four, five] = (await waiting()).map(({ person }) => person) as [
    Reviewer,
    Reviewer,
    Reviewer,
    Reviewer,
    Reviewer,
  ]
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

  await endWindow('panelProposed')
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
  expectFewChanges(since)
  const { differences } = await verifyCommunity(community)
  expect(differences).toEqual([])
})

/** Nothing that a group was ever shown names anybody, or told how votes fell before the decision. */
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
}

/** Many votes make few changes: not more than fit into the time, with one more for the first and one for the jump of the
 * clock. */
function expectFewChanges(since: number): void {
  expect(inGroup()[0]?.edits).toBeLessThanOrEqual(2 + (Date.now() - since) / TELEGRAM_PACE_MS)
}
