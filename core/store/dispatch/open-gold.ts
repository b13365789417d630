import { type Kysely, sql } from 'kysely'
import type { ItemId } from '../../ids.ts'
import type { Trx } from '../database.ts'
import { hotQuery } from '../hot-query.ts'
import type { Tables } from '../schema.ts'
import { hasSlot, onList, seenFlag } from './conditions.ts'
import type { Seeker } from './seekers.ts'

/** A gold item that may be given to somebody, who never had it. */
export interface OpenGold {
  readonly id: ItemId
  readonly label: string
}

/** Gold items looked at: bounds the cost for somebody who had many of them. */
const GOLD_LOOKED_AT = 50

const leastShown = (db: Kysely<Tables>, { projectId, personId }: Seeker) =>
  db
    .selectFrom('items')
    .select(['items.id', 'items.gold_label', 'items.exposures', 'items.ordinal'])
    .select((eb) => seenFlag(eb, personId).as('seen'))
    .where('items.project_id', '=', projectId)
    .where('items.gold_state', '=', sql.lit('active'))
    .where(hasSlot)
    .whereRef('items.exposures', '<', 'items.gold_cap')
    .orderBy('items.exposures')
    .limit(sql.lit(GOLD_LOOKED_AT))

const gold = hotQuery((db, seeker: Seeker) => leastShown(db, seeker))
const listedGold = hotQuery((db, seeker: Seeker & { among: string }, locks) =>
  leastShown(db, seeker).where(onList(seeker.among, locks)),
)

/** Active gold items, the least shown first, that were given to fewer people than their cap and never to this
 * person or their cluster: of the fifty that were shown least. One query in an index. */
export async function findOpenGold(
  trx: Trx,
  seeker: Seeker & { among?: string | undefined },
): Promise<OpenGold[]> {
  const { among } = seeker
  const rows =
    among === undefined ? await gold.all(trx, seeker) : await listedGold.all(trx, { ...seeker, among })
  return rows
    .filter((row) => row.seen === null)
    .sort((a, b) => a.exposures - b.exposures || a.ordinal - b.ordinal)
    .map(({ id, gold_label: label }) => ({ id, label: label ?? '' }))
}
