import type { Selectable } from 'kysely'
import type { Instant } from '../clock.ts'
import { type AccountId, newId, type ProjectId } from '../ids.ts'
import type { ProjectState } from '../projects/project.ts'
import { locksRows, type Trx } from './database.ts'
import type { ProjectRow } from './schema/projects.ts'

/** A project as stored: its definition still as text. */
export interface StoredProject {
  readonly id: ProjectId
  readonly slug: string
  readonly state: ProjectState
  /** JSON in the form of a project file. */
  readonly source: string
  readonly guidelineVersion: number
  readonly budgetWei: bigint
  readonly committedWei: bigint
}

interface NewProject extends StoredProject {
  /** Secret under which the people of this project are given pseudonyms. */
  readonly pseudonymKey: string
  readonly createdBy: AccountId | null
  readonly createdAt: Instant
}

/** Stores a project; false, and nothing stored, when its slug is taken. */
export async function insertProject(trx: Trx, project: NewProject): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('projects')
    .values({
      id: project.id,
      slug: project.slug,
      state: project.state,
      definition: project.source,
      guideline_version: project.guidelineVersion,
      budget_wei: String(project.budgetWei),
      committed_wei: String(project.committedWei),
      pseudonym_key: project.pseudonymKey,
      created_by: project.createdBy,
      created_at: project.createdAt,
    })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function insertGuidelineVersion(
  trx: Trx,
  version: { projectId: ProjectId; version: number; content: unknown; createdAt: Instant },
): Promise<void> {
  await trx
    .insertInto('guideline_versions')
    .values({
      project_id: version.projectId,
      version: version.version,
      content: JSON.stringify(version.content),
      created_at: version.createdAt,
    })
    .execute()
}

/** Asks for money to be moved into the project's escrow; core/chain makes it a transaction. */
export async function insertFunding(
  trx: Trx,
  funding: { projectId: ProjectId; amountWei: bigint; createdAt: Instant },
): Promise<void> {
  await trx
    .insertInto('project_fundings')
    .values({
      id: newId(),
      project_id: funding.projectId,
      kind: 'fund',
      amount_wei: String(funding.amountWei),
      state: 'pending',
      transaction_id: null,
      created_at: funding.createdAt,
    })
    .execute()
}

/** The project with this slug, or null. */
export async function findStoredProject(trx: Trx, slug: string): Promise<StoredProject | null> {
  const row = await trx.selectFrom('projects').selectAll().where('slug', '=', slug).executeTakeFirst()
  return row ? storedProjectOf(row) : null
}

/** The project, its row locked until the transaction ends, so that committed money and ordinals are ours. */
export async function lockStoredProject(trx: Trx, id: ProjectId): Promise<StoredProject> {
  const row = await trx
    .selectFrom('projects')
    .selectAll()
    .where('id', '=', id)
    .$if(locksRows(trx), (query) => query.forNoKeyUpdate())
    .executeTakeFirstOrThrow()
  return storedProjectOf(row)
}

/** All projects, or those in one state, oldest first. */
export async function listStoredProjects(trx: Trx, state?: ProjectState): Promise<StoredProject[]> {
  const rows = await trx
    .selectFrom('projects')
    .selectAll()
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(storedProjectOf)
}

/** Moves a project from one state to another; false when it was not in the first. */
export async function changeProjectState(
  trx: Trx,
  change: { slug: string; from: ProjectState; to: ProjectState },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('projects')
    .set({ state: change.to })
    .where('slug', '=', change.slug)
    .where('state', '=', change.from)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function updateCommitted(trx: Trx, id: ProjectId, committedWei: bigint): Promise<void> {
  await trx
    .updateTable('projects')
    .set({ committed_wei: String(committedWei) })
    .where('id', '=', id)
    .execute()
}

/** The secret key of the project's pseudonyms. */
export async function pseudonymKeyOf(trx: Trx, id: ProjectId): Promise<string> {
  const row = await trx
    .selectFrom('projects')
    .select('pseudonym_key')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.pseudonym_key
}

export function storedProjectOf(row: Selectable<ProjectRow>): StoredProject {
  return {
    id: row.id,
    slug: row.slug,
    state: row.state as ProjectState,
    source: row.definition,
    guidelineVersion: row.guideline_version,
    budgetWei: BigInt(row.budget_wei),
    committedWei: BigInt(row.committed_wei),
  }
}
