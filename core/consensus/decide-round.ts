/** What of a project's protocol decides a round. */
export interface RoundRule {
  /** Annotations wanted before anything is decided. */
  readonly redundancy: number
  readonly maxRedundancy: number
  /** Share of equal labels that decides: more than one half, at most 1. */
  readonly threshold: { readonly numerator: number; readonly denominator: number }
}

export type RoundOutcome =
  /** Too few annotations yet. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'decided'; readonly label: string; readonly agree: number; readonly total: number }
  /** No supermajority: one more annotation is wanted. */
  | { readonly kind: 'widen'; readonly wanted: number }
  /** No supermajority with all the annotations the project allows. */
  | { readonly kind: 'expert' }

/**
 * Decides a round from the labels that count, in any order, by integers alone: a label wins when
 * agree * denominator >= numerator * total. The threshold is above one half, so at most one label can.
 */
export function decideRound(labels: readonly string[], rule: RoundRule): RoundOutcome {
  const total = labels.length
  if (total < rule.redundancy) return { kind: 'wait' }
  const { numerator, denominator } = rule.threshold
  for (const [label, agree] of countEqual(labels)) {
    if (agree * denominator >= numerator * total) return { kind: 'decided', label, agree, total }
  }
  return total < rule.maxRedundancy ? { kind: 'widen', wanted: total + 1 } : { kind: 'expert' }
}

function countEqual(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return counts
}
