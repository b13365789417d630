import type { Clock } from '../../clock.ts'
import type { ItemId } from '../../ids.ts'
import type { DrawnSeat } from '../../ledger/book/draw-ballots.ts'
import { weightOfClass } from '../../ledger/record.ts'
import { type Batch, itemsOfBatch, setOutcomes } from '../../store/batches.ts'
import type { Trx } from '../../store/database.ts'
import { moveDraws, seatOfItem } from '../../store/move-draws.ts'
import { lockItem } from '../../store/rounds.ts'
import { ownersOfSeats } from '../../store/seats.ts'
import type { Reviews } from '../reviews.ts'

/** Seats drawn for one item of a batch. */
export interface DrawnFor {
  readonly position: number
  readonly drawn: readonly DrawnSeat[]
}

interface Asking {
  readonly clock: Clock
  readonly reviews: Reviews
}

/** Asks the seats that were drawn for the items of a batch; `again`: those of an earlier draw, which does not stand, are
 * asked no longer. Items that the ledger skipped are free for others. */
export async function askValidators(
  trx: Trx,
  asking: Asking,
  batch: Batch,
  round: { readonly stage: number; readonly drawn: readonly DrawnFor[]; readonly again: boolean },
): Promise<void> {
  const { stage, drawn, again } = round
  const owners = await ownersOfSeats(trx)
  const items = await itemsOfBatch(trx, batch.id)
  const byPosition = new Map(drawn.map((one) => [one.position, eligibleOf(one)]))
  const places = items.flatMap(({ position, itemId }) =>
    (byPosition.get(position) ?? []).map(
      ({ seat, place, weight }) => [seatOfItem(itemId, seat), { place, weight }] as const,
    ),
  )
  if (again) for (const { itemId } of items) await lockItem(trx, itemId)
  const asked = again ? await moveDraws(trx, batch.id, stage, new Map(places)) : new Set<string>()
  for (const { position, itemId, round } of items) {
    const eligible = byPosition.get(position)
    if (!eligible) {
      if (stage === 1) await skip(trx, asking, batch, position, itemId)
      continue
    }
    const seats = eligible
      .filter(({ seat }) => !asked.has(seatOfItem(itemId, seat)))
      .map((one) => ({ ...one, owner: owners.get(one.seat) ?? null }))
    const { projectId, id: batchId } = batch
    await asking.reviews.open(trx, asking.clock, { projectId, batchId, itemId, round, stage, seats })
  }
}

function eligibleOf({ drawn }: DrawnFor) {
  return drawn.flatMap(({ seat, eligible, recordClass }, place) =>
    eligible ? [{ seat, place, weight: weightOfClass(recordClass) }] : [],
  )
}

/** The ledger could not lock the annotator's stake: somebody else may annotate the item. */
async function skip(
  trx: Trx,
  { clock, reviews }: Asking,
  batch: Batch,
  position: number,
  itemId: ItemId,
): Promise<void> {
  await setOutcomes(trx, batch.id, new Map([[position, 'skipped']]))
  await reviews.close(trx, clock, { itemId, outcome: 'skipped' })
}
