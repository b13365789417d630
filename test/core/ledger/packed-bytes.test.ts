import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  decodeAnnotators,
  decodeByteList,
  decodeVotes,
  encodeAnnotators,
  encodeByteList,
  encodePositions,
  encodeVotes,
  type Vote,
} from '../../../core/ledger/packed-bytes.ts'

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { maxLength: 256 })
const vote = fc.constantFrom<Vote>('none', 'approve', 'reject', 'unsure')

it('writes account ids in four bytes, ascending', () => {
  expect(encodeAnnotators([1, 258])).toBe('0x0000000100000102')
  expect(() => encodeAnnotators([2, 1])).toThrow(RangeError)
  expect(() => encodeAnnotators([1, 1])).toThrow(RangeError)
  expect(() => encodeAnnotators([2 ** 32])).toThrow(RangeError)
})

it('writes items in two bytes, ascending', () => {
  expect(encodePositions([0, 1, 513])).toBe('0x000000010201')
  expect(() => encodePositions([1, 1])).toThrow(RangeError)
  expect(() => encodePositions([2, 1])).toThrow(RangeError)
  expect(() => encodePositions([2 ** 16])).toThrow(RangeError)
})

it('writes votes two bits each, low bits first, whole bytes for each item', () => {
  expect(encodeVotes([['approve', 'reject', 'unsure']], 3)).toBe('0x39')
  expect(encodeVotes([['none', 'none', 'none', 'none', 'reject'], ['approve']], 5)).toBe('0x00020100')
  expect(() => encodeVotes([['none', 'none']], 1)).toThrow(RangeError)
})

it('reads back what it wrote', () => {
  fc.assert(
    fc.property(ids, (some) => {
      const ascending = some.toSorted((a, b) => a - b)
      expect(decodeAnnotators(encodeAnnotators(ascending))).toEqual(ascending)
    }),
  )
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 255 })), (bytes) => {
      expect(decodeByteList(encodeByteList(bytes))).toEqual(bytes)
    }),
  )
  const rows = fc.integer({ min: 1, max: 8 }).chain((draws) =>
    fc.record({
      draws: fc.constant(draws),
      votes: fc.array(fc.array(vote, { minLength: draws, maxLength: draws })),
    }),
  )
  fc.assert(
    fc.property(rows, ({ draws, votes }) => {
      expect(decodeVotes(encodeVotes(votes, draws), draws)).toEqual(votes)
    }),
  )
})
