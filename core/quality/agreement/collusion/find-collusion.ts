import { type Answer, type Answers, groupByItem } from '../answers.ts'
import { controlFalseDiscoveries } from '../multiple-tests.ts'
import { referenceLabels } from '../reference.ts'
import { colludingPairs } from './colluding-pairs.ts'
import { type Collusion, evidenceAgainst } from './evidence.ts'
import { firstSkills, fitSkills } from './fit-skills.ts'
import { type MemberTest, memberTests } from './member-tests.ts'
import { countPairs, labelUse, type PairCounts } from './pair-counts.ts'
import { searchGroup } from './search-group.ts'

const GROUPS_AT_MOST = 5
/** Agreement this far above explanation is "far above"; less may have other common causes. */
const EXCESS_AT_LEAST = 0.15
/** A larger share of the people cannot be told from the ones who know the truth. */
const SHARE_BELOW = 0.4
/** Fewer wrong answers in common are no evidence a moderator could look at; equal right ones are no offence. */
const SAME_WRONG_AT_LEAST = 5

/**
 * Finds groups of people who copy from each other or follow the same orders. A group is looked for among one
 * half of the items and confirmed on the other half, and the other way round, so that the test knows
 * nothing of the search; false discoveries among its people are held at `rate`. Pairs that share many items
 * are tested one by one besides. Groups of 40 % of all people and more are not looked for.
 */
export function findCollusion(answers: Answers, rate: number): Collusion[] {
  const taken = new Array<boolean>(answers.people).fill(false)
  const use = labelUse(answers)
  const groups: Map<number, number>[] = []
  while (groups.length < GROUPS_AT_MOST) {
    const group = confirmedGroup(answers, taken, use, rate)
    if (group.size < 2) break
    for (const person of group.keys()) taken[person] = true
    groups.push(group)
  }
  const { start, rest } = without(answers, taken)
  groups.push(...colludingPairs(countPairs(rest, use), start, { rate, excess: EXCESS_AT_LEAST }))
  return groups.map((group) => evidenceAgainst(answers, group)).filter(isFarAbove)
}

function isFarAbove({ agreed, expected, sameWrong }: Collusion): boolean {
  return agreed - expected >= EXCESS_AT_LEAST && sameWrong >= SAME_WRONG_AT_LEAST
}

/** The answers by item without the people of groups already found, who have one voice in what is right. */
function without(answers: Answers, taken: readonly boolean[]): { start: Float64Array; rest: Answer[][] } {
  return {
    start: firstSkills(answers, referenceLabels(answers, taken)),
    rest: groupByItem(answers).map((group) => group.filter(({ person }) => !taken[person])),
  }
}

/** The people of one group with the chance of each. */
function confirmedGroup(
  answers: Answers,
  taken: readonly boolean[],
  use: readonly (readonly number[])[],
  rate: number,
): Map<number, number> {
  const { start, rest } = without(answers, taken)
  const [even, odd] = [halfOf(rest, 0, use), halfOf(rest, 1, use)]
  const members = new Map<number, number>()
  // Either half may confirm a person: each has half of the rate.
  for (const tests of [crossTest(even, odd, start, use), crossTest(odd, even, start, use)]) {
    for (const { person, chance } of confirmed(tests, rate / 2)) {
      members.set(person, Math.min(members.get(person) ?? 1, 2 * chance))
    }
  }
  const active = new Set(rest.flat().map(({ person }) => person)).size
  return members.size < SHARE_BELOW * active ? members : new Map()
}

interface Half {
  readonly groups: readonly (readonly Answer[])[]
  readonly pairs: PairCounts
}

function halfOf(
  rest: readonly (readonly Answer[])[],
  half: number,
  use: readonly (readonly number[])[],
): Half {
  const groups = rest.filter((_, item) => item % 2 === half)
  return { groups, pairs: countPairs(groups, use) }
}

/** Looks for a group among some items and tests its members on others. */
function crossTest(
  search: Half,
  confirm: Half,
  start: Float64Array,
  use: readonly (readonly number[])[],
): MemberTest[] {
  const candidates = searchGroup(search.pairs, start)
  const skills = fitSkills(confirm.pairs, candidates.start, candidates.members)
  return memberTests(confirm.groups, candidates.members, skills, use)
}

function confirmed(tests: readonly MemberTest[], rate: number): MemberTest[] {
  const passed = controlFalseDiscoveries(
    tests.map(({ chance }) => chance),
    rate,
  )
  return tests.filter(({ agreed, expected }, at) => passed[at] && agreed - expected >= EXCESS_AT_LEAST)
}
