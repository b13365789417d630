import { controlFalseAlarms } from '../agreement/multiple-tests.ts'
import { betaQuantile } from '../beta-distribution.ts'

/** An answer to gold, or to an item that was decided, and whether it was right. */
export interface CheckedAnswer {
  readonly person: number
  readonly item: number
  readonly isGold: boolean
  readonly right: boolean
}

/** Somebody who knows gold better than everything else they do explains. */
export interface GoldKnower {
  readonly person: number
  readonly rightOnGold: number
  readonly onGold: number
  /** Right answers on that gold that somebody of their accuracy would give. */
  readonly expected: number
  /** Probability of so many right ones, or more, without knowing any. */
  readonly chance: number
}

/** Fewer answers of either kind say too little. */
const FEWEST_ON_GOLD = 8
const FEWEST_ELSEWHERE = 20
/** Values that stand for what a person's accuracy elsewhere may be: the middles of as many equally probable parts. */
const ACCURACIES = 40

/**
 * People who are right on gold far more often than elsewhere, which tells that they know which items are gold and
 * what their answers are. Gold may be easier than the rest, so each answer is compared with how others do on the
 * same item: in the odds of being right, person and item add up (Rasch, 1960). From the rest of the items comes by
 * how much a person is better or worse than others; from that and from how others do on each gold item the
 * probability of being right on it; and from those the exact probability of as many right answers as there are,
 * taken over all that the person's accuracy elsewhere may be. When nobody knows any gold, the probability that a
 * report names anybody at all is at most `falseAlarmRate` (Holm).
 */
export function findLeaks(answers: readonly CheckedAnswer[], falseAlarmRate: number): GoldKnower[] {
  const items = shareByItem(answers)
  const tested = [...Map.groupBy(answers, (answer) => answer.person)].flatMap(([person, own]) => {
    const found = testPerson(own, items)
    return found ? [{ person, ...found }] : []
  })
  const alarms = controlFalseAlarms(
    tested.map((one) => one.chance),
    falseAlarmRate,
  )
  return tested.filter((_, at) => alarms[at]).sort((a, b) => a.chance - b.chance)
}

interface Share {
  right: number
  total: number
}

function shareByItem(answers: readonly CheckedAnswer[]): Map<number, Share> {
  const items = new Map<number, Share>()
  for (const { item, right } of answers) {
    const share = items.get(item) ?? { right: 0, total: 0 }
    items.set(item, { right: share.right + Number(right), total: share.total + 1 })
  }
  return items
}

function testPerson(
  own: readonly CheckedAnswer[],
  items: ReadonlyMap<number, Share>,
): Omit<GoldKnower, 'person'> | null {
  const gold = own.filter((answer) => answer.isGold)
  const rest = own.filter((answer) => !answer.isGold)
  if (gold.length < FEWEST_ON_GOLD || rest.length < FEWEST_ELSEWHERE) return null
  const right = rest.filter((answer) => answer.right).length
  const usual = logit(mean(rest.map((answer) => shareOfOthers(answer, items))))
  const others = gold.map((answer) => logit(shareOfOthers(answer, items)))
  const rightOnGold = gold.filter((answer) => answer.right).length
  const cases = Array.from({ length: ACCURACIES }, (_, at) => {
    const accuracy = betaQuantile((at + 0.5) / ACCURACIES, right + 0.5, rest.length - right + 0.5)
    return others.map((odds) => logistic(odds + logit(accuracy) - usual))
  })
  return {
    rightOnGold,
    onGold: gold.length,
    expected: mean(cases.map((chances) => chances.reduce((sum, one) => sum + one, 0))),
    chance: mean(cases.map((chances) => upperTail(chances, rightOnGold))),
  }
}

/** How often others are right on an item; half of one answer each way where few have answered. */
function shareOfOthers({ item, right }: CheckedAnswer, items: ReadonlyMap<number, Share>): number {
  const share = items.get(item) ?? { right: 0, total: 0 }
  return (share.right - Number(right) + 0.5) / (share.total - 1 + 1)
}

/** Probability of `least` or more successes in trials of different probability: exact, one trial after the other. */
function upperTail(chances: readonly number[], least: number): number {
  const exactly = new Float64Array(chances.length + 1)
  exactly[0] = 1
  for (const [trial, chance] of chances.entries()) {
    for (let hits = trial + 1; hits >= 0; hits--) {
      exactly[hits] = (exactly[hits] ?? 0) * (1 - chance) + (exactly[hits - 1] ?? 0) * chance
    }
  }
  return exactly.subarray(least).reduce((sum, one) => sum + one, 0)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function logit(share: number): number {
  return Math.log(share / (1 - share))
}

function logistic(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}
