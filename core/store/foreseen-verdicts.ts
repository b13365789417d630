import type { Instant } from '../clock.ts'
import type { BatchId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import type { Draw } from './draws.ts'

/** A vote on an item of a batch. */
export interface BatchVote extends Pick<Draw, 'stage' | 'code' | 'weight'> {
  readonly position: number
}

/** What votes say of an answer before they go to the ledger. */
export type Foreseen = 'accepted' | 'rejected' | 'open'

/** An answer whose verdict is known or foreseen. */
export interface JudgedAnswer {
  readonly personId: PersonId
  readonly isRejected: boolean
  readonly at: Instant
}

/** An answer that votes reject. */
export interface RejectedAnswer {
  readonly batchId: BatchId
  readonly position: number
  readonly itemId: ItemId
  readonly round: number
  readonly personId: PersonId
  readonly endsAt: Instant | null
  /** Settled: the ledger has decided it, and the decision's label is known; held: its votes are kept from the ledger. */
  readonly state: 'settled' | 'held'
  readonly label: string | null
}

/** The votes of one stage of a batch on items that have not ended, seats that gave none included. */
export async function votesToForesee(trx: Trx, batchId: BatchId, stage: number): Promise<BatchVote[]> {
  const rows = await trx
    .selectFrom('draws')
    .innerJoin('batch_items', (join) =>
      join
        .onRef('batch_items.batch_id', '=', 'draws.batch_id')
        .onRef('batch_items.item_id', '=', 'draws.item_id'),
    )
    .select(['batch_items.position', 'draws.stage', 'draws.code', 'draws.weight'])
    .where('draws.batch_id', '=', batchId)
    .where('draws.stage', '=', stage)
    .where('batch_items.outcome', 'is', null)
    .orderBy('batch_items.position')
    .execute()
  return rows.map((row) => ({
    position: row.position,
    stage: row.stage,
    code: (row.code ?? 0) as Draw['code'],
    weight: row.weight,
  }))
}

/** Notes what the votes say of the items of a batch. */
export async function setForeseen(
  trx: Trx,
  batchId: BatchId,
  foreseen: ReadonlyMap<number, Foreseen>,
  at: Instant,
): Promise<void> {
  for (const [position, verdict] of foreseen) {
    await trx
      .updateTable('batch_items')
      .set({ foreseen: verdict, foreseen_at: at })
      .where('batch_id', '=', batchId)
      .where('position', '=', position)
      .execute()
  }
}

/** The people whose answers in a batch its votes reject. */
export async function foreseenRejections(trx: Trx, batchId: BatchId): Promise<ReadonlySet<PersonId>> {
  const rows = await trx
    .selectFrom('batch_items')
    .innerJoin('annotations', 'annotations.id', 'batch_items.annotation_id')
    .select('annotations.person_id')
    .where('batch_items.batch_id', '=', batchId)
    .where('batch_items.foreseen', '=', 'rejected')
    .where('batch_items.outcome', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.person_id))
}

/** The answers of a project on which votes decided since then, as the ledger decided or as the votes say. */
export async function judgedSince(trx: Trx, projectId: ProjectId, since: Instant): Promise<JudgedAnswer[]> {
  const rows = await judged(trx, since)
    .select([
      'annotations.person_id',
      'batch_items.foreseen_at',
      'batch_items.foreseen',
      'batch_items.outcome',
    ])
    .where('batches.project_id', '=', projectId)
    .execute()
  return rows.flatMap(({ person_id: personId, foreseen_at: at, foreseen, outcome }) => {
    const verdict = outcome ?? foreseen
    if (at === null || (verdict !== 'accepted' && verdict !== 'rejected')) return []
    return [{ personId, isRejected: verdict === 'rejected', at }]
  })
}

/**
 * Answers of a project that votes rejected since then and that can be audited: settled ones that nobody contested and no
 * expert decided, and those of batches that are held back.
 */
export async function rejectedSince(
  trx: Trx,
  projectId: ProjectId,
  since: Instant,
): Promise<RejectedAnswer[]> {
  const rows = await judged(trx, since)
    .leftJoin('decisions', (join) =>
      join
        .onRef('decisions.item_id', '=', 'batch_items.item_id')
        .onRef('decisions.round', '=', 'batch_items.round'),
    )
    .leftJoin('expert_cases', 'expert_cases.item_id', 'batch_items.item_id')
    .leftJoin('appeals', (join) =>
      join
        .onRef('appeals.batch_id', '=', 'batch_items.batch_id')
        .onRef('appeals.position', '=', 'batch_items.position'),
    )
    .select(['batch_items.batch_id', 'batch_items.position', 'batch_items.item_id', 'batch_items.round'])
    .select(['batch_items.outcome', 'annotations.person_id', 'decisions.label'])
    .select(['batches.ends_at', 'batches.state', 'batches.held_by'])
    .where('batches.project_id', '=', projectId)
    .where('batch_items.foreseen', '=', 'rejected')
    .where('expert_cases.item_id', 'is', null)
    .where('appeals.id', 'is', null)
    .execute()
  return rows.flatMap((row) => {
    const settled = row.outcome === 'rejected' && row.state === 'closed' && row.label !== null
    const held = row.outcome === null && row.held_by !== null && /^(drawn|panelDrawn)$/.test(row.state)
    if (!settled && !held) return []
    return [
      {
        batchId: row.batch_id,
        position: row.position,
        itemId: row.item_id,
        round: row.round,
        personId: row.person_id,
        endsAt: row.ends_at,
        state: settled ? ('settled' as const) : ('held' as const),
        label: row.label,
      },
    ]
  })
}

function judged(trx: Trx, since: Instant) {
  return trx
    .selectFrom('batch_items')
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .innerJoin('annotations', 'annotations.id', 'batch_items.annotation_id')
    .where('batch_items.foreseen_at', 'is not', null)
    .where('batch_items.foreseen_at', '>', since)
}
