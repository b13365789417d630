import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { familyOf } from '../../projects/family-of.ts'
import type { Project } from '../../projects/project.ts'
import type { Trx } from '../../store/database.ts'
import { answeredOnGold, type GoldItem } from '../../store/gold.ts'
import { reputationOf } from '../belief/reputation.ts'
import { tellPerson } from '../notices/tell-person.ts'
import { recomputeStanding } from '../standing/recompute-standing.ts'

/** The beginning of an item's text that tells people which one is meant. */
const EXCERPT_LENGTH = 80

interface Correction {
  /** The label that answers were checked by; null when they were not. */
  readonly checkedBy: string | null
  /** The one they are checked by now; null when they are not. */
  readonly right: string | null
}

/**
 * Forms the reputation of everybody who answered a gold item anew, after what it judges by has changed. With
 * `told`, each of them is told what was wrong and what it changes. There are at most as many as the item's cap.
 */
export async function repairStandings(
  trx: Trx,
  clock: Clock,
  project: Project,
  item: GoldItem,
  told: Correction | null,
): Promise<number> {
  const answered = await answeredOnGold(trx, item.itemId)
  const titleOf = (name: string) =>
    project.definition.schema.labels.find((label) => label.name === name)?.title ?? name
  const excerpt = [...item.text].slice(0, EXCERPT_LENGTH).join('')
  for (const [personId, label] of answered) {
    const { before, after } = await recomputeStanding(trx, familyOf(project.definition), personId)
    if (!told) continue
    const params = {
      project: project.definition.title,
      excerpt,
      label: titleOf(label),
      checkedBy: told.checkedBy && titleOf(told.checkedBy),
      right: told.right && titleOf(told.right),
      before: reputationOf(before).accuracy,
      after: reputationOf(after).accuracy,
    }
    await tellPerson(trx, clock, personId, { kind: 'gold.repaired', params, key: `gold:${newId()}` })
  }
  return answered.size
}
