import { sql } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../clock.ts'
import type { AccountId, BatchId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import type { VoteCode } from './draws.ts'

/** none: nothing was doubtful; asked: operators are to sign it; sent: to the court; taken: others look at the items;
 * failed: the court did not take it. */
export type QuestionState = 'none' | 'asked' | 'sent' | 'taken' | 'failed'

/** The votes of one stage of a batch while they stand on the ledger and can be questioned. */
export interface OpenWindow {
  readonly batchId: BatchId
  readonly number: number
  readonly projectId: ProjectId
  /** 1: votes on annotations; 2: those of a panel. */
  readonly stage: number
  readonly endsAt: Instant
}

/** What the operators ask the court to look at again. */
export interface Question {
  readonly batchId: BatchId
  readonly stage: number
  /** Of the doubtful items in their batch, ascending. */
  readonly positions: readonly number[]
  readonly state: QuestionState
}

/** An item of a batch with the votes on it in all stages so far, and nothing that contests them. */
export interface VotedItem {
  readonly batchId: BatchId
  readonly position: number
  readonly itemId: ItemId
  /** Who annotated it, and the label that the votes confirm or reject. */
  readonly annotator: PersonId
  readonly annotated: string
  readonly draws: readonly { readonly stage: number; readonly code: VoteCode; readonly weight: number }[]
}

const places = z.array(z.number().int())
/** Literal: SQLite uses a partial index only when it can see its condition. */
const SENT = sql.lit('sent')

/** Windows that are open and were not looked at for doubts, or whose doubts operators are yet to sign, the first to end
 * first. */
export async function windowsToDoubt(trx: Trx, now: Instant, limit: number): Promise<OpenWindow[]> {
  const rows = await trx
    .selectFrom('batches')
    .leftJoin('questions', (join) =>
      join
        .onRef('questions.batch_id', '=', 'batches.id')
        .on((eb) =>
          eb.or([
            eb.and([eb('batches.state', '=', 'proposed'), eb('questions.stage', '=', 1)]),
            eb.and([eb('batches.state', '=', 'panelProposed'), eb('questions.stage', '=', 2)]),
          ]),
        ),
    )
    .select(['batches.id', 'batches.number', 'batches.project_id', 'batches.state', 'batches.ends_at'])
    .where('batches.closed_at', 'is', null)
    .where('batches.state', 'in', ['proposed', 'panelProposed'])
    .where('batches.ends_at', '>', now)
    .where((eb) => eb.or([eb('questions.batch_id', 'is', null), eb('questions.state', '=', 'asked')]))
    .orderBy('batches.ends_at')
    .orderBy('batches.id')
    .limit(limit)
    .execute()
  return rows.flatMap(({ id: batchId, number, project_id: projectId, state, ends_at: endsAt }) =>
    number === null || endsAt === null
      ? []
      : [{ batchId, number, projectId, stage: state === 'proposed' ? 1 : 2, endsAt }],
  )
}

/** The items of open windows that have votes in their stage and that nobody contests there, with all their votes: three
 * queries whatever their number. */
export async function votedItems(trx: Trx, windows: readonly OpenWindow[]): Promise<VotedItem[]> {
  const ids = windows.map(({ batchId }) => batchId)
  if (ids.length === 0) return []
  const stages = new Map(windows.map(({ batchId, stage }) => [batchId, stage]))
  const items = await trx
    .selectFrom('batch_items')
    .innerJoin('annotations', 'annotations.id', 'batch_items.annotation_id')
    .select(['batch_items.batch_id', 'batch_items.position', 'batch_items.item_id'])
    .select(['annotations.label', 'annotations.person_id'])
    .where('batch_items.batch_id', 'in', ids)
    .where('batch_items.outcome', 'is', null)
    .orderBy('batch_items.batch_id')
    .orderBy('batch_items.position')
    .execute()
  const draws = await trx
    .selectFrom('draws')
    .select(['batch_id', 'item_id', 'stage', 'code', 'weight'])
    .where('batch_id', 'in', ids)
    .execute()
  const contested = await contestedPlaces(trx, ids)
  const byItem = Map.groupBy(draws, (draw) => `${draw.batch_id} ${draw.item_id}`)
  return items.flatMap((row) => {
    const { batch_id: batchId, position, item_id: itemId, person_id: annotator, label: annotated } = row
    const stage = stages.get(batchId) ?? 1
    const votes = byItem.get(`${batchId} ${itemId}`) ?? []
    const isOpen = votes.some((vote) => vote.stage === stage)
    if (!isOpen || contested.has(`${batchId} ${stage} ${position}`)) return []
    const voted = votes.map((vote) => ({ ...vote, code: (vote.code ?? 0) as VoteCode }))
    return [{ batchId, position, itemId, annotator, annotated, draws: voted }]
  })
}

async function contestedPlaces(trx: Trx, ids: readonly BatchId[]): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('appeals')
    .select(['batch_id', 'stage', 'position'])
    .where('batch_id', 'in', ids)
    .where('state', '!=', 'failed')
    .execute()
  return new Set(rows.map((row) => `${row.batch_id} ${row.stage} ${row.position}`))
}

/** Stores that the verdicts of a stage were looked at and what is asked of the court. False when that was done before,
 * unless operators are yet to sign it. */
export async function putQuestion(trx: Trx, question: Question, askedAt: Instant): Promise<boolean> {
  const { batchId, stage, state } = question
  const asked = { positions: JSON.stringify(question.positions), state, asked_at: askedAt }
  const stored = await trx
    .insertInto('questions')
    .values({ batch_id: batchId, stage, ...asked })
    .onConflict((conflict) =>
      conflict.columns(['batch_id', 'stage']).doUpdateSet(asked).where('questions.state', '=', 'asked'),
    )
    .returning('stage')
    .execute()
  return stored.length > 0
}

/** Has the verdicts of a project's open windows looked at again where nothing was doubtful: now something may be. */
export async function lookAgainForDoubts(trx: Trx, projectId: ProjectId): Promise<void> {
  await trx
    .deleteFrom('questions')
    .where('state', '=', 'none')
    .where('batch_id', 'in', (eb) =>
      eb
        .selectFrom('batches')
        .select('id')
        .where('project_id', '=', projectId)
        .where('closed_at', 'is', null),
    )
    .execute()
}

/** What names the transaction that brings a question to the court. */
export function referenceOfQuestion({ batchId, stage }: Pick<Question, 'batchId' | 'stage'>): string {
  return `question:${batchId}:${stage}`
}

/** Questions that are on their way to the court, with how their transactions stand and when the window ends. */
export async function sentQuestions(
  trx: Trx,
): Promise<(Question & { readonly transaction: string | null; readonly endsAt: Instant | null })[]> {
  const rows = await trx
    .selectFrom('questions')
    .innerJoin('batches', 'batches.id', 'questions.batch_id')
    .select(['questions.batch_id', 'questions.stage', 'questions.positions', 'batches.ends_at'])
    .where('questions.state', '=', SENT)
    .orderBy('questions.asked_at')
    .execute()
  const sent = rows.map((row) => ({
    batchId: row.batch_id,
    stage: row.stage,
    positions: places.parse(JSON.parse(row.positions)),
    state: 'sent' as const,
    endsAt: row.ends_at,
  }))
  if (sent.length === 0) return []
  const transactions = await trx
    .selectFrom('chain_transactions')
    .select(['reference', 'state'])
    .where('reference', 'in', sent.map(referenceOfQuestion))
    .execute()
  const states = new Map(transactions.map(({ reference, state }) => [reference, state]))
  return sent.map((one) => ({ ...one, transaction: states.get(referenceOfQuestion(one)) ?? null }))
}

/** Stores what became of a question; what the court took is marked on its items. False when somebody else did. */
export async function endQuestion(
  trx: Trx,
  { batchId, stage, positions }: Question,
  state: 'taken' | 'failed',
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('questions')
    .set({ state })
    .where('batch_id', '=', batchId)
    .where('stage', '=', stage)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  if (state === 'failed') return true
  await trx
    .updateTable('batch_items')
    .set({ questioned: stage })
    .where('batch_id', '=', batchId)
    .where('position', 'in', positions)
    .execute()
  return true
}

/** Who answered items of a batch, as often as they did: with each item's place. */
export async function answerersOf(
  trx: Trx,
  { batchId, positions }: Pick<Question, 'batchId' | 'positions'>,
): Promise<{ accountId: AccountId; position: number }[]> {
  const rows = await trx
    .selectFrom('batch_items')
    .innerJoin('annotations', 'annotations.item_id', 'batch_items.item_id')
    .select(['annotations.account_id', 'batch_items.position'])
    .distinct()
    .where('batch_items.batch_id', '=', batchId)
    .where('batch_items.position', 'in', positions)
    .where('annotations.counted', '=', 1)
    .execute()
  return rows.map((row) => ({ accountId: row.account_id, position: row.position }))
}

/** Places of the items of a batch whose votes in a stage the operators question, or are about to. */
export async function questionedPlaces(
  trx: Trx,
  batchId: BatchId,
  stage: number,
): Promise<ReadonlySet<number>> {
  const row = await trx
    .selectFrom('questions')
    .select('positions')
    .where('batch_id', '=', batchId)
    .where('stage', '=', stage)
    .where('state', 'in', ['sent', 'taken'])
    .executeTakeFirst()
  return new Set(row ? places.parse(JSON.parse(row.positions)) : [])
}

/** Items of a project whose verdicts were questioned: those that are not over, all of them, and those that were unclear
 * in the end. */
export async function countQuestioned(
  trx: Trx,
  projectId: ProjectId,
): Promise<{ open: number; all: number; unclear: number }> {
  const rows = await trx
    .selectFrom('batch_items')
    .innerJoin('batches', 'batches.id', 'batch_items.batch_id')
    .select((eb) => ['batch_items.outcome', eb.fn.countAll<string | number>().as('count')])
    .where('batches.project_id', '=', projectId)
    .where('batch_items.questioned', '>', 0)
    .groupBy('batch_items.outcome')
    .execute()
  const count = (of: (outcome: string | null) => boolean) =>
    rows.filter(({ outcome }) => of(outcome)).reduce((sum, row) => sum + Number(row.count), 0)
  return {
    open: count((outcome) => outcome === null),
    all: count(() => true),
    unclear: count((outcome) => outcome === 'unclear'),
  }
}
