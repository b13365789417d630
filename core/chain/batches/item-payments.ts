import type { OpenEntry } from '../../ledger/open-items.ts'
import { withPremium } from '../../ledger/record.ts'
import { weiOf } from '../../ledger/units.ts'
import type { ParamsWord } from '../../ledger/words.ts'

/** What one item pays and takes, in wei. */
export interface ItemPayments {
  readonly annotator: SeatPayment
  /** By seat; seats that took no side are left out. */
  readonly seats: ReadonlyMap<number, SeatPayment>
}

export interface SeatPayment {
  readonly rewardWei: bigint
  /** Part of what others lost. */
  readonly shareWei: bigint
  readonly slashWei: bigint
}

/** What late operators pay the annotator of one item, of the penalty for all that were locked in its batch. */
export function expiryPayments(penaltyUnits: bigint, lockedItems: number): ItemPayments | null {
  const share = lockedItems > 0 ? penaltyUnits / BigInt(lockedItems) : 0n
  if (share === 0n) return null
  return { annotator: { rewardWei: 0n, shareWei: weiOf(share), slashWei: 0n }, seats: new Map() }
}

interface Decided {
  readonly verdict: 'accepted' | 'rejected' | 'unclear'
  /** Record class of the annotator at the lock, plus one. */
  readonly term: number
  /** Draws that count, of both rounds when there were two. */
  readonly entries: readonly OpenEntry[]
}

/**
 * What the ledger pays for a decided item, by the rules of docs/contracts.md. A seat that cannot pay a slash in full
 * pays none on the ledger; seats hold far more than that and leave before, so it is not looked at here.
 */
export function itemPayments(params: ParamsWord, decided: Decided): ItemPayments {
  return decided.verdict === 'unclear' ? everybodyPaid(params, decided) : sidesPaid(params, decided)
}

/** Nobody is wrong: the annotator is paid, and whoever took a side. */
function everybodyPaid(params: ParamsWord, { term, entries }: Decided): ItemPayments {
  const sides = entries.filter(({ vote }) => vote === 'approve' || vote === 'reject')
  const paid = (base: bigint, recordClass: number): SeatPayment => ({
    rewardWei: weiOf(withPremium(base, recordClass)),
    shareWei: 0n,
    slashWei: 0n,
  })
  return {
    annotator: paid(params.annotatorReward, term - 1),
    seats: new Map(sides.map(({ seat, recordClass }) => [seat, paid(params.validatorReward, recordClass)])),
  }
}

function sidesPaid(params: ParamsWord, { verdict, term, entries }: Decided): ItemPayments {
  const [side, other] =
    verdict === 'accepted' ? (['approve', 'reject'] as const) : (['reject', 'approve'] as const)
  const winners = entries.filter((entry) => entry.vote === side)
  const losers = entries.filter((entry) => entry.vote === other)
  const annotatorSlash = verdict === 'accepted' ? 0n : params.annotatorSlash
  const pool = annotatorSlash + BigInt(losers.length) * params.validatorSlash
  const share = winners.length > 0 ? pool / BigInt(winners.length) : 0n
  const seats = new Map<number, SeatPayment>()
  for (const { seat, recordClass } of winners) {
    const reward = withPremium(params.validatorReward, recordClass)
    seats.set(seat, { rewardWei: weiOf(reward), shareWei: weiOf(share), slashWei: 0n })
  }
  for (const { seat } of losers) {
    seats.set(seat, { rewardWei: 0n, shareWei: 0n, slashWei: weiOf(params.validatorSlash) })
  }
  const reward = verdict === 'accepted' ? withPremium(params.annotatorReward, term - 1) : 0n
  return { annotator: { rewardWei: weiOf(reward), shareWei: 0n, slashWei: weiOf(annotatorSlash) }, seats }
}
