import { informationGain } from './information-gain.ts'

/** An item a person may be given. */
export interface Candidate {
  /** Place in the order of import. */
  readonly ordinal: number
  /** Whether anybody was given it before. */
  readonly started: boolean
  /** Probability of each label; null before the first answer. */
  readonly posterior: readonly number[] | null
}

/** What is known of whoever is to answer, and of an item that nobody answered yet. */
export interface Expectation {
  /** See `answerMatrix`. */
  readonly answers: ArrayLike<number>
  /** Probability of each label of an item without answers. */
  readonly unanswered: readonly number[]
  /** Whether the project asks for as many answers as are worth their cost, or for a fixed number. */
  readonly redundancy: keyof typeof STARTED_AT_ONCE
}

/** Started items that wait for a person before a new one is started for them, in an adaptive project and in
 * others: where how many answers an item gets follows from what is known of people, it pays to learn about them
 * from a few items at once; elsewhere items are ended one after the other. */
const STARTED_AT_ONCE = { adaptive: 20, fixed: 1 }
/** An item so many places further back in the order is preferred by as much as a new item is to a sure one. */
const PLACES = 500

/**
 * The items a person may be given, the best first. What counts is how much the person's answer can be expected to
 * say, which is also how much it says for its cost: an answer costs the same on every item of a project. An item
 * that came earlier is preferred a little, and the more the longer it was passed over, so that it gets its turn.
 * While a started item waits for the person, no new one is started (20 in an adaptive project): few items are
 * open at once, and each ends. Pure.
 */
export function rankCandidates<C extends Candidate>(
  candidates: readonly C[],
  { answers, unanswered, redundancy }: Expectation,
): C[] {
  const started = candidates.filter((one) => one.started)
  const eligible = started.length < STARTED_AT_ONCE[redundancy] ? candidates : started
  const unit = informationGain(unanswered, answers)
  const ranked = eligible.map((candidate) => {
    const gain = informationGain(candidate.posterior ?? unanswered, answers)
    return { candidate, worth: (unit > 0 ? gain / unit : 0) - candidate.ordinal / PLACES }
  })
  ranked.sort((a, b) => b.worth - a.worth || a.candidate.ordinal - b.candidate.ordinal)
  return ranked.map(({ candidate }) => candidate)
}
