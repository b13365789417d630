import { expect, test } from 'vitest'
import { agreedRuling, rulingsNeeded } from '../../../../core/consensus/experts/agreed-ruling.ts'
import { UNCLEAR } from '../../../../core/store/expert-cases.ts'

test.each([
  [1, 1, 1],
  [2, 2, 2],
  [3, 3, 2],
  [3, 1, 1],
  [5, 4, 3],
  [0, 0, 1],
])('of %i experts, of whom %i may judge, %i must say the same', (experts, mayJudge, needed) => {
  expect(rulingsNeeded(experts, mayJudge)).toBe(needed)
})

test('experts who disagree decide nothing until enough say the same', () => {
  expect(agreedRuling(['yes', 'no'], 2)).toBeNull()
  expect(agreedRuling(['yes', 'no', 'yes'], 2)).toEqual({ label: 'yes', votes: 2 })
})

test('that an item cannot be decided is something experts can agree on', () => {
  expect(agreedRuling([null, 'no', null], 2)).toEqual({ label: null, votes: 2 })
  expect(agreedRuling([UNCLEAR, null, UNCLEAR], 2)).toEqual({ label: UNCLEAR, votes: 2 })
  expect(agreedRuling([UNCLEAR, null, 'no'], 2)).toBeNull()
})
