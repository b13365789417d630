import type { Answers, ItemTruth } from './answers.ts'

/** `counts[truth][label]`: how many answers gave `label` where `truth` holds. */
export type Confusion = readonly (readonly number[])[]

/** How people answer where the truth is taken to be known: by decision, or by gold. */
export function confusionAgainst(answers: Answers, by: keyof ItemTruth): Confusion {
  const counts = Array.from({ length: answers.labels }, () => new Array<number>(answers.labels).fill(0))
  for (const { item, label } of answers.list) {
    const truth = answers.items[item]?.[by] ?? null
    const row = truth === null ? undefined : counts[truth]
    if (row) row[label] = (row[label] ?? 0) + 1
  }
  return counts
}

/** What a confusion says of one label; shares are null where nothing was counted. */
export interface LabelFigures {
  readonly label: number
  /** Answers to items that have this label. */
  readonly answers: number
  /** Share of those answers that gave it. */
  readonly recall: number | null
  /** Of the answers that gave this label, the share where it holds. */
  readonly precision: number | null
}

export function labelFigures(confusion: Confusion): LabelFigures[] {
  return confusion.map((row, label) => {
    const answers = row.reduce((sum, count) => sum + count, 0)
    const given = confusion.reduce((sum, counts) => sum + (counts[label] ?? 0), 0)
    const right = row[label] ?? 0
    return {
      label,
      answers,
      recall: answers > 0 ? right / answers : null,
      precision: given > 0 ? right / given : null,
    }
  })
}
