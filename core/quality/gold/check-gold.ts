import type { Clock } from '../../clock.ts'
import type { ItemId } from '../../ids.ts'
import type { Project } from '../../projects/project.ts'
import { findBeliefState } from '../../store/beliefs.ts'
import type { Store, Trx } from '../../store/database.ts'
import { findGoldItemById, type GoldItem } from '../../store/gold.ts'
import {
  type GoldAnswer,
  goldAnsweredSince,
  goldAnswers,
  goldCheckedTo,
  lockItem,
  storeGoldCheckedTo,
} from '../../store/gold-work.ts'
import { beliefState } from '../belief/belief-state.ts'
import { labelNames } from '../belief/label-names.ts'
import { unknownPerson } from '../belief/unknown.ts'
import type { PersonCounts } from '../graded-model.ts'
import type { KnownAnswer, ProjectState } from '../graded-posterior.ts'
import { tellModerators } from '../notices/tell-moderators.ts'
import { changeGold } from './change-gold.ts'
import { type GoldDoubt, goldDoubt } from './gold-doubt.ts'

/** Answers a transaction looks at. */
const PAGE = 200
/** Gold that is less probable than this is no gold. */
const LEAST_PROBABILITY = 0.5
/** One person may be mistaken. */
const FEWEST_AGAINST = 2

/**
 * Looks at the active gold that was answered since it last did, and retires what people contradict so that its
 * label is more likely wrong than right. Whoever it judged is judged anew and told. Returns how many it retired.
 */
export async function checkGold(store: Store, clock: Clock, project: Project): Promise<number> {
  for (let disputed = 0; ; ) {
    const step = await store.transaction((trx) => checkSome(trx, clock, project))
    if (!step) return disputed
    disputed += step.disputed
  }
}

async function checkSome(trx: Trx, clock: Clock, project: Project): Promise<{ disputed: number } | null> {
  const after = await goldCheckedTo(trx, project.id)
  const { itemIds, newest } = await goldAnsweredSince(trx, { projectId: project.id, after, limit: PAGE })
  if (!newest) return null
  await storeGoldCheckedTo(trx, project.id, newest)
  const labels = labelNames(project.definition)
  const stored = await findBeliefState(trx, project.id)
  const state = await beliefState(trx, project.id, stored?.version ?? null, labels)
  const byItem = Map.groupBy(await goldAnswers(trx, itemIds), (answer) => answer.itemId)
  let disputed = 0
  for (const [itemId, answers] of byItem) {
    const doubt = doubtOf(state, labels, answers)
    if (doubt && (await dispute(trx, clock, project, { itemId, answers, doubt }))) disputed++
  }
  return { disputed }
}

function doubtOf(
  state: ProjectState,
  labels: readonly string[],
  answers: readonly GoldAnswer[],
): GoldDoubt | null {
  const gold = labels.indexOf(answers[0]?.goldLabel ?? '')
  // Accounts that became one person may both have answered: the first answer counts.
  const firsts = [...new Map(answers.toReversed().map((answer) => [answer.personId, answer])).values()]
  const known = firsts
    .map(({ label, counts }) => ({ label: labels.indexOf(label), counts: countsOf(counts, labels.length) }))
    .filter((answer): answer is KnownAnswer => answer.label >= 0)
  if (gold < 0) return null
  const doubt = goldDoubt(state, gold, known)
  const against = known.filter((answer) => answer.label === doubt.likely).length
  return doubt.right < LEAST_PROBABILITY && against >= FEWEST_AGAINST ? doubt : null
}

function countsOf(stored: string | null, classes: number): readonly PersonCounts[] {
  return stored === null ? unknownPerson(classes) : (JSON.parse(stored) as PersonCounts[])
}

interface Doubted {
  readonly itemId: ItemId
  readonly answers: readonly GoldAnswer[]
  readonly doubt: GoldDoubt
}

async function dispute(trx: Trx, clock: Clock, project: Project, doubted: Doubted): Promise<boolean> {
  await lockItem(trx, doubted.itemId)
  const item = await findGoldItemById(trx, doubted.itemId)
  if (item?.state !== 'active' || item.label === null || item.origin === null) return false
  const { label, why, origin } = item
  const step = { state: 'retired', label, isKnown: false, why, origin, reason: 'disputed' } as const
  await changeGold(trx, clock, project, item, { ...step, accountId: null })
  await tellDispute(trx, clock, project, { ...item, label }, doubted)
  return true
}

async function tellDispute(
  trx: Trx,
  clock: Clock,
  { slug, definition }: Project,
  item: GoldItem & { label: string },
  { answers, doubt }: Doubted,
): Promise<void> {
  const labels = definition.schema.labels
  const likely = labels[doubt.likely]
  const params = {
    project: slug,
    item: item.externalId,
    label: labels.find((one) => one.name === item.label)?.title ?? item.label,
    likely: likely?.title ?? '',
    probability: doubt.likelyProbability,
    people: new Set(answers.filter((one) => one.label === likely?.name).map((one) => one.personId)).size,
  }
  const key = `gold-disputed:${item.itemId}:${clock.now()}`
  await tellModerators(trx, clock, { kind: 'gold.disputed', params, key })
}
