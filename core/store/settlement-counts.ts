import type { ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

/** Annotations of a project whose stake the ledger still holds, or is about to, other than for an expert to come. */
export async function countUnsettled(trx: Trx, projectId: ProjectId): Promise<number> {
  const { count } = await trx
    .selectFrom('stake_locks')
    .innerJoin('annotations', 'annotations.id', 'stake_locks.annotation_id')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('annotations.project_id', '=', projectId)
    .where('stake_locks.state', '!=', 'released')
    .where('items.state', 'not in', ['expert', 'undecided'])
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The decided label of each item of a project, by the item's external id. */
export async function decidedLabels(trx: Trx, projectId: ProjectId): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('decisions')
    .innerJoin('items', 'items.id', 'decisions.item_id')
    .select(['items.external_id', 'decisions.label'])
    .where('decisions.project_id', '=', projectId)
    .execute()
  return new Map(rows.map((row) => [row.external_id, row.label]))
}

/** Annotations of a project that count and have the decided label of their round. */
export async function countAgreed(trx: Trx, projectId: ProjectId): Promise<number> {
  const { count } = await trx
    .selectFrom('decisions')
    .innerJoin('annotations', (join) =>
      join
        .onRef('annotations.item_id', '=', 'decisions.item_id')
        .onRef('annotations.round', '=', 'decisions.round')
        .onRef('annotations.label', '=', 'decisions.label'),
    )
    .select((select) => select.fn.countAll<string | number>().as('count'))
    .where('decisions.project_id', '=', projectId)
    .where('annotations.counted', '=', 1)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** What the ledger took from people for annotations of a project, in wei. */
export async function slashedOf(trx: Trx, projectId: ProjectId): Promise<bigint> {
  const rows = await trx
    .selectFrom('payments')
    .innerJoin('annotations', 'annotations.id', 'payments.annotation_id')
    .select('payments.slash_wei')
    .where('annotations.project_id', '=', projectId)
    .where('payments.slash_wei', '!=', '0')
    .execute()
  return rows.reduce((sum, row) => sum + BigInt(row.slash_wei), 0n)
}
