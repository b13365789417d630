import type { RuledLabel } from '../../store/expert-cases.ts'

/** What experts agree on: a label, or null when they agree that there is none. */
export interface AgreedRuling<Label extends RuledLabel = RuledLabel> {
  readonly label: Label
  readonly votes: number
}

/** Experts that must say the same: more than half of all, or all of those who may judge the item when they are fewer. */
export function rulingsNeeded(experts: number, mayJudge: number): number {
  return Math.max(1, Math.min(Math.floor(experts / 2) + 1, mayJudge))
}

/** What at least `needed` of the rulings say; null while there is nothing. */
export function agreedRuling<Label extends RuledLabel>(
  labels: readonly Label[],
  needed: number,
): AgreedRuling<Label> | null {
  const counts = new Map<Label, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1])
  return most && most[1] >= needed ? { label: most[0], votes: most[1] } : null
}
