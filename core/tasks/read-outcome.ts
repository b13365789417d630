import type { Trx } from '../store/database.ts'
import { drawsOfRound, VOTE } from '../store/draws.ts'
import { findLedgerAnswer, type StoredReceipt } from '../store/ledger-answers.ts'
import type { WorkEntry } from './work-entry.ts'

/** How the validators of one round of peers voted. */
export interface VoteSplit {
  /** 1: those of the first answer; 2: the panel. */
  readonly stage: number
  readonly approve: number
  readonly reject: number
  readonly unsure: number
}

/** Everything behind what became of one answer. */
export interface WorkOutcome {
  /** Empty while it is not over: until then nobody sees how others vote. */
  readonly votes: readonly VoteSplit[]
  /** Null where the ledger has nothing to do with it. */
  readonly ledger: StoredReceipt | null
}

/** What one of a person's answers came to, with what it was judged by. */
export async function readOutcome(trx: Trx, entry: WorkEntry): Promise<WorkOutcome> {
  const { annotationId, itemId, round, state } = entry
  const ledger = await findLedgerAnswer(trx, annotationId)
  const isOver = state === 'agreed' || state === 'disagreed' || (ledger?.outcome ?? null) !== null
  const draws = isOver ? await drawsOfRound(trx, { itemId, round }) : []
  const stages = [...Map.groupBy(draws, ({ stage }) => stage)]
  return {
    votes: stages.map(([stage, group]) => {
      const count = (code: number) => group.filter((draw) => draw.code === code).length
      return {
        stage,
        approve: count(VOTE.approve),
        reject: count(VOTE.reject),
        unsure: count(VOTE.unsure),
      }
    }),
    ledger,
  }
}
