import { findGroup } from './find-group.ts'
import { fitSkills } from './fit-skills.ts'
import type { PairCounts } from './pair-counts.ts'

const ALTERNATIONS = 3
const SKILLED = 0.1
const CLEARLY_LARGER = 1.25

/** A group that was looked for, and the skills from which to fit on other items. */
export interface Candidates {
  readonly members: readonly boolean[]
  readonly start: Float64Array
}

/** Fits skills and looks for a group by turns. Two camps that contradict each other explain the answers
 * equally well either way: the larger one is taken to know the truth. */
export function searchGroup(pairs: PairCounts, start: Float64Array): Candidates {
  const first = alternate(pairs, start)
  const inside = first.members.filter(Boolean).length
  const outside = first.skills.filter((skill, person) => skill >= SKILLED && !first.members[person]).length
  if (inside * CLEARLY_LARGER <= outside) return { members: first.members, start }
  const swapped = Float64Array.from(first.members, (isMember) => (isMember ? 0.5 : 0))
  return { members: alternate(pairs, swapped).members, start: swapped }
}

function alternate(pairs: PairCounts, start: Float64Array): { members: boolean[]; skills: Float64Array } {
  let skills = fitSkills(pairs, start)
  let members = findGroup(pairs, skills)
  for (let turn = 1; turn < ALTERNATIONS; turn++) {
    skills = fitSkills(pairs, start, members)
    members = findGroup(pairs, skills)
  }
  return { members, skills }
}
