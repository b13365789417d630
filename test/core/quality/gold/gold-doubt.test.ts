import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { goldDoubt } from '../../../../core/quality/gold/gold-doubt.ts'
import { newPerson, newProject, takeAnswer } from '../../../../core/quality/online.ts'

const labels = ['a', 'b', 'c']
const state = newProject(labels)

/** Somebody known to be right in `right` of `all` answers on gold. */
function known(right: number, all: number) {
  let counts = newPerson(3)
  for (let at = 0; at < all; at++) {
    const truth = at % 3
    const label = at < right ? truth : (truth + 1) % 3
    counts = [...takeAnswer(state, [{ label, counts }], truth).person]
  }
  return counts
}
const good = known(57, 60)
const guesser = known(20, 60)

describe('gold that people contradict', () => {
  test('is doubted when people who are mostly right agree on another label', () => {
    const doubt = goldDoubt(state, 0, [
      { label: 1, counts: good },
      { label: 1, counts: good },
      { label: 1, counts: good },
    ])
    expect(doubt.right).toBeLessThan(0.5)
    expect(doubt).toMatchObject({ likely: 1 })
    expect(doubt.likelyProbability).toBeGreaterThan(0.5)
  })

  test('is not doubted for one person, nor for guessers, nor where good people stand by it', () => {
    expect(goldDoubt(state, 0, [{ label: 1, counts: good }]).right).toBeGreaterThan(0.5)
    const guesses = Array.from({ length: 6 }, () => ({ label: 1, counts: guesser }))
    expect(goldDoubt(state, 0, guesses).right).toBeGreaterThan(0.5)
    const split = [0, 0, 0, 1, 1].map((label) => ({ label, counts: good }))
    expect(goldDoubt(state, 0, split).right).toBeGreaterThan(0.9)
  })

  test('without answers is as likely right as known answers are', () => {
    expect(goldDoubt(state, 2, []).right).toBeGreaterThan(0.9)
  })
})

test('the names of labels and the order of answers do not matter', () => {
  const answers = fc.array(fc.record({ label: fc.nat(2), isGood: fc.boolean() }), { maxLength: 8 })
  fc.assert(
    fc.property(answers, fc.nat(2), (given, gold) => {
      const as = (shift: number) =>
        given.map(({ label, isGood }) => ({
          label: (label + shift) % 3,
          counts: isGood ? good : guesser,
        }))
      const plain = goldDoubt(state, gold, as(0))
      expect(goldDoubt(state, gold, as(0).reverse()).right).toBeCloseTo(plain.right, 9)
      // These people are as good at every label, so that only which label is gold counts.
      expect(goldDoubt(state, (gold + 1) % 3, as(1)).right).toBeCloseTo(plain.right, 1)
    }),
  )
})
