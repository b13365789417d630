import { batchSteps } from './batch-steps.ts'
import { courtSteps } from './court-steps.ts'
import type { EventName, Step } from './event.ts'
import { fundSteps } from './fund-steps.ts'
import { panelSteps } from './panel-steps.ts'
import { peopleSteps } from './people-steps.ts'
import type { Difference, Handlers, Replay } from './replay.ts'
import { rulingSteps } from './ruling-steps.ts'
import { seatSteps } from './seat-steps.ts'

const handlers: Handlers<EventName> = {
  ...peopleSteps,
  ...seatSteps,
  ...fundSteps,
  ...batchSteps,
  ...panelSteps,
  ...courtSteps,
  ...rulingSteps,
}

/** Names of all events that are replayed. */
export const REPLAYED = Object.keys(handlers) as EventName[]

/**
 * Does to the mirror what the rules say an event of the ledger does, and gives back whatever the event states
 * otherwise. The mirror goes on with what was computed.
 */
export function applyStep(replay: Replay, step: Step): readonly Difference[] {
  const handle = handlers[step.event.name] as (
    replay: Replay,
    args: unknown,
    step: Step,
  ) => readonly Difference[]
  return handle(replay, step.event.args, step)
}
