import type { PersonId } from '../../../core/ids.ts'
import {
  type Counters,
  classOf,
  countItems,
  weightOfClass,
  withPremium,
} from '../../../core/ledger/record.ts'
import { voteAmounts } from '../../../core/projects/peers-terms.ts'
import { reviewAnswers } from '../../../core/store/annotations.ts'
import type { Trx } from '../../../core/store/database.ts'
import { drawsOfRound, type ReviewKey, VOTE } from '../../../core/store/draws.ts'
import { type Stage, trueLabel } from './stage.ts'

/** Of a round of peers; void: it goes to an expert. */
export type SimulatedOutcome = 'accepted' | 'rejected' | 'void'

const UNIT_WEI = 10n ** 15n
const NEWCOMER: Counters = { good: 0, all: 0 }

/** Everybody's record and what was paid, as the ledger keeps them: newcomers at first. */
export class PeerRecords {
  paidWei = 0n
  /** Answers that a verdict judged, and those of them that lost stake, by person. */
  readonly judged = new Map<PersonId, { answers: number; slashed: number }>()
  readonly #stage: Stage
  readonly #annotators = new Map<PersonId, Counters>()
  readonly #validators = new Map<PersonId, Counters>()

  constructor(stage: Stage) {
    this.#stage = stage
  }

  /** Weight of a validator's vote. */
  weightOf(person: PersonId): number {
    return weightOfClass(classOf(this.#validators.get(person) ?? NEWCOMER))
  }

  /** Pays and judges everybody of a round by its outcome, voters of all stages alike. A round without a verdict
   * goes to an expert, who is taken to know the truth. */
  async settle(trx: Trx, end: ReviewKey & { readonly outcome: SimulatedOutcome }): Promise<void> {
    const { definition } = this.#stage.project
    const answers = await reviewAnswers(trx, end.itemId, end.round)
    const annotation = answers.find(({ role }) => role === 'annotator')
    if (!annotation) return
    const isRight = annotation.label === trueLabel(this.#stage, end.itemId)
    const accepted = end.outcome === 'void' ? isRight : end.outcome === 'accepted'
    this.#judge(this.#annotators, annotation.personId, accepted, definition.rewards.annotation)
    const won = accepted ? VOTE.approve : VOTE.reject
    for (const { code, personId } of await drawsOfRound(trx, end)) {
      if (personId === null || (code !== VOTE.approve && code !== VOTE.reject)) continue
      this.#judge(this.#validators, personId, code === won, voteAmounts(definition).rewardWei)
    }
  }

  #judge(records: Map<PersonId, Counters>, person: PersonId, isGood: boolean, rewardWei: bigint): void {
    const record = records.get(person) ?? NEWCOMER
    if (isGood) this.paidWei += withPremium(rewardWei / UNIT_WEI, classOf(record)) * UNIT_WEI
    records.set(person, countItems(record, isGood ? 1 : 0, 1))
    const { answers, slashed } = this.judged.get(person) ?? { answers: 0, slashed: 0 }
    this.judged.set(person, { answers: answers + 1, slashed: slashed + (isGood ? 0 : 1) })
  }
}
