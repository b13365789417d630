import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import type { RetireReason } from '../../items/item.ts'
import type { Account } from '../../people/account.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Trx } from '../../store/database.ts'
import { answeredOnGold, type GoldItem } from '../../store/gold.ts'
import { answerObjections } from './answer-objections.ts'
import { changeGold } from './change-gold.ts'
import { findItemForGold } from './find-item-for-gold.ts'
import { goldKeeper } from './gold-keeper.ts'

const LONGEST_WHY = 1_000

/** A known answer, said by somebody who may. */
export interface GoldStatement {
  readonly slug: string
  readonly externalId: string
  readonly label: string
  /** Why it is the answer; null keeps what was said of the same answer before. */
  readonly why: string | null
  /** Null: an operator at the terminal. */
  readonly account: Account | null
}

/** How an item stands after its answer was stated. */
export interface GoldStated {
  readonly externalId: string
  readonly labelTitle: string
  /** False: people know that it is gold, so that it tests nobody. */
  readonly isActive: boolean
  /** True: it was gold with this label before. */
  readonly isSame: boolean
}

/**
 * Makes an item gold with this label, whatever it was before. Where it judged by another label, or by none since
 * its answer was in doubt, whoever it judged is judged anew and told; as they then know that it is gold, it tests
 * nobody else.
 * @throws ExpectedError `project.unknown`, `gold.unknownItem`, `task.unknownLabel`, `command.forbidden`
 */
export async function addGold(
  trx: Trx,
  clock: Clock,
  { slug, externalId, label: wanted, why, account }: GoldStatement,
): Promise<GoldStated> {
  const project = await findProject(trx, slug)
  const { accountId, origin } = await goldKeeper(trx, project, account)
  const { labels } = project.definition.schema
  const name = wanted.trim().toLowerCase()
  const label = labels.find((one) => one.name === name || one.title.toLowerCase() === name)
  if (!label) {
    const known = labels.map((one) => one.name).join(', ')
    throw new ExpectedError('task.unknownLabel', { label: wanted.slice(0, 40), labels: known })
  }
  const item = await findItemForGold(trx, project, externalId)
  const reason = await whyNotActive(trx, item, label.name)
  const stated = { label: label.name, why: whyOf(item, label.name, why) }
  const state = reason ? 'retired' : 'active'
  await changeGold(trx, clock, project, item, { state, ...stated, isKnown: true, origin, reason, accountId })
  await answerObjections(trx, clock, project, item, stated)
  return {
    externalId: item.externalId,
    labelTitle: label.title,
    isActive: reason === null,
    isSame: item.knownLabel === label.name,
  }
}

/** Why it is this answer: what is said now, or else what was said of the same answer before. */
function whyOf(item: GoldItem, label: string, why: string | null): string | null {
  return why?.trim().slice(0, LONGEST_WHY) || (item.label === label ? item.why : null)
}

/** Why an item tests nobody although its answer is known: people know that it is gold, or are about to be told
 * because it judged them by another label. */
async function whyNotActive(trx: Trx, item: GoldItem, label: string): Promise<RetireReason | null> {
  if (item.state === 'retired' && item.reason !== 'withdrawn') return item.reason
  if (item.knownLabel === null || item.knownLabel === label) return null
  return (await answeredOnGold(trx, item.itemId)).size > 0 ? 'disputed' : null
}
