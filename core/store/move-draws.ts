import type { BatchId, ItemId } from '../ids.ts'
import type { Trx } from './database.ts'
import { forgetDraw } from './draws.ts'

/** More places than a draw has. */
const OUT_OF_THE_WAY = 100

/** Where a seat stands in a draw. */
export interface DrawnPlace {
  readonly place: number
  readonly weight: number
}

/** Which draw of an item a seat has. */
export function seatOfItem(itemId: ItemId, seat: number): string {
  return `${itemId} ${seat}`
}

/**
 * Moves the draws of one stage of a batch to the places of another draw, and forgets those of seats that it does not
 * have. What somebody drawn again has said stays said, with its receipt; who was asked no more as the votes were on
 * their way can be asked again. Items must be locked.
 * @param places by `seatOfItem`
 * @returns which of the places are taken by draws that were there before
 */
export async function moveDraws(
  trx: Trx,
  batchId: BatchId,
  stage: number,
  places: ReadonlyMap<string, DrawnPlace>,
): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('draws')
    .select(['id', 'item_id', 'seat', 'state', 'person_id'])
    .where('batch_id', '=', batchId)
    .where('stage', '=', stage)
    .execute()
  const kept = rows.filter(({ item_id, seat }) => places.has(seatOfItem(item_id, seat)))
  for (const row of rows) if (!kept.includes(row)) await forgetDraw(trx, row.id)
  // Out of the way first: no two draws of an item may have one place.
  await trx
    .updateTable('draws')
    .set((eb) => ({ place: eb('place', '-', OUT_OF_THE_WAY) }))
    .where('batch_id', '=', batchId)
    .where('stage', '=', stage)
    .execute()
  for (const { id, item_id, seat, state, person_id } of kept) {
    const again = state === 'closed' ? { state: person_id === null ? 'absent' : 'reserve' } : {}
    const moved = places.get(seatOfItem(item_id, seat))
    await trx
      .updateTable('draws')
      .set({ ...moved, ...again })
      .where('id', '=', id)
      .execute()
  }
  return new Set(kept.map(({ item_id, seat }) => seatOfItem(item_id, seat)))
}
