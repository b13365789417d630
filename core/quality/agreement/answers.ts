/** One person's answer to one item, all three as numbers from 0. */
export interface Answer {
  readonly item: number
  readonly person: number
  readonly label: number
  readonly durationMs: number
}

/** What is known about an item beside the answers. */
export interface ItemTruth {
  /** The label decided by a round or an expert; null while there is none. */
  readonly decided: number | null
  /** The known label of a gold item. */
  readonly gold: number | null
}

/** Answers of a project for the figures of this folder. */
export interface Answers {
  readonly labels: number
  readonly people: number
  /** By number of the item. */
  readonly items: readonly ItemTruth[]
  /** Oldest first; a person answers an item once. */
  readonly list: readonly Answer[]
}

/** The answers of each item, by number of the item. */
export function groupByItem({ items, list }: Answers): Answer[][] {
  const groups: Answer[][] = items.map(() => [])
  for (const answer of list) groups[answer.item]?.push(answer)
  return groups
}

/** The answers of each person, by number of the person, oldest first. */
export function groupByPerson({ people, list }: Answers): Answer[][] {
  const groups: Answer[][] = Array.from({ length: people }, () => [])
  for (const answer of list) groups[answer.person]?.push(answer)
  return groups
}

/** How many of some answers gave each label. */
export function countLabels(answers: readonly Answer[], labels: number): number[] {
  const counts = new Array<number>(labels).fill(0)
  for (const { label } of answers) counts[label] = (counts[label] ?? 0) + 1
  return counts
}
