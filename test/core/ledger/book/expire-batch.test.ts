import { expect, it } from 'vitest'
import { owedUnits } from '../../../../core/ledger/book/book.ts'
import { expireBatch } from '../../../../core/ledger/book/expire-batch.ts'
import { depositBond } from '../../../../core/ledger/book/funds.ts'
import { propose, village } from './village.ts'

const OPERATORS = ['0xA', '0xB', '0xC']

/** Three items of two annotators, signed by the first two operators. */
function late() {
  const book = village(2, 4)
  for (const operator of OPERATORS) depositBond(book, operator, 8_000n)
  const { batch, settlement } = propose(book, { annotators: [1, 2], items: [0, 0, 1] }, [[], [], []])
  return { book, batch, settlement }
}

it('gives all stakes back and shares what the signers lose by items', () => {
  const { book, batch, settlement } = late()
  const expired = expireBatch(book, batch, settlement, OPERATORS)
  expect(expired.penalty).toBe(10_000n)
  expect([...expired.bonds]).toEqual([
    ['0xA', { units: 3_000n, readyAt: 0 }],
    ['0xB', { units: 3_000n, readyAt: 0 }],
  ])
  // 10,000 among three items: 3,333 each, one unit for the project.
  expect(expired.accounts.get(1)).toMatchObject({ free: 100_000n + 6_666n, locked: 0n, good: 0, all: 0 })
  expect(expired.accounts.get(2)).toMatchObject({ free: 100_000n + 3_333n, locked: 0n })
  expect(expired.back).toBe(batch.word.reserved + 1n)
  expect(expired.word).toMatchObject({ state: 'closed', reserved: 0n })
})

it('takes no more than a bond holds, and nothing when nobody is named', () => {
  const { book, batch, settlement } = late()
  book.bonds.set('0xA', { units: 1_000n, readyAt: 0 })
  expect(expireBatch(book, batch, settlement, OPERATORS).penalty).toBe(6_000n)
  expect(expireBatch(book, batch, settlement, [])).toMatchObject({ penalty: 0n, back: batch.word.reserved })
})

it('gives the whole penalty to the project when every annotator was skipped', () => {
  const { book, batch, settlement } = late()
  const expired = expireBatch(book, batch, { ...settlement, terms: [0, 0] }, OPERATORS)
  expect(expired.accounts.size).toBe(0)
  expect(expired.back).toBe(batch.word.reserved + 10_000n)
})

it('creates and destroys no unit', () => {
  const { book, batch, settlement } = late()
  const before = owedUnits(book)
  const expired = expireBatch(book, batch, settlement, OPERATORS)
  for (const [account, word] of expired.accounts) book.accounts.set(account, word)
  for (const [operator, bond] of expired.bonds) book.bonds.set(operator, bond)
  book.batches.set(1, { ...batch, word: expired.word })
  expect(owedUnits(book) + expired.back).toBe(before)
})
