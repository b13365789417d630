import type { Clock } from '../clock.ts'
import type { AccountId, BatchId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from '../store/database.ts'

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

/** How the ledger ended an item: void without a verdict, expired when the operators were late, skipped when it never
 * locked its annotation. */
export type ItemOutcome = 'accepted' | 'rejected' | 'void' | 'expired' | 'skipped'

/** What experts said of an item. */
export interface ExpertsSay {
  /** The label that a verdict accepts or rejects. */
  readonly annotated: string | null
  readonly rulings: readonly { readonly personId: PersonId; readonly label: string | null }[]
  /** What enough of them agree on, null for no label; undefined while they do not agree. */
  readonly agreed: string | null | undefined
}

/** A batch whose votes are complete; stage 2: those of the panel. */
export interface ProposedBatch {
  readonly batchId: BatchId
  readonly projectId: ProjectId
  readonly stage: number
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
  /** Ends the review of an item; doing it twice changes nothing. */
  close(trx: Trx, clock: Clock, item: { itemId: ItemId; outcome: ItemOutcome }): Promise<void>
}
