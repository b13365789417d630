import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { Account } from '../../people/account.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Trx } from '../../store/database.ts'
import { changeGold } from './change-gold.ts'
import { findItemForGold } from './find-item-for-gold.ts'
import { goldKeeper } from './gold-keeper.ts'

/** Why a person retires gold: enough of it, its answer went round, or its answer is wrong. */
export const retireWords = ['enough', 'leaked', 'wrong'] as const
type RetireWord = (typeof retireWords)[number]
const REASONS = { enough: 'withdrawn', leaked: 'leaked', wrong: 'disputed' } as const

interface Retirement {
  readonly slug: string
  readonly externalId: string
  /** One of `retireWords`; `enough` when it is empty. */
  readonly because: string
  /** Null: an operator at the terminal. */
  readonly account: Account | null
}

/**
 * Retires gold, or turns a proposal down for good. What is called wrong judges nobody any more: whoever it judged
 * is judged anew and told; what leaked judges nobody either.
 * @throws ExpectedError `project.unknown`, `gold.unknownItem`, `gold.notGold`, `gold.unknownReason`,
 * `command.forbidden`
 */
export async function retireGold(
  trx: Trx,
  clock: Clock,
  { slug, externalId, because, account }: Retirement,
): Promise<{ externalId: string }> {
  const project = await findProject(trx, slug)
  const { accountId } = await goldKeeper(trx, project, account)
  const reason = REASONS[wordOf(because)]
  const item = await findItemForGold(trx, project, externalId)
  const { state, label, origin, why } = item
  if (state === null || label === null || origin === null) {
    throw new ExpectedError('gold.notGold', { item: item.externalId })
  }
  const isKnown = item.knownLabel !== null && reason !== 'disputed'
  await changeGold(trx, clock, project, item, {
    state: 'retired',
    label,
    isKnown,
    why,
    origin,
    reason,
    accountId,
  })
  return { externalId: item.externalId }
}

function wordOf(because: string): RetireWord {
  const given = because.trim().toLowerCase()
  if (given === '') return 'enough'
  const word = retireWords.find((one) => one === given)
  if (word) return word
  throw new ExpectedError('gold.unknownReason', {
    given: because.slice(0, 40),
    reasons: retireWords.join(', '),
  })
}
