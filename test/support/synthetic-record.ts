import { type CrowdRecord, crowdRecord, seededInts } from '../../core/quality/replay/record.ts'

export const SYNTHETIC_ITEMS = 60
/** Answers to each item. */
export const SYNTHETIC_ANSWERS = 9
const SKILL = [0.95, 0.95, 0.9, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.55]
const labels = ['cat', 'dog', 'Other thing!']

/** Ten people of known skill, nine of them on each item, three classes; always the same. */
export function syntheticRecord(): CrowdRecord {
  const random = seededInts(11)
  const items = Array.from({ length: SYNTHETIC_ITEMS }, (_, item) => `t${item}`)
  const truth = items.map((item) => [item, labels[random(3)] ?? ''] as const)
  const responses = truth.flatMap(([item, right]) => {
    const absent = random(SKILL.length)
    return SKILL.flatMap((skill, person) => {
      if (person === absent) return []
      const label = random(1_000) < 1_000 * skill ? right : (labels[random(3)] ?? '')
      return [{ item, worker: `w${person}`, label }]
    })
  })
  return crowdRecord(responses, truth)
}
