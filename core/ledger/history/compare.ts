import { amount } from '../../amount.ts'
import { weiOf } from '../units.ts'
import type { Step } from './event.ts'
import { type Difference, differs } from './replay.ts'

/** Nothing when both amounts (units) are the same. */
export function compareUnits(step: Step, who: string, stated: bigint, computed: bigint): Difference[] {
  if (stated === computed) return []
  const amounts = { stated: amount(weiOf(stated)), computed: amount(weiOf(computed)) }
  return differs('verify.amount', { event: step.event.name, who, ...amounts })
}

/** Nothing when both moments (seconds since 1970) are the same. */
export function compareTimes(step: Step, who: string, stated: number, computed: number): Difference[] {
  if (stated === computed) return []
  return differs('verify.deadline', { event: step.event.name, who, stated, computed })
}

/** Nothing when the step happened from `from` to `until` (seconds since 1970, both included). */
export function checkTime(step: Step, who: string, { from = 0, until = Infinity }: Range): Difference[] {
  const { timestamp } = step.at
  if (timestamp >= from && timestamp <= until) return []
  const bounds = { from: instant(from), until: instant(until), at: instant(timestamp) }
  return differs('verify.untimely', { event: step.event.name, who, ...bounds })
}

interface Range {
  readonly from?: number
  readonly until?: number
}

function instant(seconds: number): string {
  return Number.isFinite(seconds) ? new Date(seconds * 1_000).toISOString() : 'any time'
}
