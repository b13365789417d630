import { expect, test } from 'vitest'
import { type OpenRuling, verdictSheet } from '../../../../core/chain/court/verdict-sheet.ts'
import type { ItemId, PersonId } from '../../../../core/ids.ts'
import { type RuledLabel, UNCLEAR } from '../../../../core/store/expert-cases.ts'

const [EVE, FAY] = ['eve', 'fay'] as [PersonId, PersonId]

/** An item whose first answer is "yes", of which these experts say what they agree on. */
function open(agreed: RuledLabel | undefined, saidNotMine = false): OpenRuling {
  const all: OpenRuling['rulings'] = [EVE, FAY].map((personId) => ({ personId, label: agreed ?? null }))
  const rulings = agreed === undefined ? [] : all
  return { itemId: 'one' as ItemId, annotated: 'yes', agreed, saidNotMine, rulings }
}

test('each thing that experts can say has its code', () => {
  const sheet = verdictSheet([open('yes'), open('no'), open(null), open(UNCLEAR)], false)
  expect(sheet).toEqual({ codes: [1, 2, 3, 4], signers: [EVE, FAY] })
})

test('what they do not agree on in time is unclear, or void where somebody says that an answer is not theirs', () => {
  const items = [open('yes'), open(undefined), open(undefined, true)]
  expect(verdictSheet(items, false)).toBeNull()
  expect(verdictSheet(items, true)?.codes).toEqual([1, 4, 3])
})

test('whoever says otherwise signs nothing', () => {
  const split = { ...open(UNCLEAR), rulings: [{ personId: EVE, label: UNCLEAR }] } as const
  const other = { ...open('yes'), rulings: [{ personId: EVE, label: null }] } as const
  expect(verdictSheet([split, other], false)?.signers).toEqual([])
})
