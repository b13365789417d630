import fc from 'fast-check'
import { expect, test } from 'vitest'
import { settlementTerms } from '../../../core/consensus/settlement-terms.ts'
import { newBytes32Id, newId } from '../../../core/ids.ts'
import type { CountedAnnotation } from '../../../core/store/annotations.ts'

const amounts = { rewardWei: 100n, slashWei: 20n }

function annotation(label: string, stakeWei = 1_000n): CountedAnnotation {
  return {
    id: newId(),
    accountId: newId(),
    personId: newId(),
    onGold: false,
    label,
    stakeWei,
    lockId: newBytes32Id(),
  }
}

test('the decided label earns the reward, another label loses the slash', () => {
  const terms = settlementTerms([annotation('ham'), annotation('spam'), annotation('ham')], 'ham', amounts)
  expect(terms.map((term) => [term.annotation.label, term.rewardWei, term.slashWei])).toEqual([
    ['ham', 100n, 0n],
    ['spam', 0n, 20n],
    ['ham', 100n, 0n],
  ])
})

test('a unanimous round slashes nobody', () => {
  const terms = settlementTerms([annotation('ham'), annotation('ham')], 'ham', amounts)
  expect(terms.every((term) => term.slashWei === 0n)).toBe(true)
})

test('nobody loses more than the stake the annotation holds', () => {
  const [term] = settlementTerms([annotation('spam', 5n)], 'ham', amounts)
  expect(term?.slashWei).toBe(5n)
})

test('rewards and slashes add up to the counts of either side, whatever the labels', () => {
  const labels = fc.array(fc.constantFrom('ham', 'spam', 'other'), { maxLength: 25 })
  fc.assert(
    fc.property(labels, (given) => {
      const annotations = given.map((label) => annotation(label))
      const terms = settlementTerms(annotations, 'ham', amounts)
      const agree = BigInt(given.filter((label) => label === 'ham').length)
      const sum = (part: 'rewardWei' | 'slashWei') => terms.reduce((total, term) => total + term[part], 0n)
      expect(sum('rewardWei')).toBe(agree * amounts.rewardWei)
      expect(sum('slashWei')).toBe((BigInt(given.length) - agree) * amounts.slashWei)
      expect(terms.map((term) => term.annotation)).toEqual(annotations)
    }),
  )
})
