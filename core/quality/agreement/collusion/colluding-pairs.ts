import { controlFalseDiscoveries } from '../multiple-tests.ts'
import { binomialUpperTail } from '../tails.ts'
import { expectedShare, fitSkills } from './fit-skills.ts'
import type { PairCounts } from './pair-counts.ts'

const ITEMS_AT_LEAST = 12

/**
 * Pairs of people who share so many items that they can be judged by themselves, joined where they overlap:
 * the people of each group with the chance of each. `excess` is the least share above explanation.
 */
export function colludingPairs(
  pairs: PairCounts,
  start: Float64Array,
  { rate, excess }: { readonly rate: number; readonly excess: number },
): Map<number, number>[] {
  const tested = testPairs(pairs, fitSkills(pairs, start))
  const passed = controlFalseDiscoveries(
    tested.map(({ chance }) => chance),
    rate,
  )
  const found: Map<number, number>[] = []
  for (const [at, { one, other, above, chance }] of tested.entries()) {
    if (!passed[at] || above < excess) continue
    const touched = found.filter((group) => group.has(one) || group.has(other))
    const joined = new Map([...touched.flatMap((group) => [...group]), [one, chance], [other, chance]])
    for (const group of touched) found.splice(found.indexOf(group), 1)
    found.push(joined)
  }
  return found
}

function testPairs(pairs: PairCounts, skills: Float64Array) {
  return Array.from(pairs.items.keys()).flatMap((at) => {
    const [one, other, items] = [pairs.one[at] ?? 0, pairs.other[at] ?? 0, pairs.items[at] ?? 0]
    if (items < ITEMS_AT_LEAST) return []
    const agreed = pairs.agreed[at] ?? 0
    const expected = expectedShare(skills[one], skills[other], pairs.chance[at])
    const above = agreed / items - expected
    return [{ one, other, above, chance: binomialUpperTail(agreed, items, expected) }]
  })
}
