import type { ShownStanding } from '../../store/standings.ts'
import { reputationBounds, reputationOf } from '../belief/reputation.ts'

/** How right a person is, in figures. */
export interface ReputationFigures {
  readonly accuracy: number
  /** The accuracy is above it, and below it, with the project's confidence each. */
  readonly low: number
  readonly high: number
  readonly judged: number
  readonly judgedByGold: number
}

/** A standing in figures; of somebody never judged, what is expected of a newcomer. */
export function reputationFigures(
  standing: ShownStanding | null | undefined,
  confidence: number,
): ReputationFigures {
  const evidence = { right: standing?.right ?? 0, wrong: standing?.wrong ?? 0 }
  return {
    accuracy: reputationOf(evidence).accuracy,
    ...reputationBounds(evidence, confidence),
    judged: standing?.judged ?? 0,
    judgedByGold: standing?.judgedByGold ?? 0,
  }
}
