import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFile } from '../support/project-file.ts'
import { asked, itemStates, memberOf } from './support/asked.ts'
import { giveRecords } from './support/gold-records.ts'
import { differingHoldings, type Holding, holdings } from './support/ledger-books.ts'
import { type Community, enter, type Member, openCommunity } from './support/validators.ts'
import { verifyCommunity } from './support/verify-community.ts'

const PATIENCE_MS = 60_000
const MINUTE_MS = 60_000
const WINDOW_MINUTES = 30
/** Twelve seats are all drawn for the two rounds; of those of one the two experts vote on nothing, and the one who
 * answered may not: three are left at least, of whom one at most votes for the answer. */
const VALIDATION = { draws: 6, minVotes: 3, panelDraws: 6, panelMinVotes: 3, vestHours: 24 }
const BY_EXPERTS = 'some would call it spam'
const BY_TIME = 'others would not'

let community: Community
let ada: Member
let bea: Member
let experts: readonly Member[]

beforeAll(async () => {
  community = await openCommunity(12, WINDOW_MINUTES)
  await community.openProject(projectFile({ protocol: 'peers', validation: VALIDATION }), [])
  for (const member of community.members) await enter(member)
  ;[ada, bea] = community.members as [Member, Member]
  experts = community.members.slice(-2)
  for (const expert of experts) {
    await expert.say('validator off', 'You are not drawn at the moment')
    await community.boss.say(`people rank spam ${expert.name} expert`, `${expert.name} is expert`)
  }
  await giveRecords(community, { right: [ada, bea], guessing: community.members.slice(2, -2) })
}, 120_000)
afterAll(() => community?.close())

const settle = () => community.tagora.app.scheduler.runNow('settle')

/** Everybody who is asked votes against Ada's answer, except Bea, until nobody is asked. Returns who voted. */
async function outvote(item: string): Promise<Member[]> {
  const voted: Member[] = []
  const go = async () => {
    const [next] = await asked(community)
    if (!next) {
      await settle()
      return voted.length > 0
    }
    const member = memberOf(community, next.userId)
    await member.say('validate', item)
    await member.tap(member === bea ? 'Spam' : 'Ham', 'Saved')
    voted.push(member)
    return (await asked(community)).length === 0
  }
  await expect.poll(go, { timeout: PATIENCE_MS, interval: 20 }).toBe(true)
  return voted
}

/** Lets the program go on until the votes of a stage stand on the ledger and the court has been asked about them. */
async function untilQuestioned(stage: number): Promise<void> {
  const goOn = async () => {
    await settle()
    return await community.tagora.app.store.transaction((trx) =>
      trx
        .selectFrom('questions')
        .innerJoin('batches', 'batches.id', 'questions.batch_id')
        .select(['questions.stage', 'questions.state'])
        .where('batches.closed_at', 'is', null)
        .where('questions.stage', '=', stage)
        .execute(),
    )
  }
  await expect.poll(goOn, { timeout: PATIENCE_MS, interval: 20 }).toEqual([{ stage, state: 'taken' }])
}

async function endWindow(): Promise<void> {
  await community.wait((WINDOW_MINUTES + 1) * MINUTE_MS)
  await settle()
}

/** Ada's answer is outvoted twice by people whose records are no better than chance, and comes to the experts. */
async function bringToExperts(item: string): Promise<readonly Member[]> {
  await community.addItem(item)
  await ada.say('task', item)
  await ada.tap('Spam', 'Saved: Spam')
  const first = await outvote(item)
  await untilQuestioned(1)
  await endWindow()
  const second = await outvote(item)
  await untilQuestioned(2)
  await endWindow()
  await expect
    .poll(
      async () => {
        await settle()
        return (await itemStates(community))[item]
      },
      { timeout: PATIENCE_MS, interval: 20 },
    )
    .toBe('expert')
  await community.tagora.app.scheduler.runNow('experts')
  expect([...first, ...second]).toContain(bea)
  return [ada, ...first, ...second]
}

async function untilUndecided(item: string): Promise<void> {
  const goOn = async () => {
    await settle()
    return (await itemStates(community))[item]
  }
  await expect.poll(goOn, { timeout: PATIENCE_MS, interval: 20 }).toBe('undecided')
}

/** Everybody who answered earned by it, and nobody lost anything. */
async function expectEverybodyPaid(
  people: readonly Member[],
  before: ReadonlyMap<string, Holding>,
): Promise<void> {
  const after = await holdings(community)
  for (const { name } of people) {
    const earned = (after.get(name)?.earnedWei ?? 0n) - (before.get(name)?.earnedWei ?? 0n)
    expect({ name, paid: earned > 0n }).toEqual({ name, paid: true })
  }
  for (const { name, heldWei, slashedWei } of after.values()) {
    expect({ name, heldWei, slashedWei }).toEqual({ name, heldWei: 0n, slashedWei: 0n })
  }
  await expect.poll(() => differingHoldings(community), { timeout: 30_000 }).toEqual([])
}

test('a verdict by people with bad records is questioned twice; experts call the item unclear, and everybody is paid', {
  timeout: 200_000,
}, async () => {
  const before = await holdings(community)
  const people = await bringToExperts(BY_EXPERTS)
  for (const member of people) await member.told('looked at again before anybody loses anything')
  expect(await ada.told('The experts look at it')).toContain('everybody is paid')
  expect(ada.messages().join()).not.toContain('until then you can appeal')
  expect(await community.boss.say('project status spam', 'Doubtful verdicts')).toContain(
    '1 now, 1 in all, of which 0 ended unclear',
  )
  for (const [index, expert] of experts.entries()) {
    await expert.told('1 item waits for an expert')
    expect(await expert.say('expert', BY_EXPERTS)).toContain('more than one answer can be defended')
    await expert.tap('Unclear: nobody is wrong', 'Everybody concerned reads it')
    await expert.tap('Both answers can be defended', index === 0 ? '1 so far' : 'enough experts agree')
  }
  await untilUndecided(BY_EXPERTS)
  for (const member of people)
    expect(await member.told('The experts say that an item you worked on is unclear')).toContain(
      'Both answers can be defended',
    )
  await expectEverybodyPaid(people, before)
  expect(await ada.say('mywork', 'Your latest work')).toContain('Spam – unclear: nobody is wrong')
})

test('what no expert decides in time is unclear as well, and everybody is paid', {
  timeout: 200_000,
}, async () => {
  const before = await holdings(community)
  const people = await bringToExperts(BY_TIME)
  await community.wait(49 * 60 * MINUTE_MS)
  await untilUndecided(BY_TIME)
  for (const member of people) await member.told('So it counts as unclear: nobody is wrong')
  await expectEverybodyPaid(people, before)
  expect(await community.boss.say('project status spam', '0 now')).toContain(
    '2 in all, of which 2 ended unclear',
  )
})

test('all of it is recomputed from the ledger without a difference', async () => {
  expect((await verifyCommunity(community)).differences).toEqual([])
})
