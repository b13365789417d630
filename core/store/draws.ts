import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { AccountId, AnnotationId, BatchId, DrawId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import type { DrawRow } from './schema/batches.ts'

/** reserve: asked when another one cannot vote; offered: asked; voted; recused: declined, or may not vote;
 * missed: asked in vain, though a late vote still counts; absent: a seat of nobody we know; closed: the votes
 * are on their way to the chain. */
export type DrawState = 'reserve' | 'offered' | 'voted' | 'recused' | 'missed' | 'absent' | 'closed'

/** A vote as the ledger codes it. */
export const VOTE = { none: 0, approve: 1, reject: 2, unsure: 3 } as const
export type VoteCode = (typeof VOTE)[keyof typeof VOTE]

/** One seat drawn for one item. */
export interface Draw {
  readonly id: DrawId
  readonly batchId: BatchId
  readonly projectId: ProjectId
  readonly itemId: ItemId
  readonly round: number
  readonly stage: number
  readonly place: number
  readonly seat: number
  readonly accountId: AccountId | null
  readonly personId: PersonId | null
  readonly weight: number
  readonly state: DrawState
  readonly code: VoteCode
  readonly annotationId: AnnotationId | null
  readonly offeredAt: Instant | null
  readonly deadline: Instant | null
  /** When somebody else is asked too; null once that was done. */
  readonly replaceAt: Instant | null
  /** Why the seat gives no vote; null when it does, or was silent. */
  readonly reason: string | null
}

/** The round of an item that draws belong to. */
export interface ReviewKey {
  readonly itemId: ItemId
  readonly round: number
}

const ofRound = hotQuery((db, key: ReviewKey) =>
  db
    .selectFrom('draws')
    .selectAll()
    .where('item_id', '=', key.itemId)
    .where('round', '=', key.round)
    .orderBy('stage')
    .orderBy('place'),
)

/** Literal, not a parameter: SQLite uses a partial index only when it can see its condition. */
const OFFERED = sql.lit('offered')

const offeredTo = hotQuery((db, { personId }: { personId: PersonId }) =>
  db
    .selectFrom('draws')
    .selectAll()
    .where('person_id', '=', personId)
    .where('state', '=', OFFERED)
    .orderBy('offered_at')
    .orderBy('id')
    .limit(sql.lit(10)),
)

type Change = Pick<
  Draw,
  'id' | 'state' | 'annotationId' | 'offeredAt' | 'deadline' | 'replaceAt' | 'reason'
> & {
  readonly code: VoteCode | null
}

const change = hotQuery((db, one: Change) =>
  db
    .updateTable('draws')
    .set({
      state: one.state,
      code: one.code,
      annotation_id: one.annotationId,
      offered_at: one.offeredAt,
      deadline: one.deadline,
      replace_at: one.replaceAt,
      reason: one.reason,
    })
    .where('id', '=', one.id),
)

/** Stores the draws of items. */
export async function insertDraws(trx: Trx, draws: readonly Draw[]): Promise<void> {
  for (const draw of draws) {
    await trx
      .insertInto('draws')
      .values({
        id: draw.id,
        batch_id: draw.batchId,
        project_id: draw.projectId,
        item_id: draw.itemId,
        round: draw.round,
        stage: draw.stage,
        place: draw.place,
        seat: draw.seat,
        account_id: draw.accountId,
        person_id: draw.personId,
        weight: draw.weight,
        state: draw.state,
        code: draw.code === VOTE.none ? null : draw.code,
        annotation_id: draw.annotationId,
        offered_at: draw.offeredAt,
        deadline: draw.deadline,
        replace_at: draw.replaceAt,
        reason: draw.reason,
        told_at: null,
        reminded_at: null,
      })
      .execute()
  }
}

/** Every draw of a round, by stage and place. */
export async function drawsOfRound(trx: Trx, { itemId, round }: ReviewKey): Promise<Draw[]> {
  return (await ofRound.all(trx, { itemId, round })).map(drawOf)
}

/** The first draws a person is asked for, the longest waiting first; at most ten. */
export async function drawsOfferedTo(trx: Trx, personId: PersonId): Promise<Draw[]> {
  return (await offeredTo.all(trx, { personId })).map(drawOf)
}

/** Stores how a draw stands whose item is locked. */
export async function updateDraw(trx: Trx, draw: Draw): Promise<void> {
  const { id, state, annotationId, offeredAt, deadline, replaceAt, reason } = draw
  const code = draw.code === VOTE.none ? null : draw.code
  await change.run(trx, { id, state, code, annotationId, offeredAt, deadline, replaceAt, reason })
}

/** Items with a draw that waited in vain at `now`: for a replacement, or past its deadline. The longest
 * waiting first, each item once; `limit` such draws are looked at. */
export async function itemsWithLateDraws(trx: Trx, now: Instant, limit: number): Promise<ReviewKey[]> {
  const rows = await trx
    .selectFrom('draws')
    .select(['item_id', 'round'])
    .where('state', '=', OFFERED)
    .where((eb) => eb.or([eb('replace_at', '<=', now), eb('deadline', '<=', now)]))
    .orderBy('offered_at')
    .limit(limit)
    .execute()
  const late = new Map(rows.map((row) => [`${row.item_id} ${row.round}`, row]))
  return [...late.values()].map((row) => ({ itemId: row.item_id, round: row.round }))
}

/** The votes of one stage of a batch, by the position of their item. */
export async function votesOfBatch(
  trx: Trx,
  batchId: BatchId,
  stage: number,
): Promise<ReadonlyMap<number, readonly { readonly place: number; readonly code: VoteCode }[]>> {
  const rows = await trx
    .selectFrom('draws')
    .innerJoin('batch_items', (join) =>
      join
        .onRef('batch_items.batch_id', '=', 'draws.batch_id')
        .onRef('batch_items.item_id', '=', 'draws.item_id'),
    )
    .select(['batch_items.position', 'draws.place', 'draws.code'])
    .where('draws.batch_id', '=', batchId)
    .where('draws.stage', '=', stage)
    .where('draws.code', 'is not', null)
    .orderBy('batch_items.position')
    .orderBy('draws.place')
    .execute()
  const votes = rows.map(({ position, place, code }) => ({ position, place, code: code as VoteCode }))
  return Map.groupBy(votes, (vote) => vote.position)
}

/** Somebody who voted with a label of their own. */
export interface Voter {
  readonly itemId: ItemId
  readonly seat: number
  readonly annotationId: AnnotationId
  readonly accountId: AccountId
}

/** Everybody whose labels were votes in a batch, in both stages. */
export async function votersOfBatch(trx: Trx, batchId: BatchId): Promise<Voter[]> {
  const rows = await trx
    .selectFrom('draws')
    .innerJoin('annotations', 'annotations.id', 'draws.annotation_id')
    .select(['draws.item_id', 'draws.seat', 'annotations.id', 'annotations.account_id'])
    .where('draws.batch_id', '=', batchId)
    .orderBy('annotations.id')
    .execute()
  return rows.map((row) => ({
    itemId: row.item_id,
    seat: row.seat,
    annotationId: row.id,
    accountId: row.account_id,
  }))
}

/** Ends a stage of a batch: its votes are on their way to the ledger, and no other one counts. */
export async function closeDraws(trx: Trx, batchId: BatchId, stage: number): Promise<void> {
  await trx
    .updateTable('draws')
    .set({ state: 'closed' })
    .where('batch_id', '=', batchId)
    .where('stage', '=', stage)
    .where('state', '!=', 'voted')
    .execute()
}

/** Forgets the draws of one stage of a batch. Answers that were given for them stay, but count no longer. */
export async function dropDraws(trx: Trx, batchId: BatchId, stage: number): Promise<void> {
  const rows = await trx
    .selectFrom('draws')
    .select('id')
    .where('batch_id', '=', batchId)
    .where('stage', '=', stage)
    .execute()
  for (const { id } of rows) await forgetDraw(trx, id)
}

/** Forgets one draw, as {@link dropDraws} does. */
export async function forgetDraw(trx: Trx, id: DrawId): Promise<void> {
  const given = trx
    .selectFrom('draws')
    .where('id', '=', id)
    .where('annotation_id', 'is not', null)
    .select('annotation_id')
    .$castTo<{ annotation_id: AnnotationId }>()
  await trx.updateTable('annotations').set({ counted: 0 }).where('id', 'in', given).execute()
  await trx.deleteFrom('receipts').where('draw_id', '=', id).execute()
  await trx.deleteFrom('draws').where('id', '=', id).execute()
}

/** Those of the batches in which somebody is still asked for a vote. */
export async function batchesWithOfferedDraws(
  trx: Trx,
  batches: readonly BatchId[],
): Promise<ReadonlySet<BatchId>> {
  if (batches.length === 0) return new Set()
  const rows = await trx
    .selectFrom('draws')
    .select('batch_id')
    .distinct()
    .where('state', '=', OFFERED)
    .where('batch_id', 'in', batches)
    .execute()
  return new Set(rows.map((row) => row.batch_id))
}

function drawOf(row: DrawRow): Draw {
  return {
    id: row.id,
    batchId: row.batch_id,
    projectId: row.project_id,
    itemId: row.item_id,
    round: row.round,
    stage: row.stage,
    place: row.place,
    seat: row.seat,
    accountId: row.account_id,
    personId: row.person_id,
    weight: row.weight,
    state: row.state as DrawState,
    code: (row.code ?? VOTE.none) as VoteCode,
    annotationId: row.annotation_id,
    offeredAt: row.offered_at,
    deadline: row.deadline,
    replaceAt: row.replace_at,
    reason: row.reason,
  }
}
