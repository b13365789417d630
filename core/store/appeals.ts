import type { Instant } from '../clock.ts'
import type { AccountId, AppealId, BatchId, ItemId, PersonId, ProjectId } from '../ids.ts'
import { itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'
import { questionedPlaces } from './questions.ts'
import type { AppealRow } from './schema/reviews.ts'
import type { Flag } from './schema/values.ts'

/** asked: to be brought to the court; sent: on its way there; open: there, and others look at the item; upheld, lost;
 * returned: nobody decided, the bond came back; failed: the court did not take it. */
export type AppealState = 'asked' | 'sent' | 'open' | 'upheld' | 'lost' | 'returned' | 'failed'

/** A verdict that somebody contests. */
export interface Appeal {
  readonly id: AppealId
  readonly itemId: ItemId
  readonly batchId: BatchId
  /** Of the item in its batch. */
  readonly position: number
  /** 1: against the first round; 2: against the second. */
  readonly stage: number
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly verdict: 'accepted' | 'rejected'
  readonly reason: string
  readonly bondWei: bigint
  /** A person's first appeal: the bond comes back even when it is lost. */
  readonly isFree: boolean
  readonly state: AppealState
  readonly askedAt: Instant
}

/** Somebody's answer in a batch whose votes are on the ledger and can be contested. */
export interface ContestableAnswer {
  readonly batchId: BatchId
  readonly position: number
  readonly itemId: ItemId
  readonly projectId: ProjectId
  readonly round: number
  readonly stage: number
  readonly endsAt: Instant
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly role: string
  readonly label: string
  readonly text: string
}

/** Batches whose window is open, with the stage their votes are of. */
export async function contestableBatches(trx: Trx, now: Instant): Promise<{ id: BatchId; stage: number }[]> {
  const rows = await contestable(trx, now).select(['batches.id', 'batches.state']).execute()
  return rows.map(({ id, state }) => ({ id, stage: stageOf(state) }))
}

/** Those of them of whose votes people are to be told: what is doubtful among them is known by then. */
export async function untoldBatches(trx: Trx, now: Instant): Promise<{ id: BatchId; stage: number }[]> {
  const rows = await contestable(trx, now)
    .innerJoin('questions', 'questions.batch_id', 'batches.id')
    .select(['batches.id', 'batches.state', 'batches.told_stage', 'questions.stage'])
    .execute()
  return rows
    .filter(({ state, stage, told_stage: told }) => stage === stageOf(state) && told < stage)
    .map(({ id, stage }) => ({ id, stage }))
}

function contestable(trx: Trx, now: Instant) {
  return trx
    .selectFrom('batches')
    .where('batches.closed_at', 'is', null)
    .where('batches.state', 'in', ['proposed', 'panelProposed'])
    .where('batches.ends_at', '>', now)
}

function stageOf(state: string): number {
  return state === 'proposed' ? 1 : 2
}

/** Notes that people were told of the votes of a stage. */
export async function setToldStage(trx: Trx, id: BatchId, stage: number): Promise<void> {
  await trx.updateTable('batches').set({ told_stage: stage }).where('id', '=', id).execute()
}

/** The answers in a batch whose window is open, of everybody or of one person: those of annotators, and labels that
 * were votes of this stage. In the second stage only items that had votes in it. */
export async function contestableAnswers(
  trx: Trx,
  batchId: BatchId,
  personId?: PersonId,
): Promise<ContestableAnswer[]> {
  const rows = await trx
    .selectFrom('batch_items')
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .innerJoin('items', 'items.id', 'batch_items.item_id')
    .innerJoin('annotations', (join) =>
      join
        .onRef('annotations.item_id', '=', 'batch_items.item_id')
        .onRef('annotations.round', '=', 'batch_items.round'),
    )
    .leftJoin('draws', 'draws.annotation_id', 'annotations.id')
    .select(['batch_items.batch_id', 'batch_items.position', 'batch_items.item_id', 'batch_items.round'])
    .select(['batches.state', 'batches.ends_at', 'batches.project_id', 'items.content', 'draws.stage'])
    .select(['annotations.account_id', 'annotations.person_id', 'annotations.role', 'annotations.label'])
    .where('batch_items.batch_id', '=', batchId)
    .where('batch_items.outcome', 'is', null)
    .where('annotations.counted', '=', 1)
    .$if(personId !== undefined, (own) => own.where('annotations.person_id', '=', personId as PersonId))
    .orderBy('batch_items.position')
    .orderBy('annotations.id')
    .execute()
  return rows.flatMap((row) => {
    const stage = row.state === 'proposed' ? 1 : 2
    const isVote = row.role === 'annotator' || row.stage === stage
    if (!isVote || row.ends_at === null) return []
    return [
      {
        batchId: row.batch_id,
        position: row.position,
        itemId: row.item_id,
        projectId: row.project_id,
        round: row.round,
        stage,
        endsAt: row.ends_at,
        accountId: row.account_id,
        personId: row.person_id,
        role: row.role,
        label: row.label,
        text: itemContent.parse(JSON.parse(row.content)).text,
      },
    ]
  })
}

/** What names the transaction that brings an appeal to the court. */
export function referenceOfAppeal({ id }: Pick<Appeal, 'id'>): string {
  return `appeal:${id}`
}

/** Stores an appeal in the place of one that the court did not take. */
export async function insertAppeal(trx: Trx, appeal: Appeal): Promise<void> {
  await trx
    .deleteFrom('appeals')
    .where('batch_id', '=', appeal.batchId)
    .where('position', '=', appeal.position)
    .where('stage', '=', appeal.stage)
    .where('state', '=', 'failed')
    .execute()
  await trx
    .insertInto('appeals')
    .values({
      id: appeal.id,
      item_id: appeal.itemId,
      batch_id: appeal.batchId,
      position: appeal.position,
      stage: appeal.stage,
      account_id: appeal.accountId,
      person_id: appeal.personId,
      verdict: appeal.verdict,
      reason: appeal.reason,
      bond_wei: String(appeal.bondWei),
      free: (appeal.isFree ? 1 : 0) as Flag,
      state: appeal.state,
      asked_at: appeal.askedAt,
      closed_at: null,
    })
    .execute()
}

/** Takes an appeal from one state to the next; `closedAt` when it is over. False, and nothing stored, when somebody else
 * has moved it meanwhile: what follows from the move is theirs to do. */
export async function moveAppeal(
  trx: Trx,
  id: AppealId,
  { from, to, closedAt = null }: { from: AppealState; to: AppealState; closedAt?: Instant | null },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('appeals')
    .set({ state: to, closed_at: closedAt })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Appeals that are not over, the oldest first. */
export async function openAppeals(trx: Trx): Promise<Appeal[]> {
  const rows = await trx
    .selectFrom('appeals')
    .selectAll()
    .where('closed_at', 'is', null)
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
  return rows.map(appealOf)
}

/** Whether the votes that an appeal is against are contested already, by somebody or as they are doubtful; what the court
 * did not take does not count. */
export async function isContested(trx: Trx, votes: ContestedVotes): Promise<boolean> {
  if (await hasAppeal(trx, votes)) return true
  return (await questionedPlaces(trx, votes.batchId, votes.stage)).has(votes.position)
}

type ContestedVotes = Pick<Appeal, 'batchId' | 'position' | 'stage'>

/** Whether somebody appealed against these votes here; what the court did not take does not count. */
export async function hasAppeal(trx: Trx, { batchId, position, stage }: ContestedVotes): Promise<boolean> {
  const row = await trx
    .selectFrom('appeals')
    .select('id')
    .where('batch_id', '=', batchId)
    .where('position', '=', position)
    .where('stage', '=', stage)
    .where('state', '!=', 'failed')
    .executeTakeFirst()
  return row !== undefined
}

/** What the court holds of an account in wei: bonds of appeals that are there, which our books count as held stake. */
export async function bondsAtCourt(trx: Trx, accountId: AccountId): Promise<bigint> {
  const rows = await trx
    .selectFrom('appeals')
    .select('bond_wei')
    .where('account_id', '=', accountId)
    .where('state', '=', 'open')
    .execute()
  return rows.reduce((sum, row) => sum + BigInt(row.bond_wei), 0n)
}

/** Appeals against an item, the oldest first. */
export async function appealsOfItem(trx: Trx, itemId: ItemId): Promise<Appeal[]> {
  const rows = await trx
    .selectFrom('appeals')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('stage')
    .execute()
  return rows.map(appealOf)
}

/** How often a person has appealed so far; what the court did not take does not count. */
export async function countAppeals(trx: Trx, personId: PersonId): Promise<number> {
  const row = await trx
    .selectFrom('appeals')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('person_id', '=', personId)
    .where('state', '!=', 'failed')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** How the ledger ended the item of an appeal; null while it has not. */
export async function outcomeOf(trx: Trx, { batchId, position }: Appeal): Promise<string | null> {
  const row = await trx
    .selectFrom('batch_items')
    .select('outcome')
    .where('batch_id', '=', batchId)
    .where('position', '=', position)
    .executeTakeFirst()
  return row?.outcome ?? null
}

function appealOf(row: AppealRow): Appeal {
  return {
    id: row.id,
    itemId: row.item_id,
    batchId: row.batch_id,
    position: row.position,
    stage: row.stage,
    accountId: row.account_id,
    personId: row.person_id,
    verdict: row.verdict as Appeal['verdict'],
    reason: row.reason,
    bondWei: BigInt(row.bond_wei),
    isFree: row.free === 1,
    state: row.state as AppealState,
    askedAt: row.asked_at,
  }
}
