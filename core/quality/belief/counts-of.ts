import type { PersonCounts } from '../graded-model.ts'
import { unknownPerson } from './unknown.ts'

/** What is known of how a person answers from its stored form, or that of somebody unknown. `classes` is the number
 * of labels. */
export function countsOf(stored: string | null, classes: number): readonly PersonCounts[] {
  return stored === null ? unknownPerson(classes) : (JSON.parse(stored) as PersonCounts[])
}
