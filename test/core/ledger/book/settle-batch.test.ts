import fc from 'fast-check'
import { expect, it } from 'vitest'
import { accountIn, type Book, NO_FLAGS, owedUnits, seatIn } from '../../../../core/ledger/book/book.ts'
import { reservePerItem } from '../../../../core/ledger/book/lock-batch.ts'
import { writePayout } from '../../../../core/ledger/book/payout.ts'
import { type Settled, settleBatch } from '../../../../core/ledger/book/settle-batch.ts'
import type { Vote } from '../../../../core/ledger/packed-bytes.ts'
import { later, PARAMS, propose, START, village } from './village.ts'

const approve: Vote[] = ['approve', 'approve', 'approve', 'approve']
const AFTER = later(START, 86_400)

function write(book: Book, settled: Settled): void {
  writePayout(book, settled.payout)
  const batch = book.batches.get(settled.word.id)
  if (batch) book.batches.set(settled.word.id, { ...batch, ...settled })
}

it('pays an annotator and four validators for an accepted item', () => {
  const book = village(1, 4)
  const { batch, settlement } = propose(book, { annotators: [1], items: [0] }, [approve])
  const settled = settleBatch(book, batch, settlement, AFTER)
  expect(settled.outcomes.map(({ verdict }) => verdict)).toEqual(['accepted'])
  // Newcomers: 128 * 34 / 64 and 64 * 34 / 64.
  expect(settled.payout.accounts.get(1)).toMatchObject({
    free: 100_000n,
    locked: 0n,
    unvested: 68n,
    good: 1,
    all: 1,
  })
  for (const seat of [0, 1, 2, 3]) {
    expect(settled.payout.seats.get(seat)).toMatchObject({ locked: 50_000n, unvested: 34n, good: 1, all: 1 })
  }
  expect(settled.payout.back).toBe(reservePerItem(PARAMS) - 68n - 4n * 34n)
  expect(settled.word).toMatchObject({ state: 'closed', reserved: 0n, open: 0 })
})

it('shares what a rejected annotator and a lonely validator lose among the winners', () => {
  const book = village(1, 4)
  const votes: Vote[] = ['reject', 'approve', 'reject', 'reject']
  const { batch, settlement } = propose(book, { annotators: [1], items: [0] }, [votes])
  const settled = settleBatch(book, batch, settlement, AFTER)
  const [outcome] = settled.outcomes
  expect(outcome?.verdict).toBe('rejected')
  expect(settled.payout.accounts.get(1)).toMatchObject({
    free: 99_500n,
    locked: 0n,
    unvested: 0n,
    good: 0,
    all: 1,
  })
  const [winner, loser] = [outcome?.entries[0]?.seat ?? -1, outcome?.entries[1]?.seat ?? -1]
  // 500 + 200 among three: 233 each, and one unit for the project.
  expect(settled.payout.seats.get(winner)).toMatchObject({ unvested: 34n + 233n, good: 1, all: 1 })
  expect(settled.payout.seats.get(loser)).toMatchObject({ locked: 49_800n, unvested: 0n, good: 0, all: 1 })
  expect(settled.payout.back).toBe(reservePerItem(PARAMS) - 3n * 34n + 1n)
})

it('takes no more slashes from a seat than it can pay in full', () => {
  const book = village(1, 4)
  for (const seat of [0, 1, 2, 3]) book.seats.set(seat, { ...seatIn(book, seat), locked: 450n })
  const votes = Array.from({ length: 5 }, (): Vote[] => ['reject', 'reject', 'reject', 'approve'])
  const { batch, settlement } = propose(book, { annotators: [1], items: [0, 0, 0, 0, 0] }, votes)
  const { dues, payout } = settleBatch(book, batch, settlement, AFTER)
  for (const [seat, due] of dues.seats) {
    const times = due.against > 2n ? 2n : due.against
    expect(due.slashed).toBe(200n * times)
    expect(payout.seats.get(seat)?.locked).toBe(450n - 200n * times)
  }
})

it('holds a reward back as stake while its earner owes for it', () => {
  const book = village(1, 4)
  book.accounts.set(1, { ...accountIn(book, 1), debt: 100n })
  const { batch, settlement } = propose(book, { annotators: [1], items: [0, 0] }, [approve, approve])
  const { payout } = settleBatch(book, batch, settlement, AFTER)
  expect(payout.repaid).toBe(100n)
  expect(payout.accounts.get(1)).toMatchObject({ debt: 0n, unvested: 36n })
})

it('leaves an item without a supermajority to a panel, or to the experts when too few seats are left', () => {
  for (const [seats, state] of [
    [7, 'escalated'],
    [6, 'experts'],
  ] as const) {
    const book = village(1, seats)
    const votes: Vote[][] = [['approve', 'approve', 'reject', 'reject'], approve]
    const { batch, settlement } = propose(book, { annotators: [1], items: [0, 0] }, votes)
    const settled = settleBatch(book, batch, settlement, AFTER)
    expect(settled.word).toMatchObject({ state, open: 1, reserved: reservePerItem(PARAMS) })
    expect(settled.open).toMatchObject([{ item: 0, annotator: 1, term: 1, flagged: false, panel: [] }])
    expect(settled.payout.accounts.get(1)).toMatchObject({ locked: 1_000n })
  }
})

it('keeps a flagged item open whatever its votes say', () => {
  const book = village(1, 9)
  const { batch, settlement } = propose(book, { annotators: [1], items: [0] }, [approve])
  const flagged = { ...batch, flagged: { ...NO_FLAGS, first: new Set([0]) } }
  expect(settleBatch(book, flagged, settlement, AFTER).open).toMatchObject([{ item: 0, flagged: true }])
})

it('never counts the seat of the annotator', () => {
  const book = village(0, 4)
  const { batch, settlement } = propose(book, { annotators: [2], items: [0] }, [approve])
  const settled = settleBatch(book, batch, settlement, AFTER)
  expect(settled.outcomes[0]?.entries.find(({ seat }) => seat === 1)?.vote).toBe('none')
  expect(settled.payout.seats.has(1)).toBe(false)
})

const vote = fc.constantFrom<Vote>('none', 'approve', 'reject', 'unsure', 'approve', 'approve')
const rows = fc.array(fc.array(vote, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 12 })

it('creates and destroys no unit, and pays nobody out of anything but the reservation and slashes', () => {
  fc.assert(
    fc.property(rows, fc.nat(12), (votes, seats) => {
      const book = village(3, seats)
      const before = book.totalUnits
      const items = votes.map((_, item) => item % 3)
      const { batch, settlement } = propose(book, { annotators: [1, 2, 3], items }, votes)
      expect(owedUnits(book)).toBe(before)
      write(book, settleBatch(book, batch, settlement, AFTER))
      expect(owedUnits(book)).toBe(before)
      for (const account of book.accounts.values()) expect(account.free).toBeGreaterThanOrEqual(0n)
    }),
  )
})

it('does not depend on the order in which batches are settled', () => {
  fc.assert(
    fc.property(rows, rows, (first, second) => {
      const totals = [false, true].map((swapped) => {
        const book = village(3, 8)
        const batches = [first, second].map((votes) => {
          const items = votes.map((_, item) => item % 3)
          return propose(book, { annotators: [1, 2, 3], items }, votes)
        })
        for (const { batch, settlement } of swapped ? batches.toReversed() : batches) {
          write(book, settleBatch(book, batch, settlement, AFTER))
        }
        const claims = [...book.accounts.values(), ...book.seats.values()]
        return claims.map(({ free, locked, unvested }) => free + locked + unvested)
      })
      expect(totals[1]).toEqual(totals[0])
    }),
  )
})
