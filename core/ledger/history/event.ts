import type { Moment } from '../book/book.ts'

/** Arguments of every event of the ledger that moves money or decides something. Amounts in units, times in seconds. */
export interface EventArgs {
  Registered: { account: number; owner: string }
  Deposited: { account: number; units: bigint }
  /** Limits in wei. */
  SessionSet: { account: number; maxLoss: bigint; maxPerLabel: bigint; expiry: number }
  WithdrawRequested: { account: number; units: bigint; readyAt: number }
  Withdrawn: { account: number; units: bigint }
  Sponsored: { account: number; units: bigint }
  DebtPaid: { account: number; units: bigint; debt: bigint }
  SponsorshipFunded: { units: bigint }
  SeatTaken: { seat: number; account: number; units: bigint }
  SeatToppedUp: { seat: number; units: bigint }
  SeatLeaving: { seat: number; freeAt: number }
  SeatLeft: { seat: number; account: number; units: bigint }
  SeatCollected: { seat: number; account: number; units: bigint }
  /** `params` is the packed word. */
  ProjectCreated: { project: number; owner: string; params: bigint }
  ProjectFunded: { project: number; units: bigint }
  ProjectDrained: { project: number; units: bigint }
  BatchLocked: { batch: number; project: number; labelsRoot: string; secretHash: string; terms: string }
  BatchProposed: { batch: number; seed: string; end: number }
  BatchSettled: { batch: number; openItems: readonly string[] }
  BatchExpired: { batch: number; penalty: bigint }
  PanelProposed: { batch: number; seed: string; end: number }
  PanelResolved: { batch: number; openItems: readonly string[] }
  ItemFlagged: { batch: number; item: number; account: number; bond: bigint; toExperts: boolean }
  VerdictResolved: { batch: number; verdicts: string }
  /** One byte for each open item, as in `VerdictResolved`. */
  OpenVoided: { batch: number; outcomes: string }
  AuditSlashed: { batch: number; item: number; account: number; units: bigint }
  DisputeReleased: { account: number; project: number; units: bigint }
  BondDeposited: { operator: string; units: bigint }
  BondExitStarted: { operator: string; readyAt: number }
  BondWithdrawn: { operator: string; units: bigint }
  OperatorSlashed: { operator: string; account: number; project: number; units: bigint }
  SeatStakeSet: { units: bigint }
  ExpiryPenaltySet: { units: bigint }
  /** From here on another registry says who the operators are. */
  RegistrySet: { registry: string }
  /** Of a registry of operators. */
  ListActivated: { registry: string; version: number; operators: readonly string[]; threshold: number }
}
export type EventName = keyof EventArgs

/** One event with what is known of its transaction. */
export type LedgerEvent<N extends EventName = EventName> = {
  [K in N]: { readonly name: K; readonly args: EventArgs[K] }
}[N]

/** The arguments of `lockBatch`, in the bytes of the wire. */
export interface LockCall {
  readonly project: number
  readonly labelsRoot: string
  readonly secretHash: string
  readonly annotators: string
  readonly items: string
}

/** The arguments of `proposeBatch`. */
export interface ProposalCall {
  readonly inner: string
  readonly secret: string
  readonly seed: string
  readonly votes: string
}

/** The arguments of `proposePanel` that are not known from events. */
export interface PanelCall {
  readonly seed: string
  readonly votes: string
}

/** Signatures of operators on a call: its own, or those of the `operate` around it, whose calls are then named. */
export interface SignedBy {
  readonly operators: string
  readonly signatures: string
  readonly operation?: readonly string[]
}

/** That operators questioned items, as the court states it, and what they signed. */
export interface QuestionCall {
  /** Address of the court, for which the signatures are. */
  readonly court: string
  readonly round: number
  /** In the bytes of the wire. */
  readonly items: string
  /** Missing where the call is not found. */
  readonly signed?: SignedBy
}

/** What only calldata, block headers and the court tell. */
export interface Evidence {
  readonly lock?: LockCall & SignedBy
  readonly proposal?: ProposalCall & SignedBy
  readonly panel?: PanelCall & SignedBy
  /** Why an item was flagged without a bond. */
  readonly question?: QuestionCall
  /** Hash of the block that seeds the draw which this event reveals. */
  readonly seedBlockHash?: string
}

/** One step of the ledger's history, in the order of the chain. */
export interface Step {
  readonly at: Moment
  readonly transaction: string
  readonly event: LedgerEvent
  readonly evidence: Evidence
  /** Name of the next event of the same transaction, which tells on whose behalf this one happened. */
  readonly next?: LedgerEvent
}
