import { describe, expect, it } from 'vitest'
import { auditAnnotator, auditSeat } from '../../../../core/ledger/book/audit.ts'
import { accountIn, owedUnits, seatIn } from '../../../../core/ledger/book/book.ts'
import {
  depositBond,
  drainProject,
  fundSponsorship,
  releaseDispute,
  slashBond,
  startBondExit,
  withdrawBond,
} from '../../../../core/ledger/book/funds.ts'
import {
  ownUnits,
  repayDebt,
  requestWithdrawal,
  setSession,
  spendOwn,
  sponsor,
  withdraw,
} from '../../../../core/ledger/book/people.ts'
import {
  collectSeat,
  finishLeave,
  nextSeat,
  startLeave,
  takeSeat,
  topUpSeat,
} from '../../../../core/ledger/book/seats.ts'
import { hourOf } from '../../../../core/ledger/units.ts'
import { later, PARAMS, SEAT_STAKE, START, village } from './village.ts'

const HOUR = hourOf(START.timestamp)
const DAY = 86_400

it('pays a withdrawal out of what is free and has vested, ten days later, all that was asked for at once', () => {
  const book = village(1, 0)
  book.accounts.set(1, { ...accountIn(book, 1), unvested: 100n, vestLast: HOUR, vestRem: 10 })
  book.totalUnits += 100n
  requestWithdrawal(book, 1, 10n, later(START, 5 * 3_600))
  requestWithdrawal(book, 1, 20n, later(START, 6 * 3_600))
  expect(accountIn(book, 1)).toMatchObject({ free: 100_030n, unvested: 40n })
  expect(book.withdrawals.get(1)).toEqual({ units: 30n, readyAt: START.timestamp + 6 * 3_600 + 10 * DAY })
  expect(withdraw(book, 1)).toBe(30n)
  expect(owedUnits(book)).toBe(book.totalUnits)
})

it('keeps a session in hours and hundredths of a token, and forgets a revoked one', () => {
  const book = village(1, 0)
  const wei = 10n ** 18n
  setSession(book, 1, { maxLoss: 5n * wei, maxPerLabel: wei, expiry: START.timestamp + 3_600 })
  expect(accountIn(book, 1)).toMatchObject({ sessExp: HOUR + 1, sessLoss: 500n, sessLabel: 100n })
  setSession(book, 1, { maxLoss: 0n, maxPerLabel: 0n, expiry: 0 })
  expect(accountIn(book, 1)).toMatchObject({ sessExp: 0, sessLoss: 0n, sessLabel: 0n })
})

describe('sponsored stake', () => {
  it('can be risked but not taken, and is paid back from what is free', () => {
    const book = village(1, 0)
    fundSponsorship(book, 5_000n)
    sponsor(book, 1, 2_000n)
    expect(ownUnits(accountIn(book, 1))).toBe(100_000n)
    expect(repayDebt(book, 1, 500n, START)).toBe(500n)
    expect(repayDebt(book, 1, 9_999n, START)).toBe(1_500n)
    expect(book.sponsorFund).toBe(5_000n)
    expect(accountIn(book, 1)).toMatchObject({ free: 100_000n, debt: 0n })
    expect(owedUnits(book)).toBe(book.totalUnits)
  })

  it('is never own, even when slashes have eaten into it', () => {
    expect(ownUnits({ ...accountIn(village(1, 0), 1), free: 5n, debt: 9n })).toBe(0n)
  })
})

describe('a seat', () => {
  it('is the one left last, or a new one, and remembers the record of its holder', () => {
    const book = village(1, 2)
    book.seats.set(0, { ...seatIn(book, 0), good: 10, all: 10 })
    startLeave(book, 0, START)
    expect(seatIn(book, 0)).toMatchObject({ leaving: true, joinedBlock: START.block })
    expect(finishLeave(book, 0, later(START, 10 * DAY)).units).toBe(SEAT_STAKE)
    expect([nextSeat(book), book.seats.has(0)]).toEqual([0, false])
    expect(takeSeat(book, 2, SEAT_STAKE, later(START, 11 * DAY))).toBe(0)
    expect(seatIn(book, 0)).toMatchObject({ good: 10, all: 10, classNow: 13, classBefore: 13, owner: 2 })
    expect([nextSeat(book), book.seatCount]).toEqual([2, 2])
  })

  it('pays the debt of its owner first when it is collected', () => {
    const book = village(0, 1)
    book.seats.set(0, { ...seatIn(book, 0), free: 300n, unvested: 50n, vestLast: HOUR, vestRem: 5 })
    book.accounts.set(1, { ...accountIn(book, 1), debt: 120n })
    expect(collectSeat(book, 0, later(START, 3_600))).toEqual({ earned: 310n, repaid: 120n })
    expect(accountIn(book, 1)).toMatchObject({ free: 50_000n + 190n, debt: 0n })
    expect(seatIn(book, 0)).toMatchObject({ free: 0n, unvested: 40n })
  })

  it('takes what has not vested along to the account', () => {
    const book = village(0, 1)
    book.seats.set(0, { ...seatIn(book, 0), unvested: 50n, vestLast: HOUR, vestRem: 10 })
    finishLeave(book, 0, later(START, 2 * 3_600))
    expect(accountIn(book, 1)).toMatchObject({ free: 100_000n + 10n, unvested: 40n, vestRem: 8 })
  })

  it('can be topped up from own units', () => {
    const book = village(0, 1)
    topUpSeat(book, 0, 70n, START)
    expect([accountIn(book, 1).free, seatIn(book, 0).locked]).toEqual([49_930n, SEAT_STAKE + 70n])
  })
})

it('moves bonds and the bonds of disputes without losing a unit', () => {
  const book = village(1, 0)
  depositBond(book, '0xA', 1_001n)
  slashBond(book, '0xA', { units: 101n, account: 1, project: 1 })
  expect([accountIn(book, 1).free, book.projects.get(1)?.balance]).toEqual([100_050n, 10_000_051n])
  slashBond(book, '0xA', { units: 100n, account: 0, project: 1 })
  expect(book.projects.get(1)?.balance).toBe(10_000_151n)
  startBondExit(book, '0xA', START)
  expect(book.bonds.get('0xA')).toEqual({ units: 800n, readyAt: START.timestamp + 10 * DAY })
  expect(withdrawBond(book, '0xA')).toBe(800n)
  spendOwn(book, 1, 30n, START)
  book.disputeFund += 30n
  releaseDispute(book, { units: 10n, account: 1, project: 0 })
  releaseDispute(book, { units: 20n, account: 0, project: 1 })
  drainProject(book, 1, 1n)
  expect(book.disputeFund).toBe(0n)
  expect(owedUnits(book)).toBe(book.totalUnits)
})

describe('an audit', () => {
  it('takes what an annotator has not vested first, then what the session still allows', () => {
    const book = village(1, 0)
    book.accounts.set(1, { ...accountIn(book, 1), unvested: 100n, vestLast: HOUR, vestRem: 50, sessLoss: 3n })
    // Slash 500 and reward 68: 100 unvested, then 30 of the session's last 3 steps.
    expect(auditAnnotator(book, { account: 1, params: PARAMS, term: 1 }, START)).toBe(130n)
    expect(accountIn(book, 1)).toMatchObject({ free: 99_970n, unvested: 0n, sessLoss: 0n })
  })

  it('leaves the session what open items may still cost', () => {
    const book = village(1, 0)
    const account = { ...accountIn(book, 1), unvested: 0n, vestLast: 0, vestRem: 0 }
    book.accounts.set(1, { ...account, locked: 2000n, sessLoss: 220n })
    expect(auditAnnotator(book, { account: 1, params: PARAMS, term: 1 }, START)).toBe(200n)
    expect(accountIn(book, 1)).toMatchObject({ free: 99_800n, locked: 2000n, sessLoss: 200n })
    expect(auditAnnotator(book, { account: 1, params: PARAMS, term: 1 }, START)).toBe(0n)
  })

  it('takes at most what a seat holds', () => {
    const book = village(0, 1)
    expect(auditSeat(book, 0, PARAMS)).toBe(264n)
    book.seats.set(0, { ...seatIn(book, 0), locked: 7n, unvested: 5n, free: 3n })
    expect(auditSeat(book, 0, PARAMS)).toBe(15n)
    expect(seatIn(book, 0)).toMatchObject({ locked: 0n, unvested: 0n, free: 0n })
  })
})
