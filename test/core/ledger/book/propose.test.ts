import { id } from 'ethers'
import { expect, it } from 'vitest'
import { proposeBatch, proposePanel } from '../../../../core/ledger/book/propose.ts'
import { panelCommitment, proposedCommitment } from '../../../../core/ledger/commitments.ts'
import { firstSeed, panelSeed } from '../../../../core/ledger/draw.ts'
import { propose, START, village } from './village.ts'

const signed = { signers: 5, opsVersion: 2 }

it('opens the window of objections and fixes the seed', () => {
  const book = village(1, 4)
  const { batch } = propose(book, { annotators: [1], items: [0] }, [[]])
  const proposal = { inner: id('inner'), secret: id('secret'), votes: '0x00', seedBlockHash: id('block') }
  const proposed = proposeBatch(book, batch, { ...proposal, ...signed }, START)
  expect(proposed.seed).toBe(firstSeed(id('secret'), id('block'), 1))
  expect(proposed.commitment).toBe(proposedCommitment(id('inner'), '0x00', proposed.seed))
  expect(proposed.word).toMatchObject({ state: 'proposed', end: START.timestamp + 720 * 60, ...signed })
})

it('never makes a window shorter than the ledger allows, nor a panel longer than a day', () => {
  const open = { settled: id('settled'), seed: id('seed'), openItems: [id('item')] }
  const proposal = { votes: '0x0000', seedBlockHash: id('block'), ...signed }
  for (const [windowMinutes, first, panel] of [
    [1, 3_600, 3_600],
    [2_880, 172_800, 86_400],
  ] as const) {
    const book = village(1, 4, { windowMinutes })
    const { batch } = propose(book, { annotators: [1], items: [0] }, [[]])
    const one = proposeBatch(book, batch, { inner: id('inner'), secret: id('secret'), ...proposal }, START)
    expect(one.word.end).toBe(START.timestamp + first)
    const two = proposePanel(book, batch, { open, ...proposal }, START)
    expect(two.word).toMatchObject({ state: 'panel', end: START.timestamp + panel, open: 0, ...signed })
    expect(two.seed).toBe(panelSeed(id('seed'), id('block')))
    expect(two.commitment).toBe(panelCommitment({ ...open, seed: two.seed }, '0x0000'))
  }
})
