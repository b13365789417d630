import { amount } from '../../core/amount.ts'
import { TOKEN_SYMBOL as symbol } from '../../core/token.ts'
import type { SessionTerms } from '../../core/wallet/flow.ts'
import type { Holdings } from '../../core/wallet/money/holdings.ts'
import type { Translate } from '../../locales/messages.ts'
import type { Block } from '../screen.ts'
import { list } from '../text.ts'
import { dateTime } from './date-time.ts'

/** What a person has on the ledger, as a list.
 * @param signed the limits they signed last, to tell what of them is used */
export function holdingsBlock(t: Translate, has: Holdings, signed: SessionTerms | null): Block {
  const { vesting, withdrawal, debtWei } = has
  return list([
    t('money.stake', { free: amount(has.freeWei), locked: amount(has.lockedWei), symbol }),
    vesting
      ? t('money.vesting', {
          amount: amount(vesting.wei),
          symbol,
          date: dateTime(t, isoOf(vesting.vestedAt)),
        })
      : t('money.noVesting'),
    ...(debtWei > 0n ? [t('money.debt', { amount: amount(debtWei), symbol })] : []),
    t('money.own', { amount: amount(has.ownWei), symbol }),
    ...(withdrawal
      ? [
          t('money.leaving', {
            amount: amount(withdrawal.wei),
            symbol,
            date: dateTime(t, isoOf(withdrawal.readyAt)),
          }),
        ]
      : []),
    t('money.outside', { amount: amount(has.tokenWei), symbol }),
    sessionLine(t, has.session, signed),
  ])
}

/** The limits in force, what is used of them and what is left. */
export function sessionLine(t: Translate, session: SessionTerms | null, signed: SessionTerms | null): string {
  if (!session) return t('money.noSession')
  const { lossWei, perLabelWei, expiry } = session
  const terms = {
    left: amount(lossWei),
    perLabel: amount(perLabelWei),
    symbol,
    date: dateTime(t, isoOf(expiry)),
  }
  // A session signed elsewhere has an end of its own: what of it is used is not known here.
  const isSame = signed !== null && Math.abs(signed.expiry - expiry) < 3_600 && signed.lossWei >= lossWei
  if (!isSame) return t('money.session', terms)
  return t('money.sessionUsed', {
    ...terms,
    used: amount(signed.lossWei - lossWei),
    most: amount(signed.lossWei),
  })
}

/** Seconds since 1970 as an instant. */
export function isoOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString()
}
