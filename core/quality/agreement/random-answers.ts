import type { Answers } from './answers.ts'
import { compareWithOthers } from './compare-with-others.ts'
import { controlFalseDiscoveries } from './multiple-tests.ts'
import { binomialLowerTail } from './tails.ts'

export interface RandomPerson {
  readonly person: number
  /** Answers to items on which the other people prefer one label. */
  readonly answers: number
  /** How many of them gave that label. */
  readonly agreed: number
  /** Share that answers drawn blindly, with the same liking for each label, would have. */
  readonly blindShare: number
  /** Median of that share over the project's people. */
  readonly usualShare: number
  /** Probability of so little agreement for somebody a quarter of the way from blind to usual. */
  readonly chance: number
}

const ANSWERS_AT_LEAST = 20
/** Who is at least this far on the way from blind to usual knows something of the matter. */
const KNOWS_SOMETHING = 0.25

/**
 * People whose answers have nothing to do with what the others say on the same items: significantly less
 * agreement with the label the others prefer than somebody would have who knows but a little. Honest
 * beginners are above that bar. False discoveries are held at `rate`.
 */
export function findRandomAnswers(answers: Answers, rate: number): RandomPerson[] {
  const measured = measure(answers)
  const usualShare = middle(measured.map(({ agreed, answers: total }) => agreed / total))
  const tested = measured.map((one) => {
    const bar = one.blindShare + KNOWS_SOMETHING * Math.max(0, usualShare - one.blindShare)
    return { ...one, usualShare, chance: binomialLowerTail(one.agreed, one.answers, bar) }
  })
  const found = controlFalseDiscoveries(
    tested.map((one) => one.chance),
    rate,
  )
  return tested.filter((_, at) => found[at]).sort((a, b) => a.chance - b.chance)
}

function measure(answers: Answers): Omit<RandomPerson, 'usualShare' | 'chance'>[] {
  return compareWithOthers(answers).flatMap((compared, person) => {
    if (compared.length < ANSWERS_AT_LEAST) return []
    const own = new Array<number>(answers.labels).fill(0)
    const others = new Array<number>(answers.labels).fill(0)
    for (const { label, preferred } of compared) {
      own[label] = (own[label] ?? 0) + 1
      others[preferred] = (others[preferred] ?? 0) + 1
    }
    const blind = own.reduce((sum, count, label) => sum + count * (others[label] ?? 0), 0)
    return [
      {
        person,
        answers: compared.length,
        agreed: compared.filter(({ label, preferred }) => label === preferred).length,
        blindShare: blind / compared.length ** 2,
      },
    ]
  })
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
