import type { Clock } from '../../clock.ts'
import type { ItemId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { answeredOnGold, findGoldItemById } from '../../store/gold.ts'
import { changeGold, type GoldStep } from './change-gold.ts'
import { countProposals, MOST_PROPOSALS, tellProposals } from './tell-proposals.ts'

/** What experts said of an item in an audit. */
export interface ExpertAnswer {
  readonly itemId: ItemId
  readonly label: string
  readonly why: string | null
}

/**
 * Offers an item that experts audited as gold, as long as few proposals wait, and repairs the known answer of one that
 * is or was gold with another label: whoever it judged is judged anew and told. The item must be locked.
 */
export async function teachGold(
  trx: Trx,
  clock: Clock,
  project: Project,
  { itemId, label, why }: ExpertAnswer,
): Promise<void> {
  const item = await findGoldItemById(trx, itemId)
  if (!item) return
  const step = { label, why, origin: 'expert', accountId: null } as const
  const change = (rest: Pick<GoldStep, 'state' | 'isKnown' | 'reason'>) =>
    changeGold(trx, clock, project, item, { ...step, ...rest })
  if (item.state === null) {
    if ((await countProposals(trx, project.id)) >= MOST_PROPOSALS) return
    await change({ state: 'candidate', isKnown: false, reason: null })
    return await tellProposals(trx, clock, project)
  }
  if (item.label === label) return
  if (item.state === 'candidate') return await change({ state: 'candidate', isKnown: false, reason: null })
  // Whoever it judged is told, and so knows that it is gold.
  const known = item.state === 'retired' || (await answeredOnGold(trx, itemId)).size > 0
  const reason = known ? (item.reason ?? 'disputed') : null
  await change({ state: known ? 'retired' : 'active', isKnown: true, reason })
}
