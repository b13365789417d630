import type { Answers } from './answers.ts'
import { compareWithOthers } from './compare-with-others.ts'
import { controlFalseDiscoveries } from './multiple-tests.ts'
import { binomialUpperTail } from './tails.ts'

export interface ConstantPerson {
  readonly person: number
  readonly label: number
  /** Answers to items on which the other people prefer one label. */
  readonly answers: number
  /** How many of the answers gave `label`. */
  readonly times: number
  /** Share of the same items to which most other people gave it. */
  readonly othersShare: number
  /** Probability of this many if the person answered as the others do. */
  readonly chance: number
}

const ANSWERS_AT_LEAST = 15
/** Nearly always the same label, and clearly more often than the same items deserve. */
const SHARE_AT_LEAST = 0.9
const EXCESS_AT_LEAST = 0.15

/**
 * People who nearly always give the same label to items that others label otherwise. The test is binomial
 * with the share of the same items on which the other people prefer that label; the binomial with the mean
 * probability has the heavier tail, so that differences between items raise no false alarm
 * (W. Hoeffding, Ann. Math. Statistics 27, 1956). False discoveries are held at `rate`.
 */
export function findConstantAnswers(answers: Answers, rate: number): ConstantPerson[] {
  const tested = compareWithOthers(answers).flatMap((compared, person) => {
    if (compared.length < ANSWERS_AT_LEAST) return []
    const own = new Array<number>(answers.labels).fill(0)
    for (const { label } of compared) own[label] = (own[label] ?? 0) + 1
    const times = Math.max(...own)
    const label = own.indexOf(times)
    const othersShare = compared.filter(({ preferred }) => preferred === label).length / compared.length
    const chance = binomialUpperTail(times, compared.length, othersShare)
    return [{ person, label, answers: compared.length, times, othersShare, chance }]
  })
  const found = controlFalseDiscoveries(
    tested.map((one) => one.chance),
    rate,
  )
  return tested.filter((one, at) => found[at] && isConstant(one)).sort((a, b) => a.chance - b.chance)
}

function isConstant({ times, answers, othersShare }: ConstantPerson): boolean {
  const share = times / answers
  return share >= SHARE_AT_LEAST && share - othersShare >= EXCESS_AT_LEAST
}
