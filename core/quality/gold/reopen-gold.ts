import { type Clock, plusMs } from '../../clock.ts'
import type { ItemId } from '../../ids.ts'
import { familyOf } from '../../projects/family-of.ts'
import { mostItemCost } from '../../projects/item-cost.ts'
import type { Project } from '../../projects/project.ts'
import type { Store, Trx } from '../../store/database.ts'
import {
  closeGoldRound,
  countOpenGold,
  countUnseen,
  decidedGold,
  hasOrdinaryWork,
  idleGoldRounds,
  openGoldRound,
  peopleToTest,
} from '../../store/gold-rounds.ts'
import { lockItem } from '../../store/gold-work.ts'
import { lockStoredProject, updateCommitted } from '../../store/projects.ts'

/** Gold items open at a time: enough for somebody to have one they never saw. */
const OPEN_WANTED = 5
const RECENT_ANSWERS = 500
const RECENT_MS = 24 * 3_600_000
const IDLE_AT_ONCE = 100

/**
 * Keeps a few gold items open while a project has other work and people who are not well known yet: a decided gold
 * item that enough of them never had begins another ordinary round, which is decided and paid like every round, as
 * long as the budget covers it. When nothing else is left, rounds that nobody was given are taken back. Only in
 * the protocol `independent`: with drawn validators the ledger knows how many rounds an item has. Returns how many
 * it opened.
 */
export async function reopenGold(store: Store, clock: Clock, project: Project): Promise<number> {
  if (project.definition.protocol !== 'independent') return 0
  return await store.transaction(async (trx) => {
    if (!(await hasOrdinaryWork(trx, project.id))) {
      await closeIdle(trx, clock, project)
      return 0
    }
    const room = OPEN_WANTED - (await countOpenGold(trx, project.id))
    return room > 0 ? await openSome(trx, clock, project, room) : 0
  })
}

async function openSome(trx: Trx, clock: Clock, project: Project, room: number): Promise<number> {
  const { id: projectId, definition } = project
  const { redundancy, maxRedundancy, ranks } = definition
  const people = await peopleToTest(trx, {
    projectId,
    family: familyOf(definition),
    since: plusMs(clock.now(), -RECENT_MS),
    judged: ranks.expert.gold,
    answers: RECENT_ANSWERS,
  })
  if (people.length < redundancy) return 0
  let opened = 0
  for (const itemId of await decidedGold(trx, { projectId, people: maxRedundancy, limit: 4 * room })) {
    if (opened === room) break
    // One more than a round needs: somebody may not be able to tell.
    if ((await countUnseen(trx, itemId, people)) <= redundancy) continue
    if (await openOne(trx, project, itemId)) opened++
  }
  return opened
}

async function openOne(trx: Trx, { id, definition }: Project, itemId: ItemId): Promise<boolean> {
  const { budgetWei, committedWei } = await lockStoredProject(trx, id)
  const cost = mostItemCost(definition)
  if (committedWei + cost > budgetWei) return false
  if (!(await openGoldRound(trx, itemId, definition.redundancy))) return false
  await updateCommitted(trx, id, committedWei + cost)
  return true
}

async function closeIdle(trx: Trx, clock: Clock, { id, definition }: Project): Promise<void> {
  for (const itemId of await idleGoldRounds(trx, id, IDLE_AT_ONCE)) {
    await lockItem(trx, itemId)
    if (!(await closeGoldRound(trx, itemId, clock.now()))) continue
    const { committedWei } = await lockStoredProject(trx, id)
    await updateCommitted(trx, id, committedWei - mostItemCost(definition))
  }
}
