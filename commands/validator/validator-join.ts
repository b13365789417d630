import { amount } from '../../core/amount.ts'
import { ALWAYS } from '../../core/people/availability.ts'
import { seatOfAccount } from '../../core/store/seats.ts'
import { findAvailability, putAvailability } from '../../core/store/validators.ts'
import { FREE_RECUSALS, RECUSAL_DAYS } from '../../core/tasks/recuse-validator.ts'
import type { TapCommand, TapContext } from '../command.ts'
import { heading, list, paragraph } from '../text.ts'
import { hasOwnWallet } from '../wallet/has-own-wallet.ts'
import { validatorScreen } from './validator-screen.ts'

/** What is expected of a validator, and the way to a seat; whoever has one is asked from now on. */
export const validatorJoin: TapCommand = {
  name: 'validator join',
  mode: 'tap',
  args: [],
  needsConsent: true,
  listed: true,
  run: async (context) => {
    const { trx, clock, account, services, t } = context
    const seat = await seatOfAccount(trx, account.id)
    const { hours } = (await findAvailability(trx, account.personId)) ?? ALWAYS
    await putAvailability(trx, account.personId, { state: 'on', hours }, clock.now())
    const hasOwn = await hasOwnWallet(trx, account.id, services)
    const expected = [
      heading(t('validator.joinTitle')),
      list([
        t('validator.expectBlind'),
        t('validator.expectTime'),
        t('validator.expectStake', { stake: stakeOf(context), symbol: services.tokenSymbol }),
        t('validator.expectRecuse', { count: FREE_RECUSALS, days: RECUSAL_DAYS }),
      ]),
      ...(seat ? [] : [paragraph(t(hasOwn ? 'validator.takeSeat' : 'validator.seatComes'))]),
    ]
    return await validatorScreen(context, expected)
  },
}

function stakeOf({ services }: Pick<TapContext, 'services'>): string {
  return amount(services.seat?.stakeWei ?? 0n)
}
