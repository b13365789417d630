import fc from 'fast-check'
import { expect, test } from 'vitest'
import { behave } from '../../../../core/quality/simulation/behave.ts'
import { buildCommunity, type Community } from '../../../../core/quality/simulation/community.ts'
import type { CommunitySettings } from '../../../../core/quality/simulation/community-settings.ts'
import { drawsOf } from '../../../../core/quality/simulation/draws.ts'
import { mostAccurate } from '../../../../core/quality/simulation/skills.ts'

const usual: CommunitySettings = {
  people: 100,
  items: 300,
  labels: 4,
  labelShares: [0.25, 0.25, 0.25, 0.25],
  accuracy: 0.8,
  hard: 0.2,
  spammers: 0.1,
  colluders: 0.2,
  cliqueSize: 10,
  sleepers: 0.1,
  dropOuts: 0.2,
  skips: 0,
  secondsPerAnswer: 10,
  answersPerDay: 40,
  hoursToVote: 3,
}
const build = (changes: Partial<CommunitySettings> = {}, seed = 1) =>
  buildCommunity({ ...usual, ...changes }, seed, 900)

/** Share of right answers of some people over all items. */
function accuracyOf(community: Community, kind: string, answered = 0): number {
  let [right, all] = [0, 0]
  for (const person of community.people.filter((one) => one.kind === kind)) {
    for (const [item, { truth }] of community.items.entries()) {
      all++
      if (behave(community, person, item, answered).label === truth) right++
    }
  }
  return right / all
}

test('draws depend on their keys alone, and are as they should be on average', () => {
  expect(drawsOf(1, 2).uniform()).toBe(drawsOf(1, 2).uniform())
  expect(drawsOf(1, 2).uniform()).not.toBe(drawsOf(2, 1).uniform())
  const many = Array.from({ length: 20_000 }, (_, n) => drawsOf(7, n))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  expect(mean(many.map((draws) => draws.uniform()))).toBeCloseTo(0.5, 1)
  const normal = many.map((draws) => draws.normal())
  expect(mean(normal)).toBeCloseTo(0, 1)
  expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1)
  expect(mean(many.map((draws) => draws.exponential(3)))).toBeGreaterThan(2.9)
  const weighted = many.map((draws) => draws.weighted([1, 0, 3]))
  expect(weighted).not.toContain(1)
  expect(mean(weighted.map((index) => Number(index === 2)))).toBeCloseTo(0.75, 1)
})

test('the same seed builds the same people and items, another seed others', () => {
  expect(build()).toEqual(build())
  expect(build({}, 2).items).not.toEqual(build().items)
})

test('there are as many of each kind as the shares say', () => {
  const count = (kind: string) => build().people.filter((person) => person.kind === kind).length
  expect(['honest', 'dropOut', 'sleeper', 'spammer', 'colluder'].map(count)).toEqual([40, 20, 10, 10, 20])
})

test('people who do their best are as accurate as asked for, whatever labels and hard items there are', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 20 }),
      fc.double({ min: 0.5, max: 0.95, noNaN: true }),
      fc.double({ min: 0, max: 0.4, noNaN: true }),
      fc.integer({ min: 0, max: 1_000 }),
      (labels, wanted, hard, seed) => {
        const accuracy = Math.min(wanted, mostAccurate(hard))
        const labelShares = new Array<number>(labels).fill(1 / labels)
        const nobodyElse = { spammers: 0, colluders: 0, sleepers: 0, dropOuts: 0 }
        const community = build({ labels, labelShares, accuracy, hard, ...nobodyElse }, seed)
        // Two standard errors of 300 items that differ in how hard they are, and of their labels.
        expect(Math.abs(accuracyOf(community, 'honest') - accuracy)).toBeLessThan(0.06)
      },
    ),
    { numRuns: 40 },
  )
})

test('spammers know nothing, sleepers know nothing once they turned, colluders lie on half of the items', () => {
  const community = build({ hard: 0 })
  expect(accuracyOf(community, 'spammer')).toBeCloseTo(0.25, 1)
  expect(accuracyOf(community, 'sleeper')).toBeGreaterThan(0.7)
  expect(accuracyOf(community, 'sleeper', 1_000)).toBeCloseTo(0.25, 1)
  expect(accuracyOf(community, 'colluder')).toBeCloseTo(0.4, 1)
})

test('the members of a clique tell the same lies, other cliques other ones', () => {
  const community = build({ accuracy: 0.9, hard: 0 })
  const colluders = community.people.filter(({ kind }) => kind === 'colluder')
  const cliques = [0, 1].map((clique) => colluders.filter((one) => one.clique === clique))
  expect(cliques.map((members) => members.length)).toEqual([10, 10])
  const sharedMistakes = (one = colluders[0], other = colluders[0]) =>
    community.items.filter(({ truth }, item) => {
      if (!one || !other) return false
      const [mine, yours] = [one, other].map((person) => behave(community, person, item, 0).label)
      return mine === yours && mine !== truth
    }).length / community.items.length
  expect(sharedMistakes(cliques[0]?.[0], cliques[0]?.[1])).toBeGreaterThan(0.45)
  expect(sharedMistakes(cliques[0]?.[0], cliques[1]?.[1])).toBeLessThan(0.2)
})

test('on hard items people are right half as often and mistakes fall on the same label', () => {
  const community = build({ hard: 1, accuracy: 0.45, labels: 4 })
  const honest = community.people.filter(({ kind }) => kind === 'honest')
  let [mistakes, tempted] = [0, 0]
  for (const person of honest) {
    for (const [item, { truth, tempting }] of community.items.entries()) {
      const { label } = behave(community, person, item, 0)
      if (label === truth) continue
      mistakes++
      if (label === tempting) tempted++
    }
  }
  expect(accuracyOf(community, 'honest')).toBeCloseTo(0.45, 1)
  expect(tempted / mistakes).toBeGreaterThan(0.8)
})

test('the order in which somebody meets items changes none of their answers', () => {
  const community = build({ skips: 0.1 })
  const person = community.people.find(({ kind }) => kind === 'honest')
  if (!person) throw new Error('nobody')
  const items = community.items.map((_, item) => item)
  const forth = items.map((item) => behave(community, person, item, item))
  const back = items.toReversed().map((item) => behave(community, person, item, 0))
  expect(back.toReversed()).toEqual(forth)
  expect(forth.filter(({ label }) => label === null).length).toBeGreaterThan(10)
})
