import { type Instant, plusMs } from '../../clock.ts'
import type { BatchStep } from '../../store/batch-calls.ts'
import type { Batch, BatchState } from '../../store/batches.ts'

const HOUR_MS = 3_600_000
/** The ledger takes a settlement for so long after the window. */
const SETTLE_MS = 24 * HOUR_MS
/** So long before its deadline a proposal is made with the votes there are. */
const RESERVE_MS = HOUR_MS

/** What the time makes of a batch's present state. */
interface Due {
  /** Its end has passed. */
  readonly over: boolean
  /** And the time for settling after it. */
  readonly tooLate: boolean
  /** Nobody is asked any more, or the end is near. */
  readonly pressing: boolean
}

type Rule = (due: Due) => BatchStep | null

const RULES: Partial<Record<BatchState, Rule>> = {
  locked: ({ over }) => (over ? 'expire' : null),
  drawn: ({ over, pressing }) => (over ? 'expire' : pressing ? 'propose' : null),
  proposed: ({ over, tooLate }) => (tooLate ? 'expire' : over ? 'settle' : null),
  escalated: ({ over }) => (over ? 'skipPanel' : null),
  panelDrawn: ({ over, pressing }) => (over ? 'skipPanel' : pressing ? 'panel' : null),
  panelProposed: ({ over, tooLate }) => (tooLate ? 'skipPanel' : over ? 'resolve' : null),
  experts: ({ over }) => (over ? 'void' : null),
}

/**
 * What a batch needs next of the ledger at `now`, the later of the clock's time and the newest block's; null while it
 * waits for validators, for a window, or for blocks. `answered`: nobody is asked for a vote any more.
 */
export function nextStep({ state, endsAt }: Batch, now: Instant, answered: boolean): BatchStep | null {
  if (state === 'made') return 'lock'
  if (endsAt === null) return null
  const over = now > endsAt
  const tooLate = now > plusMs(endsAt, SETTLE_MS)
  const pressing = answered || now > plusMs(endsAt, -RESERVE_MS)
  return RULES[state]?.({ over, tooLate, pressing }) ?? null
}
