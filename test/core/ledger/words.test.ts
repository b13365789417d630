import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountLayout, batchLayout, paramsLayout, seatLayout } from '../../../core/ledger/words.ts'

const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n })

describe.each([
  ['account', accountLayout, 256n],
  ['seat', seatLayout, 256n],
  ['params', paramsLayout, 154n],
  ['batch', batchLayout, 256n],
])('the %s word', (name, layout, bits) => {
  const { pack, unpack } = layout as typeof accountLayout
  // A batch's state is one of seven, so its highest bit stays 0 here.
  const keep = name === 'batch' ? ~(9n << 32n) : -1n

  it('gives back the bits it was read from', () => {
    const used = (2n ** bits - 1n) & keep
    fc.assert(
      fc.property(word, (bits256) => {
        expect(pack(unpack(bits256 & used))).toBe(bits256 & used)
      }),
    )
  })
})

it('packs from the least significant bit', () => {
  const empty = accountLayout.unpack(0n)
  expect(accountLayout.pack({ ...empty, free: 5n })).toBe(5n)
  expect(accountLayout.pack({ ...empty, locked: 1n })).toBe(1n << 40n)
  expect(accountLayout.pack({ ...empty, debt: 1n })).toBe(1n << 236n)
  expect(seatLayout.pack({ ...seatLayout.unpack(0n), leaving: true })).toBe(1n << 206n)
})

it('refuses a value that would spill into its neighbour', () => {
  const empty = accountLayout.unpack(0n)
  expect(() => accountLayout.pack({ ...empty, free: 2n ** 40n })).toThrow(RangeError)
  expect(() => accountLayout.pack({ ...empty, good: 4_096 })).toThrow(RangeError)
  expect(() => accountLayout.pack({ ...empty, locked: -1n })).toThrow(RangeError)
})
