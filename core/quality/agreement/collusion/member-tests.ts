import type { Answer } from '../answers.ts'
import { binomialUpperTail } from '../tails.ts'
import { expectedShare } from './fit-skills.ts'
import { chanceOf } from './pair-counts.ts'

/** How often a person agrees with a group on items that did not serve to find the group. */
export interface MemberTest {
  readonly person: number
  /** Items that the person and another member answered. */
  readonly items: number
  /** Share of them on which the person gave the other member's label, and what their skills explain of it. */
  readonly agreed: number
  readonly expected: number
  /** Probability of so much agreement without copying. */
  readonly chance: number
}

/**
 * Tests each member of a group against the others. An item counts once, with the first other member who
 * answered it, so that the trials are independent; their number of successes has no heavier upper tail than
 * a binomial with the mean probability (W. Hoeffding, Ann. Math. Statistics 27, 1956).
 */
export function memberTests(
  groups: readonly (readonly Answer[])[],
  isMember: readonly boolean[],
  skills: Float64Array,
  use: readonly (readonly number[])[],
): MemberTest[] {
  const sums = use.map(() => ({ items: 0, agreed: 0, expected: 0 }))
  for (const group of groups) {
    const members = group.filter(({ person }) => isMember[person])
    for (const { person: one, label } of members) {
      const partner = members.find(({ person }) => person !== one)
      const sum = sums[one]
      if (!sum || !partner) continue
      const other = partner.person
      sum.items++
      sum.agreed += partner.label === label ? 1 : 0
      sum.expected += expectedShare(skills[one], skills[other], chanceOf(use[one], use[other]))
    }
  }
  return sums.flatMap(({ items, agreed, expected }, person) => {
    if (items === 0) return []
    const means = { agreed: agreed / items, expected: expected / items }
    return [{ person, items, ...means, chance: binomialUpperTail(agreed, items, means.expected) }]
  })
}
