import type { Instant } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { personsOfItem } from '../../store/assignments.ts'
import type { Trx } from '../../store/database.ts'
import { type ExpertCase, expertAccounts, rulersOfOpenCases } from '../../store/expert-cases.ts'
import { insertNotifications, knownNotices } from '../../store/notifications.ts'

/**
 * Tells experts how many of the open cases, the oldest first, they may decide and have not: once for each newest case,
 * so also whoever became an expert after it was opened. Whoever took part in all of them is told nothing.
 */
export async function tellExperts(trx: Trx, open: readonly ExpertCase[], createdAt: Instant): Promise<void> {
  const newest = open.at(-1)
  if (!newest) return
  const keyed = (await expertAccounts(trx)).map((one) => ({
    ...one,
    dedupeKey: `expert.asked:${newest.itemId}:${one.accountId}`,
  }))
  const known = await knownNotices(
    trx,
    keyed.map((one) => one.dedupeKey),
  )
  const untold = keyed.filter((one) => !known.has(one.dedupeKey))
  if (untold.length === 0) return
  const closedTo = await whoMayNot(trx, open)
  const rows = untold.flatMap(({ accountId, personId, dedupeKey }) => {
    const count = open.filter(({ itemId }) => !closedTo.has(`${itemId} ${personId}`)).length
    const notice = { id: newId<never>(), accountId, kind: 'expert.asked' as const, params: { count } }
    return count > 0 ? [{ ...notice, dedupeKey, createdAt }] : []
  })
  if (rows.length > 0) await insertNotifications(trx, rows)
}

/** Cases with the people who may not decide them, or have. */
async function whoMayNot(trx: Trx, open: readonly ExpertCase[]): Promise<ReadonlySet<string>> {
  const closed = new Set<string>()
  for (const { itemId } of open) {
    for (const personId of await personsOfItem(trx, itemId)) closed.add(`${itemId} ${personId}`)
  }
  for (const { itemId, personId } of await rulersOfOpenCases(trx)) closed.add(`${itemId} ${personId}`)
  return closed
}
