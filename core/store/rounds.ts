import type { Instant } from '../clock.ts'
import type { AssignmentId, ItemId, ProjectId } from '../ids.ts'
import type { ItemState } from '../items/item.ts'
import { locksRows, type Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'

/** Where an item stands in its present round. */
export interface Round {
  readonly itemId: ItemId
  readonly projectId: ProjectId
  readonly number: number
  readonly itemState: ItemState
  /** Annotations wanted so far. */
  readonly wanted: number
  /** `wanted` less live leases and counted annotations. */
  readonly openSlots: number
}

const lock = hotQuery((db, { assignmentId }: { assignmentId: AssignmentId }) =>
  db
    .selectFrom('items')
    .select('id')
    .where('id', '=', (eb) =>
      eb.selectFrom('assignments').select('item_id').where('assignments.id', '=', assignmentId),
    )
    .forNoKeyUpdate(),
)

const lockUnlessTaken = hotQuery((db, { assignmentId }: { assignmentId: AssignmentId }) =>
  db
    .selectFrom('items')
    .select('id')
    .where('id', '=', (eb) =>
      eb.selectFrom('assignments').select('item_id').where('assignments.id', '=', assignmentId),
    )
    .forNoKeyUpdate()
    .skipLocked(),
)

const lockThisItem = hotQuery((db, { itemId }: { itemId: ItemId }) =>
  db.selectFrom('items').select('id').where('id', '=', itemId).forNoKeyUpdate(),
)

const lockItemUnlessTaken = hotQuery((db, { itemId }: { itemId: ItemId }) =>
  db.selectFrom('items').select('id').where('id', '=', itemId).forNoKeyUpdate().skipLocked(),
)

interface RoundChange {
  readonly itemId: ItemId
  readonly wanted: number
  readonly openSlots: number
  readonly itemState: ItemState
  readonly closedAt: Instant | null
}

const update = hotQuery((db, round: RoundChange) =>
  db
    .updateTable('items')
    .set({
      wanted: round.wanted,
      open_slots: round.openSlots,
      state: round.itemState,
      closed_at: round.closedAt,
    })
    .where('id', '=', round.itemId),
)

/** Locks the item of an assignment, and with it the item's round and assignments, until the transaction
 * ends. SQLite has one writer, so there is nothing to lock. */
export async function lockItemOf(trx: Trx, assignmentId: AssignmentId): Promise<void> {
  if (locksRows(trx)) await lock.first(trx, { assignmentId })
}

/** As `lockItemOf`, but never waits: false when somebody else holds the item. */
export async function tryLockItemOf(trx: Trx, assignmentId: AssignmentId): Promise<boolean> {
  if (!locksRows(trx)) return true
  return (await lockUnlessTaken.first(trx, { assignmentId })) !== undefined
}

/** As `lockItemOf`, for an item itself. */
export async function lockItem(trx: Trx, itemId: ItemId): Promise<void> {
  if (locksRows(trx)) await lockThisItem.first(trx, { itemId })
}

/** As `tryLockItemOf`, for an item itself. */
export async function tryLockItem(trx: Trx, itemId: ItemId): Promise<boolean> {
  if (!locksRows(trx)) return true
  return (await lockItemUnlessTaken.first(trx, { itemId })) !== undefined
}

/** Stores how a locked item's round stands. `closedAt` is set once the item is decided. */
export async function updateRound(trx: Trx, round: Round, closedAt: Instant | null = null): Promise<void> {
  const { itemId, wanted, openSlots, itemState } = round
  await update.run(trx, { itemId, wanted, openSlots, itemState, closedAt })
}

/** Begins the next round of a locked item, open for one annotation. */
export async function startNextRound(trx: Trx, { itemId, number }: Round): Promise<void> {
  await trx
    .updateTable('items')
    .set({ round: number + 1, wanted: 1, open_slots: 1, state: 'open' })
    .where('id', '=', itemId)
    .execute()
}

/** Begins the present round of a locked item anew: what was answered in it counts no longer. */
export async function restartRound(trx: Trx, { itemId, number }: Round): Promise<void> {
  await trx
    .updateTable('annotations')
    .set({ counted: 0 })
    .where('item_id', '=', itemId)
    .where('round', '=', number)
    .execute()
  await trx
    .updateTable('items')
    .set({ wanted: 1, open_slots: 1, state: 'open' })
    .where('id', '=', itemId)
    .execute()
}

/** Where an item stands in its present round. */
export async function findRound(trx: Trx, itemId: ItemId): Promise<Round> {
  const row = await trx
    .selectFrom('items')
    .select(['project_id', 'round', 'state', 'wanted', 'open_slots'])
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow()
  return {
    itemId,
    projectId: row.project_id,
    number: row.round,
    itemState: row.state as ItemState,
    wanted: row.wanted,
    openSlots: row.open_slots,
  }
}
