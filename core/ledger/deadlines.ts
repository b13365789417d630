const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Seconds the operators have to propose the votes of a locked batch. */
export const PROPOSE_TIME = 2 * DAY
/** Seconds from the end of its window in which a batch can be settled. */
export const SETTLE_TIME = DAY
export const PANEL_PROPOSE_TIME = DAY
/** A panel's window is never longer. */
export const MAX_PANEL_WINDOW = DAY
export const PANEL_SETTLE_TIME = 12 * HOUR
/** Seconds the experts have. */
export const EXPERT_TIME = 2 * DAY
/** Seconds after its end in which the court takes back what a closed batch paid. */
export const AUDIT_TIME = 14 * DAY
/** Seconds after its deadline in which a batch can only be expired with the penalty of its operators. */
export const PENALTY_TIME = 2 * DAY
/** Seconds between asking for a withdrawal, a leave or a bond and having it: longer than a batch lives. */
export const UNBOND = 10 * DAY
/** Blocks between a lock (or the settlement that opens a panel) and the block whose hash seeds the draw. */
export const SEED_DELAY = 4

/** Seconds in which people can object to a proposal. */
export function windowOf(windowMinutes: number, minWindow: number): number {
  return Math.max(windowMinutes * MINUTE, minWindow)
}
