import type { Clock } from '../clock.ts'
import type { AccountId, BatchId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from '../store/database.ts'
import type { RuledLabel } from '../store/expert-cases.ts'
import type { OpenWindow } from '../store/questions.ts'

/** An item's validators as the ledger drew them. */
export interface DrawnItem {
  readonly projectId: ProjectId
  readonly batchId: BatchId
  readonly itemId: ItemId
  readonly round: number
  /** 1: the validators of an annotation; 2: the panel. */
  readonly stage: number
  readonly seats: readonly {
    readonly seat: number
    readonly place: number
    readonly owner: { readonly accountId: AccountId; readonly personId: PersonId } | null
    readonly weight: number
  }[]
}

/** How the ledger ended an item: unclear when everybody is paid since nobody can be said to be wrong, void without a
 * verdict, expired when the operators were late, skipped when it never locked its annotation. */
export type ItemOutcome = 'accepted' | 'rejected' | 'unclear' | 'void' | 'expired' | 'skipped'

/** What experts said of an item. */
export interface ExpertsSay {
  /** The label that a verdict accepts or rejects. */
  readonly annotated: string | null
  readonly rulings: readonly { readonly personId: PersonId; readonly label: RuledLabel }[]
  /** What enough of them agree on; undefined while they do not agree. */
  readonly agreed: RuledLabel | undefined
}

/** A batch whose votes are complete; stage 2: those of the panel. */
export interface ProposedBatch {
  readonly batchId: BatchId
  readonly projectId: ProjectId
  readonly stage: number
  /** Whether the ledger soon takes its votes no longer, and what it is told of them can be questioned. */
  readonly isLast: boolean
}

/** What the chain does to items, handed in so that it stays beside the rooms that know items. */
export interface Reviews {
  /** Asks the drawn validators of an item. */
  open(trx: Trx, clock: Clock, drawn: DrawnItem): Promise<void>
  /** Notes that an item waits for experts; one that is decided stays so. */
  escalate(trx: Trx, itemId: ItemId): Promise<void>
  /** What experts said of an item so far. */
  ruled(trx: Trx, itemId: ItemId, round: number): Promise<ExpertsSay>
  /** Whether the votes of a batch may go to the ledger: not while unusually many answers are rejected. */
  mayPropose(trx: Trx, clock: Clock, batch: ProposedBatch): Promise<boolean>
  /** Places of items whose verdict would take a stake from somebody of whom it is not believed enough that they are
   * wrong, by batch, ascending. */
  doubtful(trx: Trx, windows: readonly OpenWindow[]): Promise<ReadonlyMap<BatchId, readonly number[]>>
  /** Ends the review of an item; doing it twice changes nothing. */
  close(trx: Trx, clock: Clock, item: { itemId: ItemId; outcome: ItemOutcome }): Promise<void>
}
