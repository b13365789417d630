import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFile } from '../support/project-file.ts'
import { type Asked, asked, itemStates, memberOf } from './support/asked.ts'
import { type Community, enter, openCommunity } from './support/validators.ts'
import { verifyCommunity } from './support/verify-community.ts'

const PATIENCE_MS = 240_000
const VALIDATION = { draws: 4, minVotes: 3, panelDraws: 7, panelMinVotes: 5, vestHours: 24 }
const HALF_OF_ANSWER_TIME_MS = 6.1 * 3_600_000
const ITEMS = ['all agree', 'two of three agree', 'votes split', 'somebody is recused', 'somebody sleeps']

let community: Community

beforeAll(async () => {
  community = await openCommunity(12)
  await community.openProject(projectFile({ protocol: 'peers', validation: VALIDATION }), ITEMS)
}, 120_000)
afterAll(() => community?.close())

/** What happened so far that each story wants once. */
const happened = { recused: false, slept: '', halves: 0 }

/** Answers one item of somebody's run as its story wants it. */
async function play(one: Asked): Promise<void> {
  const member = memberOf(community, one.userId)
  const text = await member.say('validate', 'Validation')
  const item = ITEMS.find((words) => text.includes(words))
  const story = (await asked(community)).find((each) => each.userId === one.userId && each.item === item)
  if (!story) throw new Error(`${member.name} was not asked for: ${text}`)
  if (story.item === 'somebody is recused' && !happened.recused) {
    happened.recused = true
    await member.tap('Not me', 'somebody else judge')
    await member.tap('My conscience', 'Somebody else judges it')
  } else if (story.item === 'votes split' && story.stage === 1 && story.given > 1) {
    await member.tap("Can't tell", 'Why can you not tell')
    await member.tap('It is unclear', 'Skipped')
  } else {
    await member.tap(labelFor(story), 'Saved')
  }
}

function labelFor({ item, stage, given }: Asked): string {
  const isAgainst =
    (item === 'two of three agree' && given === 2) || (item === 'votes split' && stage === 1 && given === 1)
  return isAgainst ? 'Ham' : 'Spam'
}

/** Only the sleeper is left: at half of their time somebody else is asked, and at its end nobody waits for them. */
async function letTimePass(): Promise<void> {
  if (happened.halves === 2) return
  happened.halves++
  community.advance(HALF_OF_ANSWER_TIME_MS)
  await community.tagora.app.scheduler.runNow('late-validators')
}

/** Lets whoever is asked answer; whoever is asked first for the last item answers nothing until nobody waits for them any
 * more. True when every item is decided. */
async function playOnce(): Promise<boolean> {
  const waiting = await asked(community)
  happened.slept ||= waiting.find(({ item }) => item === 'somebody sleeps')?.userId ?? ''
  const next = waiting.find(({ userId }) => userId !== happened.slept || happened.halves === 2)
  if (next) await play(next)
  else if (waiting.length > 0) await letTimePass()
  return (
    waiting.length === 0 && Object.values(await itemStates(community)).every((state) => state === 'decided')
  )
}

test('a community on two platforms decides every item: unanimous, two of three, split, recused, asleep', {
  timeout: 300_000,
}, async () => {
  const [ada] = community.members
  if (!ada) throw new Error('nobody is there')
  for (const member of community.members) await enter(member)
  await ada.tap('Start labeling', 'Is this message spam?')
  for (let index = 0; index < ITEMS.length; index++) await ada.tap('Spam', 'Saved: Spam')
  await expect.poll(playOnce, { timeout: PATIENCE_MS, interval: 20 }).toBe(true)
  expect(happened).toMatchObject({ recused: true, halves: 2 })
  const draws = await community.tagora.app.store.transaction((trx) =>
    trx
      .selectFrom('draws')
      .innerJoin('identities', 'identities.account_id', 'draws.account_id')
      .select(['identities.platform', 'draws.reason', 'draws.stage', 'draws.code'])
      .execute(),
  )
  expect(draws.some((draw) => draw.reason === 'conscience')).toBe(true)
  expect(draws.some((draw) => draw.stage === 2 && draw.code === 1)).toBe(true)
  expect(new Set(draws.filter((draw) => draw.code !== null).map((draw) => draw.platform))).toEqual(
    new Set(['telegram', 'discord']),
  )
  const { differences } = await verifyCommunity(community)
  expect(differences).toEqual([])
})
