import { id } from 'ethers'
import { expect, it } from 'vitest'
import {
  escalatedCommitment,
  expertsCommitment,
  innerHash,
  lockedCommitment,
  panelCommitment,
  proposedCommitment,
  secretHashOf,
} from '../../../core/ledger/commitments.ts'

const bytes = { labelsRoot: id('root'), annotators: '0x00000001', terms: '0x01', items: '0x0000' }

it('binds every part of a batch', () => {
  const others = [
    { ...bytes, labelsRoot: id('other') },
    { ...bytes, annotators: '0x00000002' },
    { ...bytes, terms: '0x00' },
    { ...bytes, items: '0x0001' },
    // The same bytes cut elsewhere.
    { ...bytes, terms: '0x0100', items: '0x00' },
  ]
  expect(new Set([bytes, ...others].map(innerHash)).size).toBe(6)
})

it('binds the secret of a locked batch, and the votes and seed of a proposed one', () => {
  const inner = innerHash(bytes)
  const all = [
    lockedCommitment(inner, secretHashOf(id('secret'))),
    lockedCommitment(inner, secretHashOf(id('other'))),
    proposedCommitment(inner, '0x01', id('seed')),
    proposedCommitment(inner, '0x02', id('seed')),
    proposedCommitment(inner, '0x01', id('other')),
  ]
  expect(new Set(all).size).toBe(5)
})

it('binds the settled commitment, the open items, the seed and the votes of a panel', () => {
  const open = { settled: id('settled'), seed: id('seed'), openItems: [id('item')] }
  const all = [
    expertsCommitment(open),
    expertsCommitment({ ...open, settled: id('other') }),
    expertsCommitment({ ...open, seed: id('other') }),
    expertsCommitment({ ...open, openItems: [id('item'), id('item')] }),
    escalatedCommitment(open, 7),
    escalatedCommitment(open, 8),
    panelCommitment(open, '0x01'),
    panelCommitment(open, '0x02'),
  ]
  expect(new Set(all).size).toBe(8)
})
