import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { expect, test } from 'vitest'
import { type CheckedAnswer, findLeaks } from '../../../../core/quality/gold/find-leaks.ts'

interface Plan {
  readonly seed: number
  /** How much easier gold is than the rest, in log odds. */
  readonly ease: number
  /** People who know the gold, and how right they are elsewhere. */
  readonly knowers: number
  readonly accuracy: number
  readonly goldEach: number
}

/** 40 people, 40 gold items and 400 others; people and items differ in log odds of being right. */
function community({ seed, ease, knowers, accuracy, goldEach }: Plan): CheckedAnswer[] {
  const generator = xoroshiro128plus(seed)
  const random = () => uniformInt(generator, 0, 999_999) / 1_000_000
  const hardness = Array.from({ length: 440 }, (_, item) => (item < 40 ? ease : 0) + 3 * (random() - 0.5))
  const pick = (from: number, to: number, count: number) => {
    const left = Array.from({ length: to - from }, (_, at) => from + at)
    return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0] ?? from)
  }
  return Array.from({ length: 40 }, (_, person) => person).flatMap((person) => {
    const skill = person < knowers ? Math.log(accuracy / (1 - accuracy)) : 0.5 + 3 * random()
    return [...pick(0, 40, goldEach), ...pick(40, 440, 100)].map((item) => {
      const isGold = item < 40
      const chance = 1 / (1 + Math.exp(-(skill + (hardness[item] ?? 0))))
      return { person, item, isGold, right: (isGold && person < knowers) || random() < chance }
    })
  })
}

test('somebody who guesses everywhere but on gold is found', () => {
  const found = findLeaks(community({ seed: 3, ease: 0, knowers: 2, accuracy: 0.5, goldEach: 30 }), 0.001)
  expect(found.map((one) => one.person).sort()).toEqual([0, 1])
  for (const one of found) {
    expect(one).toMatchObject({ rightOnGold: 30, onGold: 30 })
    expect(one.expected).toBeLessThan(25)
    expect(one.chance).toBeLessThan(0.001)
  }
})

test('nobody is named where nobody knows gold, even if gold is much easier than the rest', () => {
  for (const ease of [0, 1, 2]) {
    for (let seed = 1; seed <= 20; seed++) {
      const plan = { seed, ease, knowers: 0, accuracy: 0.5, goldEach: 20 }
      expect(findLeaks(community(plan), 0.001)).toEqual([])
    }
  }
})

test('good people are right on gold too and are not named for it', () => {
  const found = findLeaks(community({ seed: 5, ease: 0, knowers: 2, accuracy: 0.97, goldEach: 30 }), 0.001)
  expect(found).toEqual([])
})

test('few answers say nothing', () => {
  const few = community({ seed: 3, ease: 0, knowers: 2, accuracy: 0.5, goldEach: 7 })
  expect(findLeaks(few, 0.05)).toEqual([])
  expect(findLeaks([], 0.05)).toEqual([])
})
