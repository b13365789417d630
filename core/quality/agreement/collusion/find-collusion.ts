import { type Answer, type Answers, groupByItem } from '../answers.ts'
import { controlFalseDiscoveries } from '../multiple-tests.ts'
import { referenceLabels } from '../reference.ts'
import { binomialUpperTail } from '../tails.ts'
import { findGroup } from './find-group.ts'
import { expectedShare, firstSkills, fitSkills } from './fit-skills.ts'
import { type MemberTest, memberTests } from './member-tests.ts'
import { countPairs, labelUse, type PairCount } from './pair-counts.ts'

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
  /** Bound of the probability that the least certain of them got in without copying. */
  readonly chance: number
}

const GROUPS_AT_MOST = 5
const ALTERNATIONS = 3
const PAIR_ITEMS_AT_LEAST = 12
/** Fewer wrong answers in common are no evidence a moderator could look at; equal right ones are no offence. */
const SAME_WRONG_AT_LEAST = 5
/** Agreement this far above explanation is "far above"; less may have other common causes. */
const EXCESS_AT_LEAST = 0.15
/** A larger share of the people cannot be told from the ones who know the truth. */
const SHARE_BELOW = 0.4
const SKILLED = 0.1
const CLEARLY_LARGER = 1.25

/**
 * Finds groups of people who copy from each other or follow the same orders. A group is looked for among one
 * half of the items and confirmed on the other half, and the other way round, so that the test knows
 * nothing of the search; false discoveries among people are held at `rate`. Pairs that share many items are
 * tested one by one besides. Groups of 40 % of all people and more are not looked for.
 */
export function findCollusion(answers: Answers, rate: number): Collusion[] {
  const taken = new Array<boolean>(answers.people).fill(false)
  const found: Collusion[] = []
  while (found.length < GROUPS_AT_MOST) {
    const group = confirmedGroup(answers, taken, rate)
    if (group.size < 2) break
    for (const person of group.keys()) taken[person] = true
    found.push(evidence(answers, group))
  }
  found.push(...colludingPairs(answers, taken, rate).map((group) => evidence(answers, group)))
  return found.filter(isFarAbove)
}

function isFarAbove({ agreed, expected, sameWrong }: Collusion): boolean {
  return agreed - expected >= EXCESS_AT_LEAST && sameWrong >= SAME_WRONG_AT_LEAST
}

/** The people of one group with the chance of each. */
function confirmedGroup(answers: Answers, taken: readonly boolean[], rate: number): Map<number, number> {
  const start = firstSkills(answers, referenceLabels(answers, taken))
  const use = labelUse(answers)
  const groups = groupByItem(answers).map((group) => group.filter(({ person }) => !taken[person]))
  const [even = [], odd = []] = [0, 1].map((half) => groups.filter((_, item) => item % 2 === half))
  const members = new Map<number, number>()
  for (const [search, confirm] of [
    [even, odd],
    [odd, even],
  ] as const) {
    for (const { person, chance } of crossTest(search, confirm, start, use, rate / 2)) {
      members.set(person, Math.min(members.get(person) ?? 1, 2 * chance))
    }
  }
  const active = new Set(groups.flat().map(({ person }) => person)).size
  return members.size < SHARE_BELOW * active ? members : new Map()
}

/** Looks for a group among some items and tests its members on others. */
function crossTest(
  search: readonly (readonly Answer[])[],
  confirm: readonly (readonly Answer[])[],
  start: Float64Array,
  use: readonly (readonly number[])[],
  rate: number,
): MemberTest[] {
  const { members, start: base } = searchGroup(countPairs(search, use), start)
  const skills = fitSkills(countPairs(confirm, use), base, members)
  const tests = memberTests(confirm, members, skills, use)
  const passed = controlFalseDiscoveries(
    tests.map(({ chance }) => chance),
    rate,
  )
  return tests.filter(({ agreed, expected }, at) => passed[at] && agreed - expected >= EXCESS_AT_LEAST)
}

interface Camps {
  readonly members: boolean[]
  readonly start: Float64Array
}

/** Fits skills and looks for a group by turns. Two camps that contradict each other explain the answers
 * equally well either way: the larger one is taken to know the truth. */
function searchGroup(pairs: readonly PairCount[], start: Float64Array): Camps {
  const first = alternate(pairs, start)
  const inside = first.members.filter(Boolean).length
  const outside = first.skills.filter((skill, person) => skill >= SKILLED && !first.members[person]).length
  if (inside * CLEARLY_LARGER <= outside) return { members: first.members, start }
  const swapped = Float64Array.from(first.members, (isMember) => (isMember ? 0.5 : 0))
  return { members: alternate(pairs, swapped).members, start: swapped }
}

function alternate(
  pairs: readonly PairCount[],
  start: Float64Array,
): { members: boolean[]; skills: Float64Array } {
  let skills = fitSkills(pairs, start)
  let members = findGroup(pairs, skills)
  for (let turn = 1; turn < ALTERNATIONS; turn++) {
    skills = fitSkills(pairs, start, members)
    members = findGroup(pairs, skills)
  }
  return { members, skills }
}

/** Pairs who share so many items that they can be judged by themselves, joined where they overlap. */
function colludingPairs(answers: Answers, taken: readonly boolean[], rate: number): Map<number, number>[] {
  const use = labelUse(answers)
  const groups = groupByItem(answers).map((group) => group.filter(({ person }) => !taken[person]))
  const pairs = countPairs(groups, use)
  const skills = fitSkills(pairs, firstSkills(answers, referenceLabels(answers, taken)))
  const tested = pairs.flatMap((pair) => {
    if (pair.items < PAIR_ITEMS_AT_LEAST) return []
    const share = pair.agreed / pair.items
    const expected = expectedShare(skills, pair)
    return [
      { ...pair, excess: share - expected, chance: binomialUpperTail(pair.agreed, pair.items, expected) },
    ]
  })
  const passed = controlFalseDiscoveries(
    tested.map(({ chance }) => chance),
    rate,
  )
  const found: Map<number, number>[] = []
  for (const [at, { one, other, excess, chance }] of tested.entries()) {
    if (!passed[at] || excess < EXCESS_AT_LEAST) continue
    const touched = found.filter((group) => group.has(one) || group.has(other))
    const joined = new Map([...touched.flatMap((group) => [...group]), [one, chance], [other, chance]])
    for (const group of touched) found.splice(found.indexOf(group), 1)
    found.push(joined)
  }
  return found
}

function evidence(answers: Answers, group: ReadonlyMap<number, number>): Collusion {
  const isMember = Array.from({ length: answers.people }, (_, person) => group.has(person))
  const use = labelUse(answers)
  const reference = referenceLabels(answers, isMember)
  const groups = groupByItem(answers)
  const skills = fitSkills(countPairs(groups, use), firstSkills(answers, reference), isMember)
  const own = groups
    .map((list, item) => ({ item, list: list.filter(({ person }) => isMember[person]) }))
    .filter(({ list }) => list.length > 1)
  const pairs = countPairs(
    own.map(({ list }) => list),
    use,
  )
  const total = pairs.reduce((sum, { items }) => sum + items, 0)
  const wrong = own.map(({ item, list }) => list.filter(({ label }) => label !== reference[item]))
  return {
    people: [...group.keys()].sort((a, b) => a - b),
    items: own.length,
    agreed: pairs.reduce((sum, { agreed }) => sum + agreed, 0) / Math.max(1, total),
    expected:
      pairs.reduce((sum, pair) => sum + pair.items * expectedShare(skills, pair), 0) / Math.max(1, total),
    wrong: wrong.filter((list) => list.length > 0).length,
    sameWrong: wrong.filter((list) => new Set(list.map(({ label }) => label)).size < list.length).length,
    chance: Math.max(...group.values()),
  }
}
