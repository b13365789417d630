import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFile } from '../support/project-file.ts'
import { asked, itemStates, memberOf } from './support/asked.ts'
import { untilBooksAgree } from './support/until-books-agree.ts'
import { type Community, enter, type Member, openCommunity } from './support/validators.ts'
import { verifyCommunity } from './support/verify-community.ts'

const PATIENCE_MS = 30_000
const VALIDATION = { draws: 3, minVotes: 3, panelDraws: 5, panelMinVotes: 5, vestHours: 24 }
const ITEM = 'nobody agrees on this'

let community: Community

beforeAll(async () => {
  community = await openCommunity(10)
  const threshold = { numerator: 9, denominator: 10 }
  await community.openProject(
    projectFile({ protocol: 'peers', threshold, validation: VALIDATION, audits: { share: 0 } }),
    [ITEM],
  )
}, 120_000)
afterAll(() => community?.close())

/** Everybody who is asked votes in turn for and against the first answer; the second one cannot tell. Returns the
 * members in the order of their votes. */
async function splitTwice(): Promise<Member[]> {
  const voted: Member[] = []
  const votesOnce = async () => {
    const [next] = await asked(community)
    if (!next) return (await itemStates(community))[ITEM] === 'expert'
    const member = memberOf(community, next.userId)
    await member.say('validate', ITEM)
    if (voted.length === 1) {
      await member.tap("Can't tell", 'Why can you not tell')
      await member.tap('It is unclear', 'Skipped')
    } else await member.tap(voted.length % 2 === 0 ? 'Spam' : 'Ham', 'Saved')
    voted.push(member)
    return false
  }
  await expect.poll(votesOnce, { timeout: PATIENCE_MS, interval: 20 }).toBe(true)
  return voted
}

async function rule(expert: Member, label: string, reason: string, words: string): Promise<string> {
  const seen = await expert.say('expert', ITEM)
  await expert.tap(label, 'Everybody concerned reads it')
  await expert.tap(reason, words)
  return seen
}

test('two rounds split, then experts decide in chat: they see everything, sign with a reason, and everybody is told', {
  timeout: 200_000,
}, async () => {
  for (const member of community.members) await enter(member)
  const [ada] = community.members as [Member]
  await ada.tap('Start labeling', 'Is this message spam?')
  await ada.tap('Spam', 'Saved: Spam')
  const voted = await splitTwice()
  expect(voted.length).toBeGreaterThanOrEqual(6)

  // One of those who voted becomes an expert, and two people who come only now.
  const [insider] = voted as [Member]
  const [eve, fay] = [community.join(), community.join()]
  for (const member of [eve, fay]) await enter(member)
  for (const { name } of [insider, eve, fay])
    await community.boss.say(`people rank spam ${name} expert`, `${name} is expert`)
  for (const expert of [eve, fay]) await expert.told('1 item waits for an expert')
  expect(await insider.say('expert', 'No item waits')).not.toContain(ITEM)
  const seen = await rule(eve, 'Ham', 'It is evident', '1 so far')
  for (const words of [
    'guideline version 1',
    'First answer: Spam',
    'First round',
    'Second round',
    'It is unclear',
    'Rulings so far: 0; 2 must say the same',
  ])
    expect(seen).toContain(words)
  await rule(fay, 'Ham', 'The guideline says so', 'enough experts agree')
  await expect
    .poll(async () => (await itemStates(community))[ITEM], { timeout: PATIENCE_MS, interval: 100 })
    .toBe('decided')

  const unsure = voted[1]
  for (const member of [ada, ...voted.filter((one) => one !== unsure)]) {
    await member.told('goes to the experts. They have until')
    const told = await member.told('The experts decided an item you worked on as Ham')
    expect(told).toMatch(/It is evident[\s\S]*The guideline says so/)
  }
  expect((await verifyCommunity(community)).differences).toEqual([])
  await untilBooksAgree(community)
})
