import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Annotation } from '../../../core/quality/annotation-table.ts'
import type { SingleChoiceInference } from '../../../core/quality/infer-single-choice.ts'
import { bestLabels } from '../../../core/quality/posterior.ts'

export interface Community {
  readonly annotations: Annotation[]
  readonly truth: Map<string, string>
}

export interface CommunityPlan {
  readonly seed: number
  readonly items: number
  readonly perItem: number
  readonly labels: readonly string[]
  /** Accuracy of each person; mistakes are spread evenly. */
  readonly accuracies: readonly number[]
}

/** Numbers in [0, 1) from a seed. */
export function uniform(seed: number): () => number {
  const generator = xoroshiro128plus(seed)
  return () => (generator.next() >>> 0) / 2 ** 32
}

/** Independent people of known accuracy who answer items drawn at random. */
export function community(plan: CommunityPlan): Community {
  const random = uniform(plan.seed)
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
  const people = plan.accuracies.map((accuracy, p) => ({ person: `person ${p}`, accuracy }))
  const annotations: Annotation[] = []
  const truth = new Map<string, string>()
  for (let i = 0; i < plan.items; i++) {
    const label = pick(plan.labels)
    truth.set(`item ${i}`, label)
    const chosen = new Set<(typeof people)[number]>()
    while (chosen.size < plan.perItem) chosen.add(pick(people))
    for (const { person, accuracy } of chosen) {
      const wrong = plan.labels.filter((l) => l !== label)
      annotations.push({ item: `item ${i}`, person, label: random() < accuracy ? label : pick(wrong) })
    }
  }
  return { annotations, truth }
}

/** Share of the items whose best label is the truth; ties by expectation. */
export function accuracy(
  { table, posterior }: Pick<SingleChoiceInference, 'table' | 'posterior'>,
  truth: ReadonlyMap<string, string>,
): number {
  let right = 0
  for (const [row, item] of table.items.entries()) {
    const best = bestLabels(posterior, row, table.labels.length)
    if (best.some((label) => table.labels[label] === truth.get(item))) right += 1 / best.length
  }
  return right / table.items.length
}
