import type { ErrorCode, ErrorParams } from '../../errors.ts'
import type { Batch, Book, Moment } from '../book/book.ts'
import type { OpenItem } from '../open-items.ts'
import type { Vote } from '../packed-bytes.ts'
import type { EventArgs, EventName, Step } from './event.ts'

type DifferenceCode = Extract<ErrorCode, `verify.${string}`>
/** Something the chain (or published data) says that the rules do not give. */
export type Difference = {
  [C in DifferenceCode]: { readonly code: C; readonly params: ErrorParams[C] }
}[DifferenceCode]

/** The content of a batch, as far as its life has shown it. Numbers as in `Settlement`. */
export interface BatchRecord {
  readonly labelsRoot: string
  readonly secretHash: string
  readonly inner: string
  readonly annotators: readonly number[]
  readonly terms: readonly number[]
  readonly items: readonly number[]
  readonly lockedAt: Moment
  /** Votes in the bytes of the wire. */
  readonly proposal?: { readonly secret: string; readonly votes: string; readonly seed: string }
  /** Commitment that was settled. */
  readonly settled?: string
  /** Items not decided yet; `seed` is that of the last round whose votes were proposed. */
  readonly open?: {
    readonly seed: string
    readonly items: readonly OpenItem[]
    readonly words: readonly string[]
  }
  /** Block whose hash draws the panel. */
  readonly panelSeedBlock?: number
  /** Seats drawn for items that were put to the vote, of both rounds, with whose seats they were. */
  readonly drawn?: readonly DrawnVote[]
  readonly panel?: { readonly votes: string; readonly items: readonly OpenItem[] }
}

/** A seat drawn for an item, its holder then, and the vote that was proposed for it. */
export interface DrawnVote {
  readonly item: number
  readonly account: number
  /** Whether its vote counts. */
  readonly eligible: boolean
  readonly vote: Vote
}

/** A list of operators that may sign. */
export interface OperatorList {
  readonly operators: readonly string[]
  readonly threshold: number
}

/** A registry of operators: its lists by version modulo 128, and the version that signs now. */
export interface Registry {
  readonly lists: ReadonlyMap<number, OperatorList>
  readonly version: number
}

/** The mirror of a ledger while its history is replayed. */
export interface Replay {
  readonly book: Book
  readonly records: Map<number, BatchRecord>
  /** By address: a registry that is replaced keeps its lists. */
  readonly registries: Map<string, Registry>
  /** Address of the registry that says now who the operators are. */
  registry: string
  /** Where signatures of operators are valid. */
  readonly chainId: bigint
  readonly ledger: string
}

/** What each kind of event does to the mirror; gives back what it says that the rules do not give. */
export type Handlers<N extends EventName> = {
  readonly [K in N]: (replay: Replay, args: EventArgs[K], step: Step) => readonly Difference[]
}

const NO_REGISTRY: Registry = { lists: new Map(), version: 0 }

/** The registry that says now who the operators are. */
export function registryOf({ registries, registry }: Replay): Registry {
  return registries.get(registry) ?? NO_REGISTRY
}

export function differs<C extends DifferenceCode>(code: C, params: ErrorParams[C]): Difference[] {
  return [{ code, params } as Difference]
}

/** Writes what a step changes of a batch. */
export function putBatch(replay: Replay, id: number, change: Partial<Batch>): void {
  const batch = replay.book.batches.get(id)
  if (batch) replay.book.batches.set(id, { ...batch, ...change })
}

/** Adds what a step shows of a batch. */
export function putRecord(replay: Replay, id: number, shown: Partial<BatchRecord>): void {
  const record = replay.records.get(id)
  if (record) replay.records.set(id, { ...record, ...shown })
}
