import type { Assignment } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { countRun } from '../store/validation-runs.ts'
import type { Task } from './task.ts'

/** Where a drawn validator's item stands in their run; null for an annotator's. */
export async function validationOf(
  trx: Trx,
  { role, personId, itemId }: Pick<Assignment, 'role' | 'personId' | 'itemId'>,
): Promise<Task['validation']> {
  if (role !== 'validator') return null
  const { total, open } = await countRun(trx, personId, itemId)
  return { position: Math.min(total, total - open + 1), total }
}
