import { type Answer, type Answers, groupByPerson } from './answers.ts'
import { controlFalseAlarms } from './multiple-tests.ts'
import { fisherFallTest } from './tails.ts'

interface Count {
  readonly right: number
  readonly total: number
}

/** Answers that agree with gold, or else with the decision, before and lately. */
export interface Fall {
  readonly earlier: Count
  readonly recent: Count
  /** Probability of a fall this deep without any change. */
  readonly chance: number
}

export interface PersonFall extends Fall {
  readonly person: number
}

export interface DriftReport {
  /** Everybody taken together; null when there is no alarm. */
  readonly project: Fall | null
  readonly people: readonly PersonFall[]
  readonly tested: number
}

/** The latest third of a person's answers, but at most 50, are recent; less than 20 say too little. */
const RECENT_SHARE = 3
const RECENT_AT_MOST = 50
const RECENT_AT_LEAST = 20

/**
 * Alarms when recent work agrees less with gold and decisions than earlier work did. When nothing changed,
 * the probability that a report holds any alarm at all is at most `falseAlarmRate`: the project's test and
 * the people's tests together (exact test of two shares; Holm's correction).
 */
export function findDrift(answers: Answers, falseAlarmRate: number): DriftReport {
  const falls: (Fall & { person: number | null })[] = groupByPerson(answers).flatMap((list, person) => {
    const fall = fallOf(answers, list, RECENT_AT_MOST)
    return fall ? [{ ...fall, person }] : []
  })
  const whole = fallOf(answers, answers.list, Number.POSITIVE_INFINITY)
  if (whole) falls.push({ ...whole, person: null })
  const alarms = controlFalseAlarms(
    falls.map((fall) => fall.chance),
    falseAlarmRate,
  )
  const alarmed = falls.filter((_, at) => alarms[at])
  return {
    project: alarmed.find((fall) => fall.person === null) ?? null,
    people: alarmed
      .flatMap((fall) => (fall.person === null ? [] : [{ ...fall, person: fall.person }]))
      .sort((a, b) => a.chance - b.chance),
    tested: falls.length - (whole ? 1 : 0),
  }
}

function fallOf(answers: Answers, list: readonly Answer[], atMost: number): Fall | null {
  const known = list.flatMap(({ item, label }) => {
    const truth = answers.items[item]?.gold ?? answers.items[item]?.decided ?? null
    return truth === null ? [] : [label === truth]
  })
  const size = Math.min(atMost, Math.floor(known.length / RECENT_SHARE))
  if (size < RECENT_AT_LEAST) return null
  const earlier = countRight(known.slice(0, -size))
  const recent = countRight(known.slice(-size))
  return { earlier, recent, chance: fisherFallTest(earlier, recent) }
}

function countRight(known: readonly boolean[]): Count {
  return { right: known.filter(Boolean).length, total: known.length }
}
