import { expect, test } from 'vitest'
import { itemPayments } from '../../../../core/chain/batches/item-payments.ts'
import type { OpenEntry } from '../../../../core/ledger/open-items.ts'
import { withPremium } from '../../../../core/ledger/record.ts'
import { weiOf } from '../../../../core/ledger/units.ts'
import type { ParamsWord } from '../../../../core/ledger/words.ts'

const params = {
  annotatorReward: 100n,
  annotatorSlash: 200n,
  validatorReward: 30n,
  validatorSlash: 60n,
} as ParamsWord
const entries: OpenEntry[] = [
  { seat: 1, vote: 'approve', recordClass: 0 },
  { seat: 2, vote: 'reject', recordClass: 15 },
  { seat: 3, vote: 'unsure', recordClass: 7 },
  { seat: 4, vote: 'none', recordClass: 7 },
]

test('an unclear item pays the annotator and whoever took a side, by their records, and takes nothing', () => {
  const { annotator, seats } = itemPayments(params, { verdict: 'unclear', term: 6, entries })
  const paid = (base: bigint, recordClass: number) => ({
    rewardWei: weiOf(withPremium(base, recordClass)),
    shareWei: 0n,
    slashWei: 0n,
  })
  expect(annotator).toEqual(paid(100n, 5))
  expect([...seats]).toEqual([
    [1, paid(30n, 0)],
    [2, paid(30n, 15)],
  ])
})

test('a verdict pays one side by what the other loses', () => {
  const { annotator, seats } = itemPayments(params, { verdict: 'accepted', term: 1, entries })
  expect(annotator.slashWei).toBe(0n)
  expect(seats.get(1)?.shareWei).toBe(weiOf(60n))
  expect(seats.get(2)).toEqual({ rewardWei: 0n, shareWei: 0n, slashWei: weiOf(60n) })
  expect(seats.size).toBe(2)
})
