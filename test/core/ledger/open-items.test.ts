import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  decodeForExperts,
  decodeForPanel,
  encodeForExperts,
  encodeForPanel,
  type OpenItem,
} from '../../../core/ledger/open-items.ts'
import type { Vote } from '../../../core/ledger/packed-bytes.ts'

const entry = fc.record({
  seat: fc.nat(4_095),
  vote: fc.constantFrom<Vote>('none', 'approve', 'reject', 'unsure'),
  recordClass: fc.nat(15),
})
const entries = fc.array(entry, { maxLength: 8 })
const open = fc.record({
  item: fc.nat(999),
  annotator: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  term: fc.integer({ min: 1, max: 16 }),
  flagged: fc.boolean(),
  first: entries,
  panel: entries,
})

it('reads back what it wrote for the panel and for the experts', () => {
  fc.assert(
    fc.property(fc.array(open, { maxLength: 5 }), (items) => {
      const words = encodeForExperts(items)
      expect(words).toHaveLength(2 * items.length)
      expect(decodeForExperts(words)).toEqual(items)
      expect(decodeForPanel(encodeForPanel(items))).toEqual(items.map((one) => ({ ...one, panel: [] })))
    }),
  )
})

it('lays a word out as the contracts do', () => {
  const item: OpenItem = {
    item: 258,
    annotator: 16,
    term: 3,
    flagged: true,
    first: [
      { seat: 0, vote: 'approve', recordClass: 2 },
      { seat: 9, vote: 'unsure', recordClass: 0 },
    ],
    panel: [{ seat: 1, vote: 'reject', recordClass: 15 }],
  }
  const zeros = (bytes: number) => '00'.repeat(bytes)
  expect(encodeForExperts([item])).toEqual([
    `0x0102000000100301${'000109'}${'000a03'}${zeros(18)}`,
    `0x${'00023e'}${zeros(21)}${zeros(8)}`,
  ])
})
