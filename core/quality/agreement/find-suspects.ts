import type { Answers } from './answers.ts'
import type { Collusion } from './collusion/evidence.ts'
import { findCollusion } from './collusion/find-collusion.ts'
import { type ConstantPerson, findConstantAnswers } from './constant-answers.ts'
import { findRandomAnswers, type RandomPerson } from './random-answers.ts'
import { type FastPerson, findTooFast } from './too-fast.ts'

/** People a moderator should look at, with the evidence; advice, never a verdict. */
export interface Suspects {
  readonly tooFast: readonly FastPerson[]
  readonly constant: readonly ConstantPerson[]
  readonly random: readonly RandomPerson[]
  readonly collusion: readonly Collusion[]
}

/** Share of wrong findings among all findings of a kind that is accepted on average. */
const FALSE_DISCOVERY_RATE = 0.01

export function findSuspects(answers: Answers): Suspects {
  return {
    tooFast: findTooFast(answers),
    constant: findConstantAnswers(answers, FALSE_DISCOVERY_RATE),
    random: findRandomAnswers(answers, FALSE_DISCOVERY_RATE),
    collusion: findCollusion(answers, FALSE_DISCOVERY_RATE),
  }
}
