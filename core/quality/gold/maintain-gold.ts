import { randomInt } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { ItemId } from '../../ids.ts'
import { activeProjects } from '../../projects/active-projects.ts'
import type { Project } from '../../projects/project.ts'
import type { Store, Trx } from '../../store/database.ts'
import { findGoldItemById } from '../../store/gold.ts'
import { lockItem, wornGold } from '../../store/gold-work.ts'
import { changeGold } from './change-gold.ts'
import { checkGold } from './check-gold.ts'
import { proposeGold } from './propose-gold.ts'
import { reopenGold } from './reopen-gold.ts'
import { reservePractice } from './reserve-practice.ts'

const WORN_AT_ONCE = 100

/**
 * A job: in every active project retires gold that was given to as many people as it may be, and gold that people
 * who are mostly right contradict; proposes new gold; and keeps some open for people who are not well known yet.
 */
export async function maintainGold(
  store: Store,
  clock: Clock,
  random: (below: number) => number = (below) => randomInt(below),
): Promise<void> {
  for (const project of await store.transaction(activeProjects)) {
    await checkGold(store, clock, project)
    await store.transaction((trx) => retireWorn(trx, clock, project))
    await store.transaction((trx) => reservePractice(trx, clock, project))
    await proposeGold(store, clock, project, random)
    await reopenGold(store, clock, project)
  }
}

async function retireWorn(trx: Trx, clock: Clock, project: Project): Promise<void> {
  for (const itemId of await wornGold(trx, project.id, WORN_AT_ONCE)) {
    await retire(trx, clock, project, itemId)
  }
}

async function retire(trx: Trx, clock: Clock, project: Project, itemId: ItemId): Promise<void> {
  await lockItem(trx, itemId)
  const item = await findGoldItemById(trx, itemId)
  if (item?.state !== 'active' || item.label === null || item.origin === null) return
  const { label, why, origin } = item
  const step = { state: 'retired', label, isKnown: true, why, origin, reason: 'worn' } as const
  await changeGold(trx, clock, project, item, { ...step, accountId: null })
}
