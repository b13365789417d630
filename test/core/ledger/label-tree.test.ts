import { id } from 'ethers'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { labelTree, provesLabel } from '../../../core/ledger/label-tree.ts'

const leavesOf = (count: number) => Array.from({ length: count }, (_, index) => id(`label ${index}`))

it('proves every leaf of a tree of any size, and no other', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), (count) => {
      const leaves = leavesOf(count)
      const tree = labelTree(leaves)
      for (const [index, leaf] of leaves.entries()) {
        const proof = tree.proofOf(index)
        expect(provesLabel(tree.root, leaf, proof)).toBe(true)
        expect(provesLabel(tree.root, id('another label'), proof)).toBe(false)
      }
    }),
    { numRuns: 30 },
  )
})

it('is the leaf itself when there is one, and does not depend on the order of a pair', () => {
  const [a = '', b = ''] = leavesOf(2)
  expect(labelTree([a]).root).toBe(a)
  expect(labelTree([a, b]).root).toBe(labelTree([b, a]).root)
  expect(() => labelTree([])).toThrow(RangeError)
})
