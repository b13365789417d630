import { amountField, choiceField, countField, flagField, type WordOf, wordLayout } from './word-layout.ts'

/** Fields people's accounts and seats share. Amounts in units, times in hours of the ledger. */
const holdings = {
  free: amountField(40),
  locked: amountField(40),
  unvested: amountField(40),
  /** Hour up to which vesting has been released. */
  vestLast: countField(18),
  /** Hours from `vestLast` until all is released. */
  vestRem: countField(12),
  /** Items decided on which the person stood with the verdict, and all decided items; halved together. */
  good: countField(12),
  all: countField(12),
}

/** An account; `sessLoss` and `sessLabel` in hundredths of a token, `debt` in units still to be earned. */
export const accountLayout = wordLayout({
  ...holdings,
  sessExp: countField(18),
  sessLoss: amountField(24),
  sessLabel: amountField(20),
  debt: amountField(20),
})
export type AccountWord = WordOf<typeof accountLayout>

/** A validator's seat; `locked` is its stake, `owner` the account that holds it (0: nobody). */
export const seatLayout = wordLayout({
  ...holdings,
  joinedBlock: countField(32),
  leaving: flagField(),
  owner: countField(32),
  /** Record class of the seat's epoch and of the one before (see `record.ts`). */
  classNow: countField(4),
  classBefore: countField(4),
  epoch: countField(9),
})
export type SeatWord = WordOf<typeof seatLayout>

/** What a project pays and asks; never changes under one project id. Amounts in units. */
export const paramsLayout = wordLayout({
  labelStake: amountField(20),
  annotatorSlash: amountField(20),
  annotatorReward: amountField(20),
  validatorReward: amountField(20),
  validatorSlash: amountField(20),
  thresholdBp: countField(14),
  draws: countField(4),
  minVotes: countField(4),
  panelDraws: countField(4),
  panelMinVotes: countField(4),
  windowMinutes: countField(12),
  vestHours: countField(12),
})
export type ParamsWord = WordOf<typeof paramsLayout>

/**
 * A batch waits for the votes of its validators (locked), for objections (proposed), and with open items for the
 * votes of a panel (escalated), for objections to those (panel) and for the experts.
 */
const BATCH_STATES = ['none', 'locked', 'proposed', 'escalated', 'panel', 'experts', 'closed'] as const

/** A batch; `end` is the moment its present state ends, in seconds since 1970. */
export const batchLayout = wordLayout({
  id: countField(32),
  state: choiceField(4, BATCH_STATES),
  project: countField(24),
  nItems: countField(16),
  seedBlock: countField(40),
  end: countField(36),
  nSeats: countField(16),
  /** Units of the project's balance set aside for the batch. */
  reserved: amountField(48),
  /** Flagged items while votes are on the table (proposed, panel), else items not decided yet. */
  open: countField(16),
  /** Bit mask of the operators that signed last, in the list of `opsVersion`. */
  signers: countField(8),
  opsVersion: countField(7),
  epoch: countField(9),
})
export type BatchWord = WordOf<typeof batchLayout>
