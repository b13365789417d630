import type { Instant } from '../clock.ts'
import type { AccountId, AnnotationId, AssignmentId, ItemId, PersonId, ProjectId } from '../ids.ts'
import type { AssignmentRole } from './assignments.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import type { Flag } from './schema/values.ts'

/** A person's answer to an item. */
export interface NewAnnotation {
  readonly id: AnnotationId
  readonly assignmentId: AssignmentId
  readonly projectId: ProjectId
  readonly itemId: ItemId
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly round: number
  readonly role: AssignmentRole
  readonly label: string
  readonly guidelineVersion: number
  /** False when it came after its slot was gone: kept, but not part of the round. */
  readonly counted: boolean
  /** True when it came after its deadline. */
  readonly late: boolean
  /** True when the item was active gold at that moment. */
  readonly onGold: boolean
  readonly stakeWei: bigint
  /** From the lease to the answer. */
  readonly durationMs: number
  readonly platform: string
  readonly createdAt: Instant
}

/** An annotation that counts in its round. */
export interface CountedAnnotation {
  readonly id: AnnotationId
  readonly personId: PersonId
  /** True when the item was active gold when it was given. */
  readonly onGold: boolean
  readonly label: string
}

type Stored = Omit<NewAnnotation, 'counted' | 'late' | 'onGold' | 'stakeWei'> & {
  counted: Flag
  late: Flag
  onGold: Flag
  stake: string
}

const insert = hotQuery((db, one: Stored) =>
  db.insertInto('annotations').values({
    id: one.id,
    assignment_id: one.assignmentId,
    project_id: one.projectId,
    item_id: one.itemId,
    account_id: one.accountId,
    person_id: one.personId,
    round: one.round,
    role: one.role,
    label: one.label,
    guideline_version: one.guidelineVersion,
    counted: one.counted,
    late: one.late,
    on_gold: one.onGold,
    stake_wei: one.stake,
    duration_ms: one.durationMs,
    platform: one.platform,
    created_at: one.createdAt,
  }),
)

const countedOfRound = hotQuery((db, key: { itemId: ItemId; round: number }) =>
  db
    .selectFrom('annotations')
    .select(['annotations.id', 'annotations.person_id', 'annotations.on_gold', 'annotations.label'])
    .where('annotations.item_id', '=', key.itemId)
    .where('annotations.round', '=', key.round)
    .where('annotations.counted', '=', 1)
    .orderBy('annotations.id'),
)

const annotated = hotQuery((db, key: { itemId: ItemId; round: number }) =>
  db
    .selectFrom('annotations')
    .select('label')
    .where('item_id', '=', key.itemId)
    .where('round', '=', key.round)
    .where('counted', '=', 1)
    .where('role', '=', 'annotator')
    .orderBy('id'),
)

/** Stores an annotation; there is one per assignment, and none is ever changed. */
export async function insertAnnotation(trx: Trx, annotation: NewAnnotation): Promise<void> {
  const { counted, late, onGold, stakeWei, ...rest } = annotation
  const flags = { counted: flag(counted), late: flag(late), onGold: flag(onGold) }
  await insert.run(trx, { ...rest, ...flags, stake: String(stakeWei) })
}

function flag(isSo: boolean): Flag {
  return isSo ? 1 : 0
}

/** The annotations that count in a round, in the order of their ids. */
export async function countedAnnotations(
  trx: Trx,
  itemId: ItemId,
  round: number,
): Promise<CountedAnnotation[]> {
  const rows = await countedOfRound.all(trx, { itemId, round })
  return rows.map((row) => ({
    id: row.id,
    personId: row.person_id,
    onGold: row.on_gold === 1,
    label: row.label,
  }))
}

/** A label that somebody gave an item in a round. */
export interface ReviewAnswer {
  readonly id: AnnotationId
  readonly accountId: AccountId
  readonly personId: PersonId
  readonly role: AssignmentRole
  readonly label: string
  /** True when the item was active gold when it was given. */
  readonly onGold: boolean
}

/** The labels that count in a round of an item with validators, annotator first. */
export async function reviewAnswers(trx: Trx, itemId: ItemId, round: number): Promise<ReviewAnswer[]> {
  const rows = await trx
    .selectFrom('annotations')
    .select(['id', 'account_id', 'person_id', 'role', 'label', 'on_gold'])
    .where('item_id', '=', itemId)
    .where('round', '=', round)
    .where('counted', '=', 1)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    personId: row.person_id,
    role: row.role as AssignmentRole,
    label: row.label,
    onGold: row.on_gold === 1,
  }))
}

/** The version of the guideline by which the first answer of a round was given; 1 without any. */
export async function guidelineVersionOf(trx: Trx, itemId: ItemId, round: number): Promise<number> {
  const row = await trx
    .selectFrom('annotations')
    .select('guideline_version')
    .where('item_id', '=', itemId)
    .where('round', '=', round)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.guideline_version ?? 1
}

/** The label that a round's validators are asked to confirm.
 * @throws Error when nobody annotated the item in this round */
export async function annotatedLabel(trx: Trx, itemId: ItemId, round: number): Promise<string> {
  const row = await annotated.first(trx, { itemId, round })
  if (!row) throw new Error(`item ${itemId} has no annotation in round ${round}`)
  return row.label
}

/** True when the person answered the item already, from any account. */
export async function hasAnnotated(trx: Trx, itemId: ItemId, personId: PersonId): Promise<boolean> {
  const row = await trx
    .selectFrom('annotations')
    .select('id')
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}
