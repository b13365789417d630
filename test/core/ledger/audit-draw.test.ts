import { AbiCoder, keccak256 } from 'ethers'
import { expect, test } from 'vitest'
import { auditSeed, isAudited } from '../../../core/ledger/audit-draw.ts'

const HASH = `0x${'ab'.repeat(32)}`
const items = Array.from({ length: 4_000 }, (_, item) => item)

test('the seed is what the documentation says', () => {
  const encoded = AbiCoder.defaultAbiCoder().encode(['bytes32', 'uint256', 'string'], [HASH, 7, 'audit'])
  expect(auditSeed(HASH, 7)).toBe(keccak256(encoded))
})

test('with share 0 nothing is audited, with share 1 everything is', () => {
  const seed = auditSeed(HASH, 7)
  expect(items.filter((item) => isAudited(seed, item, 0))).toEqual([])
  expect(items.filter((item) => isAudited(seed, item, 1))).toEqual(items)
})

test('about the share of the items is audited, other ones in every batch', () => {
  const chosen = (batch: number) => items.filter((item) => isAudited(auditSeed(HASH, batch), item, 0.03))
  // 3 % of 4,000 with four standard deviations.
  expect(Math.abs(chosen(7).length - 120)).toBeLessThan(44)
  expect(chosen(8)).not.toEqual(chosen(7))
})
