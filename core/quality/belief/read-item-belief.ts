import type { ItemId, PersonId, ProjectId } from '../../ids.ts'
import {
  type AnswerRecord,
  answersWithBelief,
  type ItemAnswers,
  type ItemBelief,
  storeItemBelief,
} from '../../store/beliefs.ts'
import type { Trx } from '../../store/database.ts'
import { itemPosterior, type KnownAnswer, type ProjectState } from '../graded-posterior.ts'
import { beliefState } from './belief-state.ts'
import { countsOf } from './counts-of.ts'

/** An item and the labels of its project's schema. */
export interface Believed {
  readonly itemId: ItemId
  readonly projectId: ProjectId
  readonly labels: readonly string[]
}

/** What an item's label is believed to be, from all its answers and what is stored of the people who gave
 * them: one query. A gold item is believed to be what it is known to be. */
export async function readItemBelief(trx: Trx, { itemId, projectId, labels }: Believed): Promise<ItemBelief> {
  return await believe(trx, { projectId, labels }, await answersWithBelief(trx, itemId))
}

/** What an item's label is believed to be from its answers, once they are read. */
export async function believe(
  trx: Trx,
  { projectId, labels }: Omit<Believed, 'itemId'>,
  { answers, goldLabel, version }: ItemAnswers,
): Promise<ItemBelief> {
  const state = await beliefState(trx, projectId, version, labels)
  const byAnswers = posteriorOf(state, answers)
  const gold = goldLabel === null ? -1 : labels.indexOf(goldLabel)
  return { ...beliefOf(gold < 0 ? byAnswers : labels.map((_, k) => Number(k === gold)), labels), byAnswers }
}

/** Brings what is stored of an item in line with its answers: one query and one update. */
export async function updateItemBelief(trx: Trx, believed: Believed): Promise<ItemBelief> {
  const belief = await readItemBelief(trx, believed)
  await storeItemBelief(trx, believed.itemId, belief)
  return belief
}

/** Name and probability of the most probable label of a posterior; of equals the first. */
export function beliefOf(
  posterior: readonly number[],
  labels: readonly string[],
): Omit<ItemBelief, 'byAnswers'> {
  const probability = Math.max(...posterior)
  return { posterior, label: labels[posterior.indexOf(probability)] ?? '', probability }
}

function posteriorOf(state: ProjectState, answers: readonly AnswerRecord[]): number[] {
  const labels = state.priors[0]?.labels ?? []
  const known: KnownAnswer[] = []
  const seen = new Set<PersonId>()
  for (const { personId, label, counts } of answers) {
    const index = labels.indexOf(label)
    // Accounts that became one person may both have answered: the first answer counts.
    if (index < 0 || seen.has(personId)) continue
    seen.add(personId)
    known.push({ label: index, counts: countsOf(counts, labels.length) })
  }
  return itemPosterior(state, known)
}
