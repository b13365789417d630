import { describe, expect, test } from 'vitest'
import { findSuspects, type Suspects } from '../../../../core/quality/agreement/find-suspects.ts'
import { findTooFast } from '../../../../core/quality/agreement/too-fast.ts'
import { type Crowd, type CrowdPlan, type Kind, simulateCrowd } from './simulated-crowd.ts'

const SEEDS = [1, 2, 3, 4, 5]

function flagged({ tooFast, constant, random, collusion }: Suspects): Set<number> {
  return new Set([
    ...[...tooFast, ...constant, ...random].map(({ person }) => person),
    ...collusion.flatMap(({ people }) => people),
  ])
}

/** Share of the people of some kinds that are flagged, over communities with different seeds. */
function sharesOver(plan: Omit<CrowdPlan, 'seed'>) {
  const crowds = SEEDS.map((seed) => simulateCrowd({ ...plan, seed }))
  const found = crowds.map(({ answers }) => findSuspects(answers))
  const share = (of: (suspects: Suspects) => Set<number>, ...kinds: Kind[]) => {
    const hits = crowds.map((crowd, at) => countKinds(crowd, kinds, of(found[at] as Suspects)))
    const all = crowds.map((crowd) => countKinds(crowd, kinds, null))
    return sum(hits) / sum(all)
  }
  return {
    honest: share(flagged, 'honest'),
    spammers: share(flagged, 'constant', 'random'),
    clique: share(({ collusion }) => new Set(collusion.flatMap(({ people }) => people)), 'clique'),
    constant: share(({ constant }) => new Set(constant.map(({ person }) => person)), 'constant'),
  }
}

function countKinds({ kinds }: Crowd, wanted: readonly Kind[], within: Set<number> | null): number {
  return kinds.filter((kind, person) => wanted.includes(kind) && (within?.has(person) ?? true)).length
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('simulated communities', () => {
  const sizes = [
    { people: 100, items: 2_000, redundancy: 5, labels: 4 },
    { people: 100, items: 4_000, redundancy: 3, labels: 4 },
    { people: 40, items: 400, redundancy: 15, labels: 2 },
  ]

  test.each(sizes)('a clique of 20 % and 20 % spammers are found, %o', (size) => {
    const shares = sharesOver({ ...size, clique: 0.2, spammers: 0.2 })
    expect(shares.clique).toBeGreaterThanOrEqual(0.9)
    expect(shares.spammers).toBeGreaterThanOrEqual(0.9)
    expect(shares.constant).toBeGreaterThanOrEqual(0.9)
    expect(shares.honest).toBeLessThanOrEqual(0.01)
  })

  test.each(sizes)('honest people stay unflagged although many items mislead them, %o', (size) => {
    expect(sharesOver({ ...size, misleading: 0.15 }).honest).toBeLessThanOrEqual(0.01)
    const attacked = sharesOver({ ...size, misleading: 0.15, clique: 0.2, spammers: 0.2 })
    expect(attacked.honest).toBeLessThanOrEqual(0.01)
    expect(attacked.clique).toBeGreaterThanOrEqual(0.9)
  })

  test('with two labels and few answers a clique is found in part, and honest people stay unflagged', () => {
    const shares = sharesOver({
      people: 100,
      items: 2_000,
      redundancy: 5,
      labels: 2,
      clique: 0.2,
      spammers: 0.2,
    })
    expect(shares.clique).toBeGreaterThanOrEqual(0.75)
    expect(shares.honest).toBeLessThanOrEqual(0.01)
  })
})

test('the evidence against a clique says what a moderator can look up', () => {
  const plan = { seed: 3, people: 60, items: 1_000, redundancy: 5, labels: 4, clique: 0.2 }
  const { answers, kinds } = simulateCrowd(plan)
  const [group, ...rest] = findSuspects(answers).collusion
  expect(rest).toEqual([])
  expect(group?.people.every((person) => kinds[person] === 'clique')).toBe(true)
  expect(group?.agreed).toBeGreaterThan(0.7)
  expect(group?.expected).toBeLessThan(0.5)
  expect((group?.sameWrong ?? 0) / (group?.wrong ?? 1)).toBeGreaterThan(0.6)
})

test('two people who copy each other are found among people who do not', () => {
  const { answers, truth } = simulateCrowd({ seed: 5, people: 30, items: 300, redundancy: 12, labels: 3 })
  // The one who is copied is wrong on two items of five.
  const copied = (item: number) => ((truth[item] ?? 0) + (item % 5 < 2 ? 1 : 0)) % 3
  const list = answers.list.map((one) => (one.person < 2 ? { ...one, label: copied(one.item) } : one))
  const { collusion } = findSuspects({ ...answers, list })
  expect(collusion.map(({ people }) => people)).toEqual([[0, 1]])
  expect(collusion[0]).toMatchObject({ agreed: 1 })
})

test('equal answers that are right are no offence', () => {
  const { answers, truth } = simulateCrowd({ seed: 6, people: 30, items: 300, redundancy: 12, labels: 3 })
  const list = answers.list.map((one) =>
    one.person < 4 ? { ...one, label: truth[one.item] ?? one.label } : one,
  )
  expect(findSuspects({ ...answers, list }).collusion).toEqual([])
})

test('the same label throughout is no offence where it is the right one', () => {
  const { answers } = simulateCrowd({ seed: 7, people: 20, items: 200, redundancy: 5, labels: 3 })
  const list = answers.list.map((one) => ({ ...one, label: one.item % 20 === 0 ? 1 : 0 }))
  expect(findSuspects({ ...answers, list }).constant).toEqual([])
})

test('nothing is said of people with few answers, nor of an empty project', () => {
  const none = { tooFast: [], constant: [], random: [], collusion: [] }
  expect(findSuspects({ labels: 2, people: 0, items: [], list: [] })).toEqual(none)
  const few = simulateCrowd({ seed: 8, people: 10, items: 8, redundancy: 3, labels: 2, spammers: 0.5 })
  expect(findSuspects(few.answers)).toEqual(none)
})

describe('pace', () => {
  /** Thirty people with twelve answers each; `seconds` is what a person needs. */
  function paced(seconds: (person: number) => number) {
    const list = Array.from({ length: 360 }, (_, at) => ({
      item: Math.floor(at / 30),
      person: at % 30,
      label: 0,
      durationMs: 1_000 * seconds(at % 30),
    }))
    const items = Array.from({ length: 12 }, () => ({ decided: null, gold: null }))
    return findTooFast({ labels: 2, people: 30, items, list })
  }

  test('several fast people do not hide each other', () => {
    const found = paced((person) => (person < 8 ? 0.8 + person / 20 : 6 + (person % 9)))
    expect(found.map(({ person }) => person).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(found[0]).toMatchObject({ person: 0, answers: 12 })
    expect(found[0]?.medianMs).toBeCloseTo(800)
  })

  test('who is only half as slow as the others is quick, not too fast', () => {
    expect(paced((person) => (person === 3 ? 5 : 10))).toEqual([])
  })
})
