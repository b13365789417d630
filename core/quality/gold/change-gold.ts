import type { Clock } from '../../clock.ts'
import type { AccountId } from '../../ids.ts'
import type { GoldOrigin, GoldState, RetireReason } from '../../items/item.ts'
import type { Project } from '../../projects/project.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import type { Trx } from '../../store/database.ts'
import { type GoldItem, storeGold } from '../../store/gold.ts'
import { labelNames } from '../belief/label-names.ts'
import { updateItemBelief } from '../belief/read-item-belief.ts'
import { repairStandings } from './repair-standings.ts'

/** How an item is to stand as gold. */
export interface GoldStep {
  readonly state: GoldState
  readonly label: string
  /** False: nothing is judged by the label. */
  readonly isKnown: boolean
  readonly why: string | null
  readonly origin: GoldOrigin
  readonly reason: RetireReason | null
  /** Who says so; null: the program, or an operator at the terminal. */
  readonly accountId: AccountId | null
}

/**
 * Moves a locked item to another state of gold, with what follows: its belief, an audit entry, and, where the
 * answers it judged are now judged otherwise, the reputations of all who gave them. People are told what was
 * wrong or doubtful. Money never followed gold, so none moves.
 */
export async function changeGold(
  trx: Trx,
  clock: Clock,
  project: Project,
  item: GoldItem,
  step: GoldStep,
): Promise<void> {
  const { itemId, projectId } = item
  const cap = project.definition.gold.exposures
  await storeGold(trx, { itemId, projectId, cap, ...step, at: clock.now() })
  if (item.isBelieved && item.knownLabel !== knownAfter(step)) {
    await updateItemBelief(trx, { itemId, projectId, labels: labelNames(project.definition) })
  }
  const repaired = await repair(trx, clock, project, item, step)
  await insertAuditEntry(trx, {
    accountId: step.accountId,
    action: `gold.${step.reason ?? step.state}`,
    target: `${project.slug}/${item.externalId}`,
    details: { label: step.label, origin: step.origin, before: item.state ?? 'none', repaired },
    createdAt: clock.now(),
  })
}

async function repair(
  trx: Trx,
  clock: Clock,
  project: Project,
  item: GoldItem,
  step: GoldStep,
): Promise<number> {
  const judgedBy = item.reason === 'leaked' ? null : item.knownLabel
  const judgesBy = step.reason === 'leaked' ? null : knownAfter(step)
  if (judgedBy === judgesBy) return 0
  const isLeak = item.reason === 'leaked' || step.reason === 'leaked'
  const told = isLeak ? null : { checkedBy: judgedBy, right: judgesBy }
  return await repairStandings(trx, clock, project, item, told)
}

function knownAfter({ isKnown, label }: GoldStep): string | null {
  return isKnown ? label : null
}
