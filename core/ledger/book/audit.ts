import { withPremium } from '../record.ts'
import { hourOf, least, SESSION_STEP } from '../units.ts'
import { claimVested } from '../vesting.ts'
import type { ParamsWord } from '../words.ts'
import { slashSeat } from './apply-dues.ts'
import { accountIn, type Book, type Moment, seatIn } from './book.ts'

/**
 * An audit takes back what an annotator earned and escaped on one item: from what has not vested, then, within what
 * the session allows beyond the stake that other items bind, from what is free. `term` is the record class at the
 * lock plus one. Returns the units.
 */
export function auditAnnotator(
  book: Book,
  { account: id, params, term }: { account: number; params: ParamsWord; term: number },
  at: Moment,
): bigint {
  const units = params.annotatorSlash + withPremium(params.annotatorReward, term - 1)
  const account = claimVested(accountIn(book, id), hourOf(at.timestamp))
  const unvested = least(units, account.unvested)
  const allowed = account.sessLoss * SESSION_STEP
  const beyond = allowed > account.locked ? allowed - account.locked : 0n
  const free = least(least(units - unvested, beyond), account.free)
  const steps = (free + SESSION_STEP - 1n) / SESSION_STEP
  book.accounts.set(id, {
    ...account,
    unvested: account.unvested - unvested,
    free: account.free - free,
    sessLoss: account.sessLoss - steps,
  })
  return unvested + free
}

/** An audit takes back what a validator earned on one item, before its premium, and escaped. Returns the units. */
export function auditSeat(book: Book, index: number, params: ParamsWord): bigint {
  const seat = seatIn(book, index)
  const taken = least(params.validatorSlash + params.validatorReward, seat.free + seat.locked + seat.unvested)
  book.seats.set(index, slashSeat(seat, taken))
  return taken
}
