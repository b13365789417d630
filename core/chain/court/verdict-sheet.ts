import type { ItemId, PersonId } from '../../ids.ts'
import type { Batch } from '../../store/batches.ts'
import { UNCLEAR } from '../../store/expert-cases.ts'
import type { ExpertsSay } from '../reviews.ts'

/** How the ledger codes the end of an open item. */
const CODES = { accepted: 1, rejected: 2, void: 3, unclear: 4 } as const

/** An open item of a batch with what experts said of it. */
export interface OpenRuling extends ExpertsSay {
  readonly itemId: ItemId
  /** Somebody says that an answer to it is not theirs. */
  readonly saidNotMine: boolean
}

/** Verdicts of a batch, one byte for each open item, and the experts who stand by all of them. */
export interface VerdictSheet {
  readonly codes: readonly number[]
  readonly signers: readonly PersonId[]
}

/** Such a sheet as it can be signed. */
export interface ReadySheet {
  readonly batch: Batch
  readonly verdicts: string
  /** Places of the items in the batch, in the order of the verdicts. */
  readonly positions: readonly number[]
  /** Experts who stand by all of them and took part in none of the items. */
  readonly signers: readonly PersonId[]
}

/**
 * The verdicts on all open items; null while experts have not agreed on each, unless the time is nearly over: then the
 * rest is unclear, or void where an answer may be nobody's own. Signs who ruled on some of the items and contradicts none of the verdicts.
 */
export function verdictSheet(items: readonly OpenRuling[], isLate: boolean): VerdictSheet | null {
  const decided = items.filter((item) => item.agreed !== undefined)
  if (decided.length === 0 || (decided.length < items.length && !isLate)) return null
  const rulings = decided.flatMap((item) => item.rulings.map((ruling) => ({ item, ruling })))
  const against = rulings.filter(({ item, ruling }) => ruling.label !== item.agreed)
  const contradict = new Set(against.map(({ ruling }) => ruling.personId))
  const signers = new Set(rulings.map(({ ruling }) => ruling.personId).filter((one) => !contradict.has(one)))
  return { codes: items.map(codeOf), signers: [...signers] }
}

function codeOf({ annotated, agreed, saidNotMine }: OpenRuling): number {
  if (agreed === UNCLEAR || (agreed === undefined && !saidNotMine)) return CODES.unclear
  if (agreed === undefined || agreed === null) return CODES.void
  return agreed === annotated ? CODES.accepted : CODES.rejected
}
