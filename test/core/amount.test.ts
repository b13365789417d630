import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amount } from '../../core/amount.ts'

test('wei are shown as exact tokens without needless zeros', () => {
  expect([0n, 1n, 10n ** 17n, 15n * 10n ** 17n, 1234n * 10n ** 18n].map(amount)).toEqual([
    '0',
    '0.000000000000000001',
    '0.1',
    '1.5',
    '1234',
  ])
  expect(amount(-(10n ** 17n))).toBe('-0.1')
})

test('no digit is lost for any amount', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 256n }), (wei) => {
      const [whole = '', fraction = ''] = amount(wei).split('.')
      expect(BigInt(whole + fraction.padEnd(18, '0'))).toBe(wei)
    }),
  )
})
