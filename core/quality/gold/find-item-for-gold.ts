import { ExpectedError } from '../../errors.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { findGoldItem, findGoldItemById, type GoldItem } from '../../store/gold.ts'
import { lockItem } from '../../store/gold-work.ts'

/** The item that the project's files call `externalId`, locked for a change of its gold.
 * @throws ExpectedError `gold.unknownItem` */
export async function findItemForGold(trx: Trx, project: Project, externalId: string): Promise<GoldItem> {
  const found = await findGoldItem(trx, project.id, externalId.trim())
  if (found) await lockItem(trx, found.itemId)
  const item = found && (await findGoldItemById(trx, found.itemId))
  if (item) return item
  throw new ExpectedError('gold.unknownItem', { item: externalId.slice(0, 40), project: project.slug })
}
