import type { ItemId, PersonId, ProjectId } from '../ids.ts'
import { itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'
import { isOneOf } from './is-one-of.ts'

/** A counted annotation with what is known about its item. */
export interface HealthAnswer {
  readonly itemId: ItemId
  readonly personId: PersonId
  readonly label: string
  readonly durationMs: number
  readonly goldLabel: string | null
  readonly decidedLabel: string | null
}

/** The latest `limit` counted annotations of a project, oldest first, with the decision of the item's
 * current round. */
export async function latestHealthAnswers(
  trx: Trx,
  projectId: ProjectId,
  limit: number,
): Promise<HealthAnswer[]> {
  const rows = await trx
    .selectFrom('annotations')
    .innerJoin('items', 'items.id', 'annotations.item_id')
    .leftJoin('decisions', (join) =>
      join.onRef('decisions.item_id', '=', 'items.id').onRef('decisions.round', '=', 'items.round'),
    )
    .select([
      'annotations.item_id as itemId',
      'annotations.person_id as personId',
      'annotations.label',
      'annotations.duration_ms as durationMs',
      'items.gold_label as goldLabel',
      'decisions.label as decidedLabel',
    ])
    .where('annotations.project_id', '=', projectId)
    .where('annotations.counted', '=', 1)
    .orderBy('annotations.id', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse()
}

/** Names and texts of some items. */
export async function describeItems(
  trx: Trx,
  ids: readonly ItemId[],
): Promise<Map<ItemId, { externalId: string; text: string }>> {
  const rows = await trx
    .selectFrom('items')
    .select(['id', 'external_id', 'content'])
    .where(isOneOf(trx, 'id', ids))
    .execute()
  return new Map(
    rows.map(({ id, external_id: externalId, content }) => [
      id,
      { externalId, text: itemContent.parse(JSON.parse(content)).text },
    ]),
  )
}

/** What some people are called: by the first identity of theirs that is still in use. */
export async function displayNames(trx: Trx, people: readonly PersonId[]): Promise<Map<PersonId, string>> {
  const rows = await trx
    .selectFrom('accounts')
    .innerJoin('identities', 'identities.account_id', 'accounts.id')
    .select(['accounts.person_id', 'identities.display_name'])
    .where(isOneOf(trx, 'accounts.person_id', people))
    .orderBy('identities.created_at', 'desc')
    .orderBy('identities.platform', 'desc')
    .execute()
  // The earliest comes last and stays.
  return new Map(rows.map(({ person_id: person, display_name: name }) => [person, name]))
}
