import { type Answers, countLabels, groupByItem, groupByPerson } from './answers.ts'

/** A person's label of an item beside the one that most other people gave it. */
export interface Comparison {
  readonly label: number
  readonly preferred: number
}

/** By number of the person, oldest first; items on which the others have no first choice are left out. */
export function compareWithOthers(answers: Answers): Comparison[][] {
  const counts = groupByItem(answers).map((group) => countLabels(group, answers.labels))
  return groupByPerson(answers).map((list) =>
    list.flatMap(({ item, label }) => {
      const preferred = preferredByOthers(counts[item] ?? [], label)
      return preferred === null ? [] : [{ label, preferred }]
    }),
  )
}

/** Null when two labels share the first place, or there is nobody else. */
function preferredByOthers(counts: readonly number[], own: number): number | null {
  const others = counts.map((count, label) => count - (label === own ? 1 : 0))
  const most = Math.max(...others)
  const first = others.indexOf(most)
  return most > 0 && others.lastIndexOf(most) === first ? first : null
}
