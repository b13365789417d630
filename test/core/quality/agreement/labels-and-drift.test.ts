import fc from 'fast-check'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import type { Answers } from '../../../../core/quality/agreement/answers.ts'
import { confusedPairs } from '../../../../core/quality/agreement/confused-pairs.ts'
import { confusionAgainst, labelFigures } from '../../../../core/quality/agreement/confusion.ts'
import { findDrift } from '../../../../core/quality/agreement/drift.ts'
import { hardestItems } from '../../../../core/quality/agreement/hardest-items.ts'
import { simulateCrowd } from './simulated-crowd.ts'

/** One string an item, one digit a person; a dot where there is no answer. */
function answersOf(rows: readonly string[], decided: readonly (number | null)[] = [], labels = 3): Answers {
  const list = rows.flatMap((row, item) =>
    [...row].flatMap((label, person) =>
      label === '.' ? [] : [{ item, person, label: Number(label), durationMs: 1_000 }],
    ),
  )
  const people = Math.max(0, ...rows.map((row) => row.length))
  return {
    labels,
    people,
    items: rows.map((_, item) => ({ decided: decided[item] ?? null, gold: null })),
    list,
  }
}

describe('confusion', () => {
  test('counts answers by truth and says how good each label is', () => {
    const answers = answersOf(['001', '112', '222', '01.'], [0, 1, 2, null])
    const confusion = confusionAgainst(answers, 'decided')
    expect(confusion).toEqual([
      [2, 1, 0],
      [0, 2, 1],
      [0, 0, 3],
    ])
    expect(labelFigures(confusion)).toEqual([
      { label: 0, answers: 3, recall: 2 / 3, precision: 1 },
      { label: 1, answers: 3, recall: 2 / 3, precision: 2 / 3 },
      { label: 2, answers: 3, recall: 1, precision: 3 / 4 },
    ])
    expect(labelFigures(confusionAgainst(answers, 'gold')).map(({ recall }) => recall)).toEqual([
      null,
      null,
      null,
    ])
  })
})

describe('confused labels', () => {
  test('the pair people split on most comes first, with its most evenly split items', () => {
    const answers = answersOf(['0011', '0001', '0022', '0101', '2222'])
    const [first, second, ...none] = confusedPairs(answers, 5, 2)
    expect(first).toMatchObject({ labels: [0, 1], items: 3, examples: [0, 3], direction: 'bothWays' })
    expect(second).toMatchObject({ labels: [0, 2], items: 1, examples: [2] })
    expect(none).toEqual([])
    expect((first?.share ?? 0) + (second?.share ?? 0)).toBeCloseTo(1)
    expect(first?.share).toBeCloseTo(11 / 15)
  })

  test('a confusion that goes one way names first the label that is not seen', () => {
    const answers = answersOf(new Array(12).fill('1112'), new Array(12).fill(1))
    expect(confusedPairs(answers, 1, 1)[0]).toMatchObject({ labels: [1, 2], direction: 'oneWay' })
  })

  test('shares add up to 1 when anybody disagrees', () => {
    const rows = fc.array(fc.stringMatching(/^[0-2]{0,6}$/), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(rows, (units) => {
        const pairs = confusedPairs(answersOf(units), 10, 3)
        const total = pairs.reduce((sum, { share }) => sum + share, 0)
        expect(total).toBeCloseTo(units.some((unit) => new Set(unit).size > 1) ? 1 : 0)
      }),
    )
  })
})

test('the hardest items are those people disagree on, surest evidence first', () => {
  const answers = answersOf(['00000', '01...', '001122', '00001', '22222'])
  const hard = hardestItems(answers, 2)
  expect(hard.map(({ item }) => item)).toEqual([2, 1])
  expect(hard[0]?.counts).toEqual([2, 2, 2])
  expect(hardestItems(answers, 10)).toHaveLength(3)
})

describe('drift', () => {
  /** `accuracy(at)` is the probability that a person's answer number `at` agrees with the decision. */
  function history(
    seed: number,
    people: number,
    answers: number,
    accuracy: (person: number, at: number) => number,
  ) {
    const random = xoroshiro128plus(seed)
    const list = Array.from({ length: answers * people }, (_, index) => {
      const person = index % people
      const isRight = uniformFloat64(random) < accuracy(person, Math.floor(index / people))
      return { item: index, person, label: isRight ? 1 : 0, durationMs: 1_000 }
    })
    return { labels: 2, people, items: list.map(() => ({ decided: 1, gold: null })), list }
  }

  test('a person who gets worse is alarmed about, the others are not', () => {
    const answers = history(3, 20, 150, (person, at) => (person === 4 && at >= 110 ? 0.5 : 0.9))
    const { people, project, tested } = findDrift(answers, 0.05)
    expect(people.map(({ person }) => person)).toEqual([4])
    expect(project).toBeNull()
    expect(tested).toBe(20)
    const [fall] = people
    expect(fall?.recent.total).toBe(50)
    expect((fall?.recent.right ?? 0) / 50).toBeLessThan((fall?.earlier.right ?? 0) / 100)
  })

  test('everybody getting worse at once is an alarm about the project', () => {
    expect(
      findDrift(
        history(5, 20, 60, (_, at) => (at >= 40 ? 0.75 : 0.9)),
        0.05,
      ).project,
    ).not.toBeNull()
  })

  test('without any change at most 5 of 100 reports hold an alarm', () => {
    const alarms = Array.from({ length: 100 }, (_, seed) =>
      findDrift(
        history(seed, 30, 90, (person) => 0.6 + person / 80),
        0.05,
      ),
    ).filter(({ people, project }) => people.length > 0 || project !== null)
    expect(alarms.length).toBeLessThanOrEqual(5)
  })

  test('gold counts before decisions, and undecided items do not count', () => {
    const { answers } = simulateCrowd({ seed: 1, people: 5, items: 90, redundancy: 5, labels: 2 })
    const open = { ...answers, items: answers.items.map(() => ({ decided: null, gold: null })) }
    expect(findDrift(open, 0.05)).toEqual({ project: null, people: [], tested: 0 })
    const gold = { ...open, items: open.items.map(() => ({ decided: 1, gold: 0 })) }
    const zeros = gold.list.map((one) => ({ ...one, label: one.item < 60 ? 0 : 1 }))
    expect(findDrift({ ...gold, list: zeros }, 0.05).people).toHaveLength(5)
  })
})
