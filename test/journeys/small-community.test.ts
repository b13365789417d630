import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFile } from '../support/project-file.ts'
import { asked, itemStates, memberOf } from './support/asked.ts'
import { holdings } from './support/ledger-books.ts'
import { untilBooksAgree } from './support/until-books-agree.ts'
import { untilSeated } from './support/until-seated.ts'
import { type Community, enter, type Member, openCommunity } from './support/validators.ts'
import { verifyCommunity } from './support/verify-community.ts'

const PATIENCE_MS = 60_000
const HALF_A_DAY_MS = 12.1 * 3_600_000
const VALIDATION = { draws: 3, minVotes: 3, panelDraws: 3, panelMinVotes: 3, vestHours: 24 }
const [AGREED, UNCLEAR, ASLEEP] = ['all agree', 'one cannot tell', 'everybody sleeps'] as const

let community: Community
/** Whoever cannot tell. */
let unsure = ''

beforeAll(async () => {
  community = await openCommunity(4)
  for (const member of community.members) await enter(member)
}, 120_000)
afterAll(() => community?.close())

const runNow = (job: string) => community.tagora.app.scheduler.runNow(job)
const untilTrue = (done: () => Promise<boolean>) =>
  expect.poll(done, { timeout: PATIENCE_MS, interval: 20 }).toBe(true)

/** Whoever is asked votes; true when the peers have ended both of the first items. */
async function voteOnce(): Promise<boolean> {
  const [next] = await asked(community)
  if (!next) {
    const states = await itemStates(community)
    return states[AGREED] === 'decided' && states[UNCLEAR] === 'expert'
  }
  const member = memberOf(community, next.userId)
  const shown = await member.say('validate', 'Validation')
  if (shown.includes(UNCLEAR)) unsure ||= next.userId
  if (shown.includes(UNCLEAR) && unsure === next.userId) {
    await member.tap("Can't tell", 'Why can you not tell')
    await member.tap('It is unclear', 'Skipped')
  } else await member.tap('Spam', 'Saved')
  return false
}

/** Half a day goes by, and everything that the program does by itself is done. True when every item has ended. */
async function passTime(): Promise<boolean> {
  await community.wait(HALF_A_DAY_MS)
  for (const job of ['late-validators', 'expire-leases', 'settle', 'experts', 'settle']) await runNow(job)
  return Object.values(await itemStates(community)).every((state) => /^(decided|undecided)$/.test(state))
}

async function answer(member: Member, item: string): Promise<void> {
  await community.addItem(item)
  await member.say('task', item)
  await member.tap('Spam', 'Saved: Spam')
}

test('in a community of four every item ends, as it is said before the first one, and nobody loses by silence', {
  timeout: 200_000,
}, async () => {
  const [ada, bob] = community.members as [Member, Member]
  await untilSeated(community, 4)
  const plan = await community.openProject(
    projectFile({ protocol: 'peers', validation: VALIDATION, audits: { share: 0 } }),
    [],
  )
  expect(plan).toMatch(
    /With 4 validators: one round of 3 votes; too few are left for a second one. What stays open goes to the experts; what they do not decide within 72 hours stays undecided, and nobody loses anything by it/,
  )
  await answer(ada, AGREED)
  await answer(bob, UNCLEAR)
  await untilTrue(voteOnce)
  await answer(ada, ASLEEP)
  await untilTrue(passTime)
  expect(await itemStates(community)).toEqual({
    [AGREED]: 'decided',
    [UNCLEAR]: 'undecided',
    [ASLEEP]: 'undecided',
  })
  for (const member of [ada, bob]) await member.told('did not decide an item you worked on in time')
  const all = async () => [...(await holdings(community)).values()]
  const atRisk = async () => (await all()).filter(({ heldWei, slashedWei }) => heldWei + slashedWei > 0n)
  await expect.poll(atRisk, { timeout: PATIENCE_MS }).toEqual([])
  // Of the three seats that were drawn one may be that of whoever answered.
  expect((await all()).filter(({ earnedWei }) => earnedWei > 0n).length).toBeGreaterThanOrEqual(3)
  await untilBooksAgree(community)
  expect((await verifyCommunity(community)).differences).toEqual([])
})
