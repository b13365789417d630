/** What speaks for a person being one human with one account. None of them is ever asked for. */
const signals = ['humanity', 'passport', 'stake', 'account'] as const
export type Signal = (typeof signals)[number]

/** Most points that each gives; 100 together. Proofs weigh more than patience, which anybody can farm. */
export const MOST_POINTS: Readonly<Record<Signal, number>> = {
  humanity: 40,
  passport: 30,
  stake: 20,
  account: 10,
}

/** Signals that contracts of others give about an address. */
export const checkedSignals = ['humanity', 'passport'] as const
export type CheckedSignal = (typeof checkedSignals)[number]

/** A contract that says something about addresses. */
export interface PersonhoodCheck {
  readonly signal: CheckedSignal
  /** The share of the most points, 0 to 1. Fails when the contract cannot be asked or answers nonsense. */
  read(address: string): Promise<number>
}
