import { type Answers, groupByItem } from './answers.ts'

/** Agreement of two people over the items both answered. */
export interface PairAgreement {
  readonly people: readonly [number, number]
  readonly items: number
  /** Items on which both gave the same label. */
  readonly agreed: number
  /** Null when both gave one and the same label throughout. */
  readonly kappa: number | null
}

/**
 * Cohen's kappa: agreement of two people beyond what the labels each of them uses would give by chance.
 * `table[a][b]` counts the items that the first person gave label a and the second label b.
 * Null when there are no items, or chance alone gives full agreement.
 * Source: J. Cohen, "A Coefficient of Agreement for Nominal Scales", Educ. Psych. Measurement 20 (1960).
 */
export function cohenKappa(table: readonly (readonly number[])[]): number | null {
  const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0))
  const total = rows.reduce((sum, count) => sum + count, 0)
  let agreed = 0
  let expected = 0
  for (const [label, row] of rows.entries()) {
    agreed += table[label]?.[label] ?? 0
    const column = table.reduce((sum, counts) => sum + (counts[label] ?? 0), 0)
    expected += row * column
  }
  const spare = total * total - expected
  return spare > 0 ? (total * agreed - expected) / spare : null
}

/** Cohen's kappa of every pair of people with at least `minimum` items in common. */
export function pairAgreements(answers: Answers, minimum: number): PairAgreement[] {
  const shared = new Map<number, [number, number][]>()
  for (const group of groupByItem(answers)) {
    const ordered = group.toSorted((a, b) => a.person - b.person)
    for (const [at, one] of ordered.entries()) {
      for (const other of ordered.slice(at + 1)) {
        const key = one.person * answers.people + other.person
        const labels = shared.get(key)
        if (labels) labels.push([one.label, other.label])
        else shared.set(key, [[one.label, other.label]])
      }
    }
  }
  return [...shared].flatMap(([key, pairs]) =>
    pairs.length < minimum
      ? []
      : [agreementOf([Math.floor(key / answers.people), key % answers.people], pairs, answers.labels)],
  )
}

function agreementOf(
  people: readonly [number, number],
  pairs: readonly (readonly [number, number])[],
  labels: number,
): PairAgreement {
  const table = Array.from({ length: labels }, () => new Array<number>(labels).fill(0))
  let agreed = 0
  for (const [one, other] of pairs) {
    const row = table[one]
    if (row) row[other] = (row[other] ?? 0) + 1
    if (one === other) agreed++
  }
  return { people, items: pairs.length, agreed, kappa: cohenKappa(table) }
}
