import type { Clock } from '../../clock.ts'
import type { ItemId, PersonId } from '../../ids.ts'
import { pseudonym } from '../../items/pseudonym.ts'
import { activeProjects } from '../../projects/active-projects.ts'
import type { Project } from '../../projects/project.ts'
import type { Store, Trx } from '../../store/database.ts'
import { findGoldItemById } from '../../store/gold.ts'
import { type ComparedAnswer, comparedAnswers } from '../../store/gold-leaks.ts'
import { lockItem } from '../../store/gold-work.ts'
import { displayNames } from '../../store/health-answers.ts'
import { pseudonymKeyOf } from '../../store/projects.ts'
import { tellModerators } from '../notices/tell-moderators.ts'
import { changeGold } from './change-gold.ts'
import { findLeaks } from './find-leaks.ts'

/** Keeps a run within a second or two. */
const LOOKED_AT = 50_000
/** A run on a project whose gold nobody knows finds something once in a thousand times; it runs once a day. */
const FALSE_ALARM_RATE = 0.001

/**
 * A job: looks in every active project for people who know gold, retires the gold they were right on, so that it
 * judges nobody, and tells the moderators who they are. Nobody is accused or punished by it. Returns how many items
 * it retired.
 */
export async function retireLeaks(store: Store, clock: Clock): Promise<number> {
  let retired = 0
  for (const project of await store.transaction(activeProjects)) {
    const answers = await store.transaction((trx) => comparedAnswers(trx, project.id, LOOKED_AT))
    retired += await retireKnown(store, clock, project, answers)
  }
  return retired
}

async function retireKnown(
  store: Store,
  clock: Clock,
  project: Project,
  answers: readonly ComparedAnswer[],
): Promise<number> {
  const people = [...new Set(answers.map((one) => one.personId))]
  const items = [...new Set(answers.map((one) => one.itemId))]
  const personNumbers = new Map(people.map((id, number) => [id, number]))
  const itemNumbers = new Map(items.map((id, number) => [id, number]))
  const numbered = answers.map(({ personId, itemId, isGold, right }) => ({
    person: personNumbers.get(personId) ?? 0,
    item: itemNumbers.get(itemId) ?? 0,
    isGold,
    right,
  }))
  const knowers = findLeaks(numbered, FALSE_ALARM_RATE).map((one) => people[one.person] as PersonId)
  if (knowers.length === 0) return 0
  const suspects = new Set(knowers)
  const known = answers.filter((one) => one.isGold && one.right && suspects.has(one.personId))
  const itemIds = [...new Set(known.map((one) => one.itemId))]
  for (const itemId of itemIds) {
    await store.transaction((trx) => retire(trx, clock, project, itemId))
  }
  await store.transaction((trx) => tell(trx, clock, project, knowers, itemIds.length))
  return itemIds.length
}

async function retire(trx: Trx, clock: Clock, project: Project, itemId: ItemId): Promise<void> {
  await lockItem(trx, itemId)
  const item = await findGoldItemById(trx, itemId)
  if (item?.state !== 'active' || item.label === null || item.origin === null) return
  const { label, why, origin } = item
  const step = { state: 'retired', label, isKnown: true, why, origin, reason: 'leaked' } as const
  await changeGold(trx, clock, project, item, { ...step, accountId: null })
}

async function tell(
  trx: Trx,
  clock: Clock,
  project: Project,
  knowers: readonly PersonId[],
  items: number,
): Promise<void> {
  const names = await displayNames(trx, knowers)
  const key = await pseudonymKeyOf(trx, project.id)
  const people = knowers.map((id) => `${names.get(id) ?? ''} (${pseudonym(key, id).slice(0, 10)})`.trim())
  await tellModerators(trx, clock, {
    kind: 'gold.leaked',
    params: { project: project.slug, people, items },
    key: `gold-leaked:${project.id}:${clock.now()}`,
  })
}
