import { id } from 'ethers'
import { beforeEach, expect, it } from 'vitest'
import { type Batch, type Book, NO_FLAGS, owedUnits } from '../../../../core/ledger/book/book.ts'
import { writePayout } from '../../../../core/ledger/book/payout.ts'
import { settleBatch } from '../../../../core/ledger/book/settle-batch.ts'
import { EXPERT_TIME } from '../../../../core/ledger/deadlines.ts'
import { applyStep } from '../../../../core/ledger/history/apply-step.ts'
import type { LedgerEvent } from '../../../../core/ledger/history/event.ts'
import type { BatchRecord, Replay } from '../../../../core/ledger/history/replay.ts'
import type { Vote } from '../../../../core/ledger/packed-bytes.ts'
import { later, propose, START, village } from '../book/village.ts'

const SETTLED = later(START, 86_400)
const IN_TIME = later(SETTLED, EXPERT_TIME)
const LATE = later(SETTLED, EXPERT_TIME + 1)
const split: Vote[] = ['approve', 'approve', 'reject', 'reject']

let book: Book
let replay: Replay

/** Two items wait for experts; somebody says of the second that it is not theirs. */
beforeEach(() => {
  book = village(2, 12)
  const { batch, settlement } = propose(book, { annotators: [1, 2], items: [0, 1] }, [split, split])
  const settled = settleBatch(book, batch, settlement, SETTLED)
  writePayout(book, settled.payout)
  const waiting: Batch = {
    ...batch,
    word: { ...settled.word, state: 'experts', end: IN_TIME.timestamp },
    flagged: { ...NO_FLAGS, notMine: new Set([1]) },
  }
  book.batches.set(1, waiting)
  const open = { seed: id('seed'), items: settled.open, words: settled.openItems }
  const record = { ...settlement, settled: id('settled'), open } as Partial<BatchRecord> as BatchRecord
  const place = { registry: '0x', chainId: 1n, ledger: '0x' }
  replay = { book, records: new Map([[1, record]]), registries: new Map(), ...place }
})

function apply(event: LedgerEvent, at = IN_TIME) {
  const owed = owedUnits(book)
  const differences = applyStep(replay, { at, transaction: '0x', event, evidence: {} })
  expect(owedUnits(book)).toBe(owed)
  expect(book.batches.get(1)?.word).toMatchObject({ state: 'closed', reserved: 0n })
  return differences
}
const verdict = (verdicts: string): LedgerEvent => ({
  name: 'VerdictResolved',
  args: { batch: 1, verdicts },
})
const silence = (outcomes: string): LedgerEvent => ({ name: 'OpenVoided', args: { batch: 1, outcomes } })

it('takes what experts say, but not that what somebody says is not theirs is unclear', () => {
  expect(apply(verdict('0x0403'))).toEqual([])
})

it('names an item that experts could not call unclear', () => {
  const params = { batch: 1, item: 1, stated: 'unclear', computed: 'void' }
  expect(apply(verdict('0x0404'))).toEqual([{ code: 'verify.ruling', params }])
})

it('ends items unclear with the silence of experts, and void where somebody says that they are not theirs', () => {
  expect(apply(silence('0x0403'), LATE)).toEqual([])
  expect(book.accounts.get(1)).toMatchObject({ locked: 0n, unvested: 68n, all: 0 })
  expect(book.accounts.get(2)).toMatchObject({ locked: 0n, unvested: 0n, all: 0 })
})

it('computes what follows from silence, whatever is said of it', () => {
  const params = { batch: 1, item: 0, stated: 'void', computed: 'unclear' }
  expect(apply(silence('0x0303'), LATE)).toEqual([{ code: 'verify.ruling', params }])
  expect(book.accounts.get(1)).toMatchObject({ unvested: 68n })
})

it('notices silence that was noticed too early', () => {
  expect(apply(silence('0x0403'))).toMatchObject([{ code: 'verify.untimely' }])
})

it('notices a verdict that came too late', () => {
  expect(apply(verdict('0x0103'), LATE)).toMatchObject([{ code: 'verify.untimely' }])
})
