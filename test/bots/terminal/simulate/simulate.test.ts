import { expect, test } from 'vitest'
import { combineSettings, type SettingLists } from '../../../../bots/terminal/simulate/settings.ts'
import { type SimulationOptions, simulate } from '../../../../bots/terminal/simulate/simulate.ts'
import { unbeaten } from '../../../../bots/terminal/simulate/unbeaten.ts'
import { parseProjectFile } from '../../../../core/projects/parse-project-file.ts'
import type { CommunitySettings } from '../../../../core/quality/simulation/community-settings.ts'
import { projectFile } from '../../../support/project-file.ts'

const honest: CommunitySettings = {
  people: 12,
  items: 40,
  labels: 2,
  labelShares: [0.5, 0.5],
  accuracy: 0.995,
  hard: 0,
  spammers: 0,
  colluders: 0,
  cliqueSize: 5,
  sleepers: 0,
  dropOuts: 0,
  skips: 0,
  secondsPerAnswer: 10,
  answersPerDay: 40,
  hoursToVote: 3,
}
const own: SettingLists = {
  redundancy: [],
  maxRedundancy: [],
  adaptive: [],
  threshold: [],
  protocol: [],
  votes: [],
}
const settingsOf = (lists: Partial<SettingLists> = {}, file: Record<string, unknown> = {}, items = 40) =>
  combineSettings(parseProjectFile(projectFile(file), 'project.json').definition, { ...own, ...lists }, items)

function run(
  community: Partial<CommunitySettings> = {},
  lists: Partial<SettingLists> = {},
  options: Partial<SimulationOptions> = {},
) {
  const world = { ...honest, ...community }
  const settings = settingsOf(lists, {}, world.items)
  return simulate({ community: world, settings, seed: 1, runs: 2, seconds: 120, ...options })
}

test('every combination of the lists is a setting, with the rest as the file says', () => {
  const settings = settingsOf({ redundancy: [3, 5], maxRedundancy: [3, 7], adaptive: [true, false] })
  const named = settings.map(({ definition }) => [
    definition.redundancy,
    definition.maxRedundancy,
    definition.adaptive !== undefined,
  ])
  expect(named).toEqual([
    [3, 3, true],
    [3, 3, false],
    [3, 7, true],
    [3, 7, false],
    [5, 5, true],
    [5, 5, false],
    [5, 7, true],
    [5, 7, false],
  ])
  expect(settingsOf().map(({ definition }) => definition.redundancy)).toEqual([3])
})

test('amounts that a file states are kept, derived ones follow the maximum that is tried', () => {
  const stated = { adaptive: { wrongDecisionLoss: '7' } }
  const [kept] = settingsOf({ maxRedundancy: [9] }, stated)
  expect(kept?.source).toContain('"wrongDecisionLoss":"7"')
  const [few, many] = settingsOf({ maxRedundancy: [5, 9] }, { adaptive: {} })
  expect(few?.source).toContain('"wrongDecisionLoss":"4.34')
  expect(many?.source).not.toContain('"wrongDecisionLoss":"4.34')
})

test('a protocol is varied only in what it looks at', () => {
  const lists = { protocol: ['independent', 'peers'], redundancy: [3, 5], votes: [2, 3] } as const
  const named = settingsOf(lists).map(({ definition: { protocol, redundancy, validation } }) =>
    protocol === 'peers' ? `${validation.minVotes} votes` : `${redundancy} answers`,
  )
  expect(named).toEqual(['3 answers', '5 answers', '2 votes', '3 votes'])
  const [many] = settingsOf({ protocol: ['peers'], votes: [6] })
  expect(many?.definition.validation).toMatchObject({ minVotes: 6, draws: 6 })
})

test('too many or impossible settings are refused', () => {
  const many = Array.from({ length: 25 }, (_, n) => n + 1)
  expect(() => settingsOf({ redundancy: many, maxRedundancy: [25] })).toThrow('simulate.tooMany')
  expect(() => settingsOf({ maxRedundancy: [25] }, {}, 10_000)).toThrow('simulate.tooLarge')
  expect(() => settingsOf({ threshold: [{ numerator: 1, denominator: 2 }] })).toThrow('project.invalid')
})

test('people who are nearly always right label everything for exactly its price', async () => {
  const [result] = await run()
  expect(result?.runs).toBe(2)
  const { accuracy, answersPerItem, toExperts, unfinished, days } = result?.figures ?? {}
  expect(accuracy?.mean).toBeGreaterThan(0.98)
  expect(answersPerItem?.mean).toBe(3)
  expect([toExperts?.mean, unfinished?.mean]).toEqual([0, 0])
  // 0.1 tokens for each of three answers; the few wrong ones earn nothing.
  expect(result?.figures.tokensPerItem.mean).toBeGreaterThan(0.28)
  expect(result?.figures.tokensPerItem.mean).toBeLessThanOrEqual(0.3)
  // 120 answers at 480 a day.
  expect(days?.mean).toBeGreaterThan(0.1)
  expect(days?.mean).toBeLessThan(3)
})

test('the same options give the same figures, another seed others', async () => {
  const community = { accuracy: 0.7, spammers: 0.2, dropOuts: 0.2, skips: 0.05 }
  const first = await run(community, { adaptive: [true] })
  expect(await run(community, { adaptive: [true] })).toEqual(first)
  expect(await run(community, { adaptive: [true] }, { seed: 2 })).not.toEqual(first)
})

test('more answers cost more, and get more right of what is hard', async () => {
  const community = { accuracy: 0.7, hard: 0.1, items: 80 }
  const [three, seven] = await run(community, { redundancy: [3, 7], maxRedundancy: [7] })
  expect(seven?.figures.tokens.mean).toBeGreaterThan(three?.figures.tokens.mean ?? 0)
  expect(seven?.figures.accuracy.mean).toBeGreaterThan(three?.figures.accuracy.mean ?? 1)
  expect(unbeaten([three, seven].flatMap((one) => one ?? []))).toEqual([true, true])
})

test('a project with fewer people than answers wanted ends unfinished', async () => {
  const [result] = await run({ people: 2 })
  expect(result?.figures.unfinished.mean).toBe(1)
  expect(result?.figures.answersPerItem.mean).toBe(2)
  expect(result?.figures.tokens.mean).toBe(0)
})

test('what drop-outs leave behind expires and is labeled by others', async () => {
  const [result] = await run({ dropOuts: 0.5, people: 20 })
  expect(result?.figures.unfinished.mean).toBe(0)
  expect(result?.figures.accuracy.mean).toBeGreaterThan(0.95)
})

test('spammers and cliques cost accuracy, and the health report names some and nobody honest', async () => {
  const community = { people: 20, items: 240, accuracy: 0.85, spammers: 0.2, colluders: 0.2 }
  const [good] = await run({ ...community, spammers: 0, colluders: 0 }, { redundancy: [5] }, { runs: 1 })
  const [bad] = await run(community, { redundancy: [5] }, { runs: 1 })
  expect(bad?.figures.accuracy.mean).toBeLessThan(good?.figures.accuracy.mean ?? 0)
  expect(bad?.flagged.spammer).toBeGreaterThan(0.4)
  expect(bad?.flagged.honest).toBe(0)
  expect(good?.flagged).toMatchObject({ honest: 0, spammer: null, colluder: null })
})

test('with peers, drawn validators confirm each answer and are paid by their record', async () => {
  const [result] = await run({ people: 20 }, { protocol: ['peers'] })
  const { accuracy, answersPerItem, toExperts, unfinished, tokensPerItem, honestSlashed, days } =
    result?.figures ?? {}
  expect(accuracy?.mean).toBeGreaterThan(0.98)
  expect(unfinished?.mean).toBe(0)
  expect(toExperts?.mean).toBeLessThan(0.1)
  // One annotation and three votes, some of them by those in reserve.
  expect(answersPerItem?.mean).toBeGreaterThanOrEqual(4)
  expect(answersPerItem?.mean).toBeLessThan(5.5)
  // 0.1 and three times 0.03 tokens, times 34/64 for a newcomer and 94/64 at most.
  expect(tokensPerItem?.mean).toBeGreaterThan((0.19 * 34) / 64)
  expect(tokensPerItem?.mean).toBeLessThan((0.3 * 94) / 64)
  expect(honestSlashed?.mean).toBeLessThan(0.03)
  // A verdict can be contested for half a day.
  expect(days?.mean).toBeGreaterThan(0.1)
})

test('with too few people to draw from, everything is left to experts', async () => {
  const [result] = await run({ people: 2, items: 10 }, { protocol: ['peers'] })
  expect(result?.figures.toExperts.mean).toBe(1)
})

test('peers who come late leave more to experts', async () => {
  const peers = { protocol: ['peers'] } as const
  const [soon] = await run({ people: 20, hoursToVote: 1, answersPerDay: 10 }, peers, { runs: 1 })
  const [late] = await run({ people: 20, hoursToVote: 40, answersPerDay: 10 }, peers, { runs: 1 })
  expect(late?.figures.toExperts.mean).toBeGreaterThan(soon?.figures.toExperts.mean ?? 1)
})

test('a simulation that cannot end in its time says so', async () => {
  await expect(run({}, {}, { seconds: 0.000_001 })).rejects.toThrow('simulate.tooLong')
})
