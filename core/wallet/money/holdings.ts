import { hourOf, SESSION_STEP, timeOf, weiOf } from '../../ledger/units.ts'
import { claimVested } from '../../ledger/vesting.ts'
import type { SessionTerms } from '../flow.ts'
import type { LedgerHolder } from './money-ledger.ts'

/** What a person has, in wei; times in seconds since 1970. */
export interface Holdings {
  /** Tokens in the wallet, outside of the ledger. */
  readonly tokenWei: bigint
  /** Can be taken out: what is free, less what is lent. */
  readonly ownWei: bigint
  /** Not locked, lent stake included: what annotations can hold. */
  readonly freeWei: bigint
  /** Held by answers that are not settled. */
  readonly lockedWei: bigint
  /** Rewards that vest evenly until `vestedAt`; null when nothing vests. */
  readonly vesting: { readonly wei: bigint; readonly vestedAt: number } | null
  /** Lent stake that rewards still pay off. */
  readonly debtWei: bigint
  /** Limits that are in force; what has been slashed is gone from `lossWei`. */
  readonly session: SessionTerms | null
  readonly withdrawal: { readonly wei: bigint; readonly readyAt: number } | null
  readonly record: { readonly good: number; readonly all: number }
}

/**
 * The words of the ledger as amounts, vested to the block they were read at (docs/contracts.md, Words).
 * @param heldWei what open answers hold by our books; of it the ledger has not locked all yet
 */
export function holdingsOf(holder: LedgerHolder, heldWei = 0n): Holdings {
  const { timestamp, tokenWei, account, withdrawal } = holder
  const taken = withdrawal.units > 0n ? { wei: weiOf(withdrawal.units), readyAt: withdrawal.readyAt } : null
  if (!account) {
    const nothing = { ownWei: 0n, freeWei: 0n, lockedWei: 0n, vesting: null, debtWei: 0n, session: null }
    return { ...nothing, tokenWei, withdrawal: taken, record: { good: 0, all: 0 } }
  }
  const word = claimVested(account.word, hourOf(timestamp))
  const { free, debt, locked, unvested, vestLast, vestRem, good, all } = word
  const lockedWei = weiOf(locked)
  const waitingWei = atLeastNothing(heldWei - lockedWei)
  return {
    tokenWei,
    ownWei: atLeastNothing(weiOf(free) - weiOf(debt) - waitingWei),
    freeWei: atLeastNothing(weiOf(free) - waitingWei),
    lockedWei: lockedWei + waitingWei,
    vesting: unvested > 0n ? { wei: weiOf(unvested), vestedAt: timeOf(vestLast + vestRem) } : null,
    debtWei: weiOf(debt),
    session: sessionOf(word, timestamp),
    withdrawal: taken,
    record: { good, all },
  }
}

function atLeastNothing(wei: bigint): bigint {
  return wei > 0n ? wei : 0n
}

function sessionOf(
  word: { sessExp: number; sessLoss: bigint; sessLabel: bigint },
  now: number,
): SessionTerms | null {
  const expiry = timeOf(word.sessExp)
  if (word.sessExp === 0 || expiry <= now) return null
  return {
    lossWei: weiOf(word.sessLoss * SESSION_STEP),
    perLabelWei: weiOf(word.sessLabel * SESSION_STEP),
    expiry,
  }
}
