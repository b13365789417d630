import { accountIn } from '../book/book.ts'
import { fundSponsorship } from '../book/funds.ts'
import { deposit, repayDebt, requestWithdrawal, setSession, sponsor, withdraw } from '../book/people.ts'
import { checkTime, compareTimes, compareUnits } from './compare.ts'
import type { Step } from './event.ts'
import type { Difference, Handlers, Replay } from './replay.ts'

const who = (account: number) => `account ${account}`

/** What people do with their accounts. */
export const peopleSteps: Handlers<
  | 'Registered'
  | 'Deposited'
  | 'SessionSet'
  | 'WithdrawRequested'
  | 'Withdrawn'
  | 'Sponsored'
  | 'DebtPaid'
  | 'SponsorshipFunded'
> = {
  Registered({ book }, { account, owner }) {
    book.owners.set(account, owner)
    return []
  },
  Deposited({ book }, { account, units }) {
    deposit(book, account, units)
    return []
  },
  SessionSet({ book }, { account, ...limits }) {
    setSession(book, account, limits)
    return []
  },
  WithdrawRequested({ book }, { account, units, readyAt }, step) {
    requestWithdrawal(book, account, units, step.at)
    const { free, debt } = accountIn(book, account)
    return [
      ...(free < debt ? compareUnits(step, who(account), units, units + free - debt) : []),
      ...compareTimes(step, who(account), readyAt, book.withdrawals.get(account)?.readyAt ?? 0),
    ]
  },
  Withdrawn({ book }, { account, units }, step) {
    const from = book.withdrawals.get(account)?.readyAt ?? 0
    const computed = withdraw(book, account)
    return [...checkTime(step, who(account), { from }), ...compareUnits(step, who(account), units, computed)]
  },
  Sponsored({ book }, { account, units }) {
    sponsor(book, account, units)
    return []
  },
  SponsorshipFunded({ book }, { units }) {
    fundSponsorship(book, units)
    return []
  },
  DebtPaid: payDebt,
}

/** Debt paid by what a seat earned is told just before the earning is, and is a part of it. */
function payDebt(
  { book }: Replay,
  args: { account: number; units: bigint; debt: bigint },
  step: Step,
): Difference[] {
  const { account, units, debt } = args
  if (paysFromSeat(step, account)) return []
  const computed = repayDebt(book, account, units, step.at)
  return [
    ...compareUnits(step, who(account), units, computed),
    ...compareUnits(step, who(account), debt, accountIn(book, account).debt),
  ]
}

function paysFromSeat({ next }: Step, account: number): boolean {
  return (next?.name === 'SeatCollected' || next?.name === 'SeatLeft') && next.args.account === account
}
