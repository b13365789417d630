import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { ItemId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Trx } from '../../store/database.ts'
import { findGoldItemById } from '../../store/gold.ts'
import { insertObjection, lastLabelOf } from '../../store/gold-objections.ts'
import { tellModerators } from '../notices/tell-moderators.ts'

/**
 * Notes that somebody holds the known answer of an item for wrong, which they had answered otherwise, and tells
 * moderators of the first who does. Only of gold that tests nobody any more: of other gold nobody knows. Once per
 * person and item. False when they had objected before.
 * @throws ExpectedError `project.unknown`, `gold.noObjection` when there is nothing to object to
 */
export async function objectToGold(
  trx: Trx,
  clock: Clock,
  { slug, itemId, account }: { slug: string; itemId: ItemId; account: Account },
): Promise<boolean> {
  const project = await findProject(trx, slug)
  const item = await findGoldItemById(trx, itemId)
  const label = await lastLabelOf(trx, itemId, account.personId)
  const isOver = item?.projectId === project.id && item.state === 'retired'
  if (!item || !isOver || item.knownLabel === null || label === null || label === item.knownLabel) {
    throw new ExpectedError('gold.noObjection', {})
  }
  const objection = { itemId, projectId: project.id, personId: account.personId, label }
  if (!(await insertObjection(trx, objection, clock.now()))) return false
  const titleOf = (name: string) =>
    project.definition.schema.labels.find((one) => one.name === name)?.title ?? name
  await tellModerators(trx, clock, {
    kind: 'gold.objected',
    params: {
      project: slug,
      item: item.externalId,
      label: titleOf(item.knownLabel),
      other: titleOf(label),
    },
    key: `gold-objected:${itemId}:${item.knownLabel}`,
  })
  return true
}
