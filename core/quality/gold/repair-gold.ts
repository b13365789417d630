import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Trx } from '../../store/database.ts'
import { addGold, type GoldStated, type GoldStatement } from './add-gold.ts'
import { findItemForGold } from './find-item-for-gold.ts'
import { goldKeeper } from './gold-keeper.ts'

/**
 * States the right answer of an item that is or was gold, as `addGold` does. Never makes gold of an item that was
 * none, so that a slip of the pen tests nobody.
 * @throws ExpectedError `project.unknown`, `gold.unknownItem`, `gold.notGold`, `task.unknownLabel`,
 * `command.forbidden`
 */
export async function repairGold(trx: Trx, clock: Clock, statement: GoldStatement): Promise<GoldStated> {
  const project = await findProject(trx, statement.slug)
  await goldKeeper(trx, project, statement.account)
  const item = await findItemForGold(trx, project, statement.externalId)
  if (item.state === null || item.label === null) {
    throw new ExpectedError('gold.notGold', { item: item.externalId })
  }
  return await addGold(trx, clock, statement)
}
