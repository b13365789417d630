import { ExpectedError } from '../../core/errors.ts'
import { seatOfAccount } from '../../core/store/seats.ts'
import { parseTokens } from '../../core/wallet/money/parse-tokens.ts'
import type { LongCommand } from '../command.ts'
import { readOwnMoney } from '../wallet/own-money.ts'
import { reviewWish } from '../wallet/review-wish.ts'

/** Takes a validator's seat with stake that the person's own wallet put into the ledger: the least, or as much as they
 * say. */
export const validatorSeat: LongCommand = {
  name: 'validator seat',
  mode: 'long',
  args: [{ name: 'amount', kind: 'text', required: false }],
  needsConsent: true,
  listed: true,
  run: async (context) => {
    const { store, account, services, args } = context
    const leastWei = services.seat?.stakeWei ?? 0n
    if (await store.transaction((trx) => seatOfAccount(trx, account.id))) {
      throw new ExpectedError('validator.hasSeat', {})
    }
    const amountWei = args.amount ? parseTokens(args.amount) : leastWei
    const enoughWei = amountWei > leastWei ? amountWei : leastWei
    const money = await readOwnMoney(context)
    return reviewWish(context, money, { kind: 'seat', amountWei: enoughWei, limits: null })
  },
}
