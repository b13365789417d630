import { id } from 'ethers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Batch, type Book, NO_FLAGS, owedUnits } from '../../../../core/ledger/book/book.ts'
import { reservePerItem } from '../../../../core/ledger/book/lock-batch.ts'
import { type PanelVotes, resolvePanel, skipPanel } from '../../../../core/ledger/book/panel.ts'
import { writePayout } from '../../../../core/ledger/book/payout.ts'
import { inSilence, RULINGS, type Ruling, resolveOpen } from '../../../../core/ledger/book/resolve-open.ts'
import { settleBatch } from '../../../../core/ledger/book/settle-batch.ts'
import { expertsCommitment } from '../../../../core/ledger/commitments.ts'
import type { Vote } from '../../../../core/ledger/packed-bytes.ts'
import { later, PARAMS, propose, START, village } from './village.ts'

const SETTLED = later(START, 86_400)
const RESOLVED = later(SETTLED, 86_400)
const split: Vote[] = ['approve', 'approve', 'reject', 'reject']
const five = (vote: Vote): Vote[] => Array.from({ length: 5 }, () => vote)

/** A batch of open items, settled, whose panel's votes are on the table. */
function escalate(items: number, seats = 12): { book: Book; batch: Batch; panel: Omit<PanelVotes, 'votes'> } {
  const book = village(2, seats)
  const indexes = Array.from({ length: items }, (_, item) => item % 2)
  const votes = indexes.map(() => split)
  const { batch, settlement } = propose(book, { annotators: [1, 2], items: indexes }, votes)
  const settled = settleBatch(book, batch, settlement, SETTLED)
  writePayout(book, settled.payout)
  const proposed: Batch = {
    ...batch,
    word: { ...settled.word, state: 'panel', end: SETTLED.timestamp + 43_200 },
  }
  book.batches.set(1, proposed)
  return { book, batch: proposed, panel: { settled: id('settled'), seed: id('panel'), open: settled.open } }
}

it('lets the panel alone decide and pays or slashes the voters of both rounds', () => {
  const { book, batch, panel } = escalate(1)
  const resolved = resolvePanel(book, batch, { ...panel, votes: [five('approve')] }, RESOLVED)
  expect(resolved.outcomes).toMatchObject([{ item: 0, verdict: 'accepted' }])
  const first = panel.open[0]?.first ?? []
  const drawn = [...first, ...(resolved.outcomes[0]?.entries ?? [])].map(({ seat }) => seat)
  expect(new Set(drawn).size).toBe(9)
  // Two first-round voters lose 200 each; seven winners share 400: 57 each, one unit over.
  const winner = resolved.payout.seats.get(first[0]?.seat ?? -1)
  expect(winner).toMatchObject({ unvested: 34n + 57n, good: 1, all: 1 })
  expect(resolved.payout.seats.get(first[2]?.seat ?? -1)).toMatchObject({ locked: 49_800n, good: 0, all: 1 })
  expect(resolved.payout.back).toBe(reservePerItem(PARAMS) - 68n - 7n * 34n + 1n)
  expect(resolved).toMatchObject({
    open: [],
    word: { state: 'closed', reserved: 0n },
    commitment: panel.settled,
  })
})

it('hands what the panel cannot decide, or is flagged again, to the experts', () => {
  const { book, batch, panel } = escalate(2)
  const flagged = { ...batch, flagged: { ...NO_FLAGS, panel: new Set([1]) } }
  const votes = [[...split, 'unsure' as const], five('approve')]
  const resolved = resolvePanel(book, flagged, { ...panel, votes }, RESOLVED)
  expect(resolved.open).toMatchObject([
    { item: 0, flagged: false },
    { item: 1, flagged: true },
  ])
  expect(resolved.word).toMatchObject({ state: 'experts', open: 2, end: RESOLVED.timestamp + 172_800 })
  expect(resolved.commitment).toBe(expertsCommitment({ ...panel, openItems: resolved.openItems }))
  expect(resolved.payout.seats.size).toBe(0)
})

it('counts the time of the experts from the deadline that was missed', () => {
  const { batch, panel } = escalate(1)
  expect(skipPanel(batch, panel).word.end).toBe(batch.word.end + 43_200 + 172_800)
  const never: Batch = { ...batch, word: { ...batch.word, state: 'escalated' } }
  expect(skipPanel(never, panel).word).toMatchObject({
    end: batch.word.end + 172_800,
    open: 1,
    state: 'experts',
  })
})

describe('experts', () => {
  it('void an item without slashing or counting anybody', () => {
    const { book, batch, panel } = escalate(1)
    const before = book.accounts.get(1)
    const ruled = resolveOpen(book, batch, { ...panel, rulings: ['void'] }, RESOLVED)
    expect(ruled.payout.seats.size).toBe(0)
    expect(ruled.payout.accounts.get(1)).toEqual({
      ...before,
      free: (before?.free ?? 0n) + 1_000n,
      locked: 0n,
    })
    expect(ruled.payout.back).toBe(reservePerItem(PARAMS))
  })

  it('pay everybody who took a side on an unclear item, and nobody loses or has another record', () => {
    const { book, batch, panel } = escalate(1)
    const [open] = panel.open
    if (!open) throw new Error('nothing open')
    const seat = (taken: number) => ({ seat: taken, recordClass: 0, vote: 'approve' as const })
    const unused = [0, 1, 2, 3, 4, 5].find((index) => !open.first.some((entry) => entry.seat === index)) ?? 0
    const unsure = { ...seat(unused), vote: 'unsure' as const }
    const rulings = ['unclear'] as const
    const ruled = resolveOpen(
      book,
      batch,
      { ...panel, open: [{ ...open, panel: [unsure] }], rulings },
      RESOLVED,
    )
    expect([...ruled.payout.seats.keys()].toSorted()).toEqual(open.first.map((one) => one.seat).toSorted())
    for (const word of ruled.payout.seats.values()) {
      expect(word).toMatchObject({ locked: 50_000n, unvested: 34n, good: 0, all: 0 })
    }
    const before = book.accounts.get(1)
    expect(ruled.payout.accounts.get(1)).toMatchObject({
      free: (before?.free ?? 0n) + 1_000n,
      locked: 0n,
      unvested: 68n,
      good: before?.good,
      all: before?.all,
      sessLoss: before?.sessLoss,
    })
    expect(ruled.payout.back).toBe(reservePerItem(PARAMS) - 68n - 4n * 34n)
  })

  it('leave items unclear with their silence, and void where somebody says that it is not theirs', () => {
    const { book, batch, panel } = escalate(3)
    const contested = { ...batch, flagged: { ...NO_FLAGS, notMine: new Set([1]) } }
    const silence = inSilence(book, contested, panel.open)
    expect(silence).toEqual({ open: panel.open, rulings: ['unclear', 'void', 'unclear'] })
  })

  it('pay nobody who has left by the time their silence is noticed, nor who took the seat', () => {
    const { book, batch, panel } = escalate(1)
    const seats = panel.open[0]?.first.map((entry) => entry.seat) ?? []
    const [left = 0, taken = 0] = seats
    book.seats.delete(left)
    book.seatTimes.set(taken, batch.word.end)
    const { open } = inSilence(book, batch, panel.open)
    expect(open[0]?.first.map((entry) => entry.vote)).toEqual(['none', 'none', 'reject', 'reject'])
  })

  it('give the pool to the project when nobody stood with them', () => {
    const { book, batch, panel } = escalate(1)
    const [open] = panel.open
    if (!open) throw new Error('nothing open')
    const onlyRejects = { ...open, first: open.first.map((entry) => ({ ...entry, vote: 'reject' as const })) }
    const ruled = resolveOpen(book, batch, { ...panel, open: [onlyRejects], rulings: ['accepted'] }, RESOLVED)
    expect(ruled.payout.back).toBe(reservePerItem(PARAMS) - 68n + 800n)
  })
})

it('creates and destroys no unit, whoever decides', () => {
  const vote = fc.constantFrom<Vote>('none', 'approve', 'reject', 'unsure', 'approve')
  const panelVotes = fc.array(vote, { minLength: 5, maxLength: 5 })
  const ruling = fc.constantFrom<Ruling>(...RULINGS)
  const item = fc.record({ votes: panelVotes, ruling })
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 7, max: 14 }),
      (items, seats) => {
        const { book, batch, panel } = escalate(items.length, seats)
        const before = book.totalUnits
        expect(owedUnits(book)).toBe(before)
        const votes = items.map((one) => one.votes)
        const resolved = resolvePanel(book, batch, { ...panel, votes }, RESOLVED)
        writePayout(book, resolved.payout)
        const next: Batch = { ...batch, word: resolved.word }
        book.batches.set(1, next)
        expect(owedUnits(book)).toBe(before)
        const rulings = items.map((one) => one.ruling)
        const ruled = resolveOpen(book, next, { ...panel, open: resolved.open, rulings }, RESOLVED)
        writePayout(book, ruled.payout)
        book.batches.set(1, { ...next, word: ruled.word })
        expect(owedUnits(book)).toBe(before)
        for (const account of [1, 2]) expect(book.accounts.get(account)?.locked).toBe(0n)
      },
    ),
  )
})
