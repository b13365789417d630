import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { Account } from '../../people/account.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Trx } from '../../store/database.ts'
import { changeGold } from './change-gold.ts'
import { findItemForGold } from './find-item-for-gold.ts'
import { goldKeeper } from './gold-keeper.ts'

interface Confirmation {
  readonly slug: string
  readonly externalId: string
  /** Null: an operator at the terminal. */
  readonly account: Account | null
}

/**
 * Makes a proposed item active gold. It stays one that people agreed on: whoever confirmed it is noted.
 * @throws ExpectedError `project.unknown`, `gold.unknownItem`, `gold.notProposed`, `command.forbidden`
 */
export async function confirmGold(
  trx: Trx,
  clock: Clock,
  { slug, externalId, account }: Confirmation,
): Promise<{ externalId: string; labelTitle: string }> {
  const project = await findProject(trx, slug)
  const { accountId } = await goldKeeper(trx, project, account)
  const item = await findItemForGold(trx, project, externalId)
  const { label, why } = item
  if (item.state !== 'candidate' || label === null) {
    throw new ExpectedError('gold.notProposed', { item: item.externalId })
  }
  const step = { state: 'active', label, isKnown: true, why, origin: 'consensus', reason: null } as const
  await changeGold(trx, clock, project, item, { ...step, accountId })
  const title = project.definition.schema.labels.find((one) => one.name === label)?.title
  return { externalId: item.externalId, labelTitle: title ?? label }
}
