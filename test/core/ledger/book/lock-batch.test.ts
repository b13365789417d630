import { id } from 'ethers'
import { expect, it } from 'vitest'
import { ExpectedError } from '../../../../core/errors.ts'
import { accountIn } from '../../../../core/ledger/book/book.ts'
import { lockBatch, reservePerItem } from '../../../../core/ledger/book/lock-batch.ts'
import { hourOf } from '../../../../core/ledger/units.ts'
import type { AccountWord } from '../../../../core/ledger/words.ts'
import { PARAMS, START, village } from './village.ts'

const HOUR = hourOf(START.timestamp)
const signed = { signers: 3, opsVersion: 1 }
const lockTwo = (change: Partial<AccountWord>) => {
  const book = village(2, 4)
  book.accounts.set(1, { ...accountIn(book, 1), ...change })
  const request = { project: 1, labelsRoot: id('root'), secretHash: id('hash') }
  return lockBatch(book, { ...request, annotators: [1, 2], items: [0, 0, 1] }, signed, START)
}

it('locks the stake of every item and reserves what it may have to pay', () => {
  const locked = lockTwo({})
  expect(locked.terms).toEqual([1, 1])
  expect(locked.accounts.get(1)).toMatchObject({ free: 98_000n, locked: 2_000n })
  expect(locked.accounts.get(2)).toMatchObject({ free: 99_000n, locked: 1_000n })
  expect(locked.word).toMatchObject({
    id: 1,
    state: 'locked',
    nItems: 3,
    nSeats: 4,
    seedBlock: START.block + 4,
    end: START.timestamp + 172_800,
    reserved: 3n * reservePerItem(PARAMS),
  })
})

it.each<[string, Partial<AccountWord>]>([
  ['has too little that is free', { free: 1_999n }],
  ['lets its session run out', { sessExp: HOUR }],
  ['allows less for one label', { sessLabel: 99n }],
  ['allows less in all', { sessLoss: 199n }],
  ['has locked nearly all it allows', { locked: 1n, sessLoss: 200n }],
])('skips an annotator that %s, with all its items, and locks the others', (_why, change) => {
  const locked = lockTwo(change)
  expect(locked.terms).toEqual([0, 1])
  expect(locked.accounts.has(1)).toBe(false)
  expect(locked.word).toMatchObject({ nItems: 3, reserved: reservePerItem(PARAMS) })
})

it.each<[string, Partial<AccountWord>]>([
  ['free', { free: 2_000n }],
  ['allowed in all', { sessLoss: 200n }],
  ['allowed for one label', { sessLabel: 100n }],
  ['free once it has vested', { free: 1_900n, unvested: 200n, vestLast: HOUR - 1, vestRem: 2 }],
  ['lent', { free: 2_000n, debt: 2_000n }],
])('locks stake that is just %s', (_why, change) => {
  expect(lockTwo(change).terms).toEqual([1, 1])
})

it('freezes the record of each annotator', () => {
  expect(lockTwo({ good: 10, all: 10 }).terms).toEqual([14, 1])
})

it('says what a project lacks', () => {
  const book = village(1, 4)
  const project = book.projects.get(1)
  if (project) book.projects.set(1, { ...project, balance: reservePerItem(PARAMS) - 1n })
  const request = { project: 1, labelsRoot: id('root'), secretHash: id('hash'), annotators: [1], items: [0] }
  expect(() => lockBatch(book, request, signed, START)).toThrow(ExpectedError)
  expect(() => lockBatch(book, { ...request, project: 2 }, signed, START)).toThrow(ExpectedError)
})
