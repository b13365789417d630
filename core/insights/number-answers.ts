import type { ItemId, PersonId } from '../ids.ts'
import type { Answers, ItemTruth } from '../quality/agreement/answers.ts'
import type { HealthAnswer } from '../store/health-answers.ts'

/** Answers as numbers, and what the numbers stand for. */
export interface NumberedAnswers {
  readonly answers: Answers
  readonly labels: readonly string[]
  readonly people: readonly PersonId[]
  readonly items: readonly ItemId[]
}

/** Numbers labels in the project's order (those it no longer has come last), people and items as they come.
 * A person who answered an item from two accounts counts once, with the later answer. */
export function numberAnswers(rows: readonly HealthAnswer[], labels: readonly string[]): NumberedAnswers {
  const labelNumbers = new Map(labels.map((label, number) => [label, number]))
  const people = new Map<PersonId, number>()
  const items = new Map<ItemId, number>()
  const truths: ItemTruth[] = []
  const list = new Map<string, Answers['list'][number]>()
  const labelNumber = (label: string | null) => (label === null ? null : numberOf(labelNumbers, label))
  for (const row of rows) {
    const item = numberOf(items, row.itemId)
    const person = numberOf(people, row.personId)
    truths[item] ??= { decided: labelNumber(row.decidedLabel), gold: labelNumber(row.goldLabel) }
    const key = `${item} ${person}`
    list.delete(key)
    list.set(key, { item, person, label: numberOf(labelNumbers, row.label), durationMs: row.durationMs })
  }
  return {
    answers: { labels: labelNumbers.size, people: people.size, items: truths, list: [...list.values()] },
    labels: [...labelNumbers.keys()],
    people: [...people.keys()],
    items: [...items.keys()],
  }
}

function numberOf<K>(numbers: Map<K, number>, key: K): number {
  const known = numbers.get(key)
  if (known !== undefined) return known
  numbers.set(key, numbers.size)
  return numbers.size - 1
}
