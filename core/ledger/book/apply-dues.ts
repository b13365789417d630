import { countItems, rollClasses } from '../record.ts'
import { least, SESSION_STEP } from '../units.ts'
import { addVesting } from '../vesting.ts'
import type { AccountWord, SeatWord } from '../words.ts'
import type { AccountDue, SeatDue } from './dues.ts'

/** When a call pays, and over how many hours what it pays vests. */
export interface PayTime {
  readonly hour: number
  /** Record epoch of that hour. */
  readonly epoch: number
  readonly vestHours: number
}

/** The account after a call, and what of its reward paid its debt (to the sponsor fund). */
export function payAccount(
  account: AccountWord,
  due: AccountDue,
  { hour, vestHours }: PayTime,
): { account: AccountWord; repaid: bigint } {
  const repaid = least(due.reward, account.debt)
  const lost = (due.slashed + SESSION_STEP - 1n) / SESSION_STEP
  const settled: AccountWord = {
    ...account,
    ...countItems(account, due.good, due.all),
    free: account.free + due.unlocked - due.slashed,
    locked: account.locked - due.unlocked,
    sessLoss: account.sessLoss - least(lost, account.sessLoss),
    debt: account.debt - repaid,
  }
  return { account: addVesting(settled, hour, due.reward - repaid, vestHours), repaid }
}

/** The seat after a call: slashed first, then paid. */
export function paySeat(seat: SeatWord, due: SeatDue, { hour, epoch, vestHours }: PayTime): SeatWord {
  const settled: SeatWord = {
    ...slashSeat(seat, due.slashed),
    ...rollClasses(seat, epoch),
    ...countItems(seat, due.good, due.all),
  }
  return addVesting(settled, hour, due.reward + due.share, vestHours)
}

/** The seat without these units, which it holds: from what has not vested, then its stake, then what is free. */
export function slashSeat(seat: SeatWord, units: bigint): SeatWord {
  const unvested = least(units, seat.unvested)
  const locked = least(units - unvested, seat.locked)
  const free = units - unvested - locked
  return { ...seat, unvested: seat.unvested - unvested, locked: seat.locked - locked, free: seat.free - free }
}
