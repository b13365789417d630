import { sql } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Trx } from '../database.ts'
import { hasSlot, isOrdinary, seenBy } from './conditions.ts'
import type { Seeker } from './seekers.ts'

/** When the first lease on an open item that neither this person nor their cluster had ends; null when there is
 * none. */
export async function nextDeadline(trx: Trx, { projectId, personId }: Seeker): Promise<Instant | null> {
  const row = await trx
    .selectFrom('assignments')
    .innerJoin('items', 'items.id', 'assignments.item_id')
    .select('assignments.deadline')
    .where('assignments.state', '=', sql.lit('leased'))
    .where('assignments.project_id', '=', projectId)
    .where((eb) => eb.not(seenBy(eb, personId)))
    .orderBy('assignments.deadline')
    .limit(1)
    .executeTakeFirst()
  return row?.deadline ?? null
}

/** True when the project has a free slot for this person on an item that is not gold, although a claim may have
 * passed it over. */
export async function hasFreeSlot(trx: Trx, { projectId, personId }: Seeker): Promise<boolean> {
  const row = await trx
    .selectFrom('items')
    .select('items.id')
    .where('items.project_id', '=', projectId)
    .where(hasSlot)
    .where(isOrdinary)
    .where((eb) => eb.not(seenBy(eb, personId)))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
