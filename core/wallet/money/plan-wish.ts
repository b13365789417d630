import { amount } from '../../amount.ts'
import { ExpectedError } from '../../errors.ts'
import { SESSION_STEP, weiOf } from '../../ledger/units.ts'
import { TOKEN_SYMBOL } from '../../token.ts'
import type { AppealWish, FindingWish, MoneyWish, VerdictWish, WishKind } from '../flow.ts'
import { type Holdings, holdingsOf } from './holdings.ts'
import type { LedgerHolder } from './money-ledger.ts'

/** Limits a person gives the operators; amounts in wei. */
export interface Limits {
  readonly lossWei: bigint
  readonly perLabelWei: bigint
  readonly days: number
}

/** What a person asks for. */
export interface AskedWish {
  readonly kind: WishKind
  /** Of a deposit, a withdrawal, a seat's stake or an appeal's bond, else 0. */
  readonly amountWei: bigint
  /** Of a deposit or a session. */
  readonly limits: Limits | null
  readonly appeal?: AppealWish
  readonly verdict?: VerdictWish
  readonly finding?: FindingWish
}

const DAY_SECONDS = 24 * 3_600
export const MOST_DAYS = 365
/** A signed deposit that nobody relayed does nothing after that. */
const DEPOSIT_SECONDS = 3_600
/** What the ledger's words hold: 24 and 20 bits of session steps. */
const MOST_LOSS_WEI = ((1n << 24n) - 1n) * weiOf(SESSION_STEP)
const MOST_LABEL_WEI = ((1n << 20n) - 1n) * weiOf(SESSION_STEP)

/**
 * The wish of an address as the ledger would take it now: checked against what is there, bound to the next nonce.
 * @param heldWei what open answers hold by our books: it cannot be taken out
 * @throws ExpectedError `money.tokensTooLow`, `money.ownTooLow`, `money.badSession`, `money.noSession`,
 * `money.tooEarly`
 */
export function planWish(asked: AskedWish, address: string, holder: LedgerHolder, heldWei = 0n): MoneyWish {
  const { kind, amountWei, limits, appeal = null, verdict = null, finding = null } = asked
  const { timestamp } = holder
  checkWish(asked, address, holdingsOf(holder, heldWei), timestamp)
  return {
    kind,
    amountWei,
    session: limits && {
      lossWei: limits.lossWei,
      perLabelWei: limits.perLabelWei,
      expiry: timestamp + limits.days * DAY_SECONDS,
    },
    appeal,
    verdict,
    finding,
    nonce: verdict || finding ? 0n : appeal ? holder.courtNonce : holder.nonce,
    validBefore: kind === 'deposit' ? timestamp + DEPOSIT_SECONDS : 0,
  }
}

function checkWish(
  { kind, amountWei, limits }: AskedWish,
  address: string,
  has: Holdings,
  now: number,
): void {
  const symbol = TOKEN_SYMBOL
  const needed = amount(amountWei)
  if (limits) checkLimits(limits)
  if (kind === 'deposit' && has.tokenWei < amountWei) {
    throw new ExpectedError('money.tokensTooLow', {
      available: amount(has.tokenWei),
      needed,
      symbol,
      address,
    })
  }
  const takesOwn = kind === 'withdraw' || kind === 'seat' || kind === 'appeal'
  if (takesOwn && has.ownWei < amountWei) {
    throw new ExpectedError('money.ownTooLow', { available: amount(has.ownWei), needed, symbol })
  }
  if (kind === 'revoke' && !has.session) throw new ExpectedError('money.noSession', {})
  if (kind === 'collect') {
    const { withdrawal } = has
    if (!withdrawal) throw new ExpectedError('money.ownTooLow', { available: '0', needed: '0', symbol })
    if (withdrawal.readyAt > now) {
      const due = new Date(withdrawal.readyAt * 1_000).toISOString().slice(0, 16).replace('T', ' ')
      throw new ExpectedError('money.tooEarly', { due })
    }
  }
}

/** @throws ExpectedError `money.badSession` */
function checkLimits({ lossWei, perLabelWei, days }: Limits): void {
  const step = weiOf(SESSION_STEP)
  const isWhole = lossWei % step === 0n && perLabelWei % step === 0n
  const isInBounds =
    lossWei > 0n && lossWei <= MOST_LOSS_WEI && perLabelWei > 0n && perLabelWei <= MOST_LABEL_WEI
  const isInTime = Number.isInteger(days) && days >= 1 && days <= MOST_DAYS
  if (!isWhole || !isInBounds || !isInTime) throw new ExpectedError('money.badSession', { most: MOST_DAYS })
}
