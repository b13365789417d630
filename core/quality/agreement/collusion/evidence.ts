import { type Answer, type Answers, groupByItem } from '../answers.ts'
import { referenceLabels } from '../reference.ts'
import { expectedShare, firstSkills, fitSkills } from './fit-skills.ts'
import { countPairs, labelUse } from './pair-counts.ts'

/** People who give the same labels far more often than what each of them knows explains. */
export interface Collusion {
  readonly people: readonly number[]
  /** Items that two or more of them answered. */
  readonly items: number
  /** Share of the pairs of their answers to the same item that agree, and what their skills explain of it. */
  readonly agreed: number
  readonly expected: number
  /** Of those items, the ones on which one of them gave a label that speaks against everybody else (they
   * count as one voice) or against gold, and on how many of these two of them gave the same such label. */
  readonly wrong: number
  readonly sameWrong: number
  /** Probability that the least certain of them agrees so much without copying. */
  readonly chance: number
}

/** What speaks against a group, over all items; `group` holds the chance of each member. */
export function evidenceAgainst(answers: Answers, group: ReadonlyMap<number, number>): Collusion {
  const isMember = Array.from({ length: answers.people }, (_, person) => group.has(person))
  const reference = referenceLabels(answers, isMember)
  const own = groupByItem(answers).map((list) => list.filter(({ person }) => isMember[person]))
  const wrong = own.map((list, item) =>
    list.length > 1 ? list.filter(({ label }) => label !== reference[item]) : [],
  )
  return {
    people: [...group.keys()].sort((a, b) => a - b),
    items: own.filter((list) => list.length > 1).length,
    ...agreementOf(answers, own, isMember, firstSkills(answers, reference)),
    wrong: wrong.filter((list) => list.length > 0).length,
    sameWrong: wrong.filter((list) => new Set(list.map(({ label }) => label)).size < list.length).length,
    chance: Math.max(...group.values()),
  }
}

function agreementOf(
  answers: Answers,
  own: readonly (readonly Answer[])[],
  isMember: readonly boolean[],
  start: Float64Array,
): { agreed: number; expected: number } {
  const use = labelUse(answers)
  const skills = fitSkills(countPairs(groupByItem(answers), use), start, isMember)
  const { one, other, items, agreed, chance } = countPairs(own, use)
  const total = items.reduce((sum, count) => sum + count, 0) || 1
  const explained = items.map((count, at) => {
    const [me, you] = [one[at] ?? 0, other[at] ?? 0]
    return count * expectedShare(skills[me], skills[you], chance[at])
  })
  return {
    agreed: agreed.reduce((sum, count) => sum + count, 0) / total,
    expected: explained.reduce((sum, count) => sum + count, 0) / total,
  }
}
