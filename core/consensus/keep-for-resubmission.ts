import { type Clock, plusMs } from '../clock.ts'
import { type ItemId, newId } from '../ids.ts'
import type { Project } from '../projects/project.ts'
import type { ReviewAnswer } from '../store/annotations.ts'
import { appealsOfItem } from '../store/appeals.ts'
import type { Trx } from '../store/database.ts'
import { findGoldItemById } from '../store/gold.ts'
import { insertNotifications } from '../store/notifications.ts'
import { countResubmissions, offerResubmission } from '../store/resubmissions.ts'

interface Rejected {
  readonly itemId: ItemId
  /** Of the round that ended. */
  readonly answers: readonly ReviewAnswer[]
  readonly ended: number
}

const HOUR_MS = 3_600_000

/**
 * Where the project allows it, keeps the round that has just begun for whoever was rejected in the one before, for some
 * hours, and tells them. Not on gold, whose answer is known; not when they contested the votes, which is the other way
 * to be heard; and only so often. An item that got a label does not come here: there is nothing left to decide.
 */
export async function keepForResubmission(
  trx: Trx,
  clock: Clock,
  { definition, slug }: Project,
  { itemId, answers, ended }: Rejected,
): Promise<void> {
  const { resubmit } = definition
  const author = answers.find(({ role }) => role === 'annotator')
  if (!resubmit || !author) return
  if ((await findGoldItemById(trx, itemId))?.state) return
  const appeals = await appealsOfItem(trx, itemId)
  if (appeals.some((one) => one.personId === author.personId && one.state !== 'failed')) return
  if ((await countResubmissions(trx, itemId, author.personId)) >= resubmit.tries) return
  const now = clock.now()
  const untilAt = plusMs(now, resubmit.hours * HOUR_MS)
  const { accountId } = author
  await offerResubmission(trx, { itemId, round: ended + 1, untilAt }, accountId)
  const params = { itemId, project: slug, deadline: untilAt }
  const dedupeKey = `work.returned:${itemId}:${ended + 1}`
  const notice = { id: newId<never>(), accountId, kind: 'work.returned' as const, params, dedupeKey }
  await insertNotifications(trx, [{ ...notice, createdAt: now }])
}
