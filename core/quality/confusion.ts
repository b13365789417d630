// biome-ignore-all lint/style/noNonNullAssertion: array indices are in range by construction
import type { AnnotationTable } from './annotation-table.ts'

/** Expected answers per true label and chosen label; a row per true label. */
export type Confusion = readonly (readonly number[])[]

export interface ConfusedPair {
  readonly label: string
  readonly takenFor: string
  /** Share of the answers on items of `label` that chose `takenFor`. */
  readonly share: number
  readonly answers: number
}

/**
 * How often each label is chosen where each label is (believed) true, over all people or one person.
 * `posterior` is items x labels: truth enters by its probability.
 */
export function classConfusion(table: AnnotationTable, posterior: Float64Array, person?: string): Confusion {
  const classes = table.labels.length
  const only = person === undefined ? -1 : table.people.indexOf(person)
  const counts = table.labels.map(() => new Array<number>(classes).fill(0))
  for (let n = 0; n < table.item.length; n++) {
    if (person !== undefined && table.person[n] !== only) continue
    for (let k = 0; k < classes; k++) {
      counts[k]![table.label[n]!]! += posterior[table.item[n]! * classes + k]!
    }
  }
  return counts
}

/** The pairs of labels that are mistaken for each other most, by share of answers, most confused first. */
export function mostConfusedPairs(
  labels: readonly string[],
  confusion: Confusion,
  limit = 5,
): ConfusedPair[] {
  const pairs = confusion.flatMap((row, k) => {
    const total = row.reduce((a, b) => a + b, 0)
    return row.flatMap((answers, l) =>
      k === l || answers === 0
        ? []
        : [{ label: labels[k]!, takenFor: labels[l]!, share: answers / total, answers }],
    )
  })
  return pairs.sort((a, b) => b.share - a.share).slice(0, limit)
}
