import { type Answer, type Answers, groupByItem } from './answers.ts'

/**
 * The most likely label of each item for judging people: its gold label, else the label with the most votes,
 * each weighing what its person's agreement with the votes of a first count is worth
 * (log odds; S. Nitzan, J. Paroush, Int. Economic Review 23, 1982). A group of people who may have copied
 * from each other (`isOneVoice`) has one vote an item. Null for an item without answers.
 */
export function referenceLabels(answers: Answers, isOneVoice: readonly boolean[] = []): (number | null)[] {
  const groups = groupByItem(answers).map((group) => voices(group, isOneVoice))
  const first = groups.map((votes, item) => winner(answers, item, votes, () => 1))
  const agreed = new Array<number>(answers.people).fill(1)
  const counted = new Array<number>(answers.people).fill(2)
  for (const [item, votes] of groups.entries()) {
    if (votes.length < 2) continue
    for (const { person, label } of votes) {
      counted[person] = (counted[person] ?? 0) + 1
      if (label === first[item]) agreed[person] = (agreed[person] ?? 0) + 1
    }
  }
  const weightOf = (person: number) => {
    const accuracy = (agreed[person] ?? 1) / (counted[person] ?? 2)
    return Math.max(0.05, Math.log((accuracy * Math.max(1, answers.labels - 1)) / (1 - accuracy)))
  }
  return groups.map((votes, item) => winner(answers, item, votes, weightOf))
}

/** The answers of one item, with one for each label that the members of the group gave. */
function voices(group: readonly Answer[], isOneVoice: readonly boolean[]): Answer[] {
  const heard = new Set<number>()
  return group.filter(({ person, label }) => {
    if (!isOneVoice[person]) return true
    if (heard.has(label)) return false
    heard.add(label)
    return true
  })
}

function winner(
  { items, labels }: Answers,
  item: number,
  votes: readonly Answer[],
  weightOf: (person: number) => number,
): number | null {
  const gold = items[item]?.gold ?? null
  if (gold !== null || votes.length === 0) return gold
  const sums = new Array<number>(labels).fill(0)
  for (const { person, label } of votes) sums[label] = (sums[label] ?? 0) + weightOf(person)
  return sums.indexOf(Math.max(...sums))
}
