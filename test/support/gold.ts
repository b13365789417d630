import { type AssignmentId, type ItemId, newId } from '../../core/ids.ts'
import type { Account } from '../../core/people/account.ts'
import type { Project } from '../../core/projects/project.ts'
import { insertAssignment } from '../../core/store/assignments.ts'
import type { Trx } from '../../core/store/database.ts'
import { insertItems, lastOrdinal } from '../../core/store/items.ts'
import type { HandClock } from './community.ts'

const EARLIER = 'earlier'

/** Makes an item active gold with a known label, as an import would have. */
export async function makeGold(trx: Trx, itemId: ItemId, label: string): Promise<void> {
  const item = await trx
    .updateTable('items')
    .set({ gold_label: label, gold_state: 'active', gold_cap: 25 })
    .where('id', '=', itemId)
    .returning('project_id')
    .executeTakeFirstOrThrow()
  const row = { item_id: itemId, project_id: item.project_id, label, origin: 'requester' }
  await trx.insertInto('gold_items').values(row).execute()
}

/** Lets somebody have had an item of a project before, which is closed: gold is nobody's first. */
export async function hadAnItem(
  trx: Trx,
  clock: HandClock,
  { id: projectId }: Project,
  { id: accountId, personId }: Account,
): Promise<void> {
  const itemId = (await earlierItem(trx, projectId)) ?? (await insertEarlierItem(trx, projectId))
  const had = await trx
    .selectFrom('assignments')
    .select('id')
    .where('item_id', '=', itemId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (had) return
  const at = { leasedAt: clock.now(), deadline: clock.now() }
  const given = { id: newId<AssignmentId>(), projectId, itemId, accountId, personId, ...at }
  await insertAssignment(trx, { ...given, round: 1, role: 'annotator', state: 'expired' })
}

async function earlierItem(trx: Trx, projectId: Project['id']): Promise<ItemId | undefined> {
  const row = await trx
    .selectFrom('items')
    .select('id')
    .where('project_id', '=', projectId)
    .where('external_id', '=', EARLIER)
    .executeTakeFirst()
  return row?.id
}

async function insertEarlierItem(trx: Trx, projectId: Project['id']): Promise<ItemId> {
  const firstOrdinal = (await lastOrdinal(trx, projectId)) + 1
  const items = [{ externalId: EARLIER, content: { text: 'It was closed' }, goldLabel: null }]
  await insertItems(trx, { projectId, firstOrdinal, redundancy: 1, items })
  const { id } = await trx
    .updateTable('items')
    .set({ state: 'expert', open_slots: 0 })
    .where('project_id', '=', projectId)
    .where('external_id', '=', EARLIER)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
