import type { PersonId } from '../../ids.ts'
import type { Trx } from '../../store/database.ts'
import { addJudgements } from '../../store/standings.ts'
import { KEPT } from '../belief/reputation.ts'

interface RoundAnswer {
  readonly personId: PersonId
  readonly label: string
  /** True when the item was active gold when it was given. */
  readonly onGold: boolean
}

interface JudgedRound {
  readonly family: string
  /** Those that counted, in the order of their ids. */
  readonly annotations: readonly RoundAnswer[]
  readonly decidedLabel: string
  /** Probability of the decided label as the answers alone make it. */
  readonly belief: number
}

/** Judges the people of a decided round by its label, as sure as the label is. Answers on gold were judged
 * when they were given. A statement for each person, whatever else is stored. */
export async function judgeRound(trx: Trx, round: JudgedRound): Promise<void> {
  const byPerson = new Map<PersonId, RoundAnswer>()
  for (const annotation of round.annotations) {
    // Accounts that became one person may both have answered: the first answer counts.
    if (!annotation.onGold && !byPerson.has(annotation.personId)) {
      byPerson.set(annotation.personId, annotation)
    }
  }
  const judgements = [...byPerson.values()].map(({ personId, label }) => ({
    personId,
    right: label === round.decidedLabel,
    weight: round.belief,
    byGold: false,
  }))
  await addJudgements(trx, round.family, judgements, KEPT)
}
