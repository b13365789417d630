import type { Instant } from '../../../core/clock.ts'
import {
  type AnnotationId,
  type AssignmentId,
  type ItemId,
  newId,
  type ProjectId,
} from '../../../core/ids.ts'
import { insertAnnotation } from '../../../core/store/annotations.ts'
import { insertAssignment } from '../../../core/store/assignments.ts'
import type { Trx } from '../../../core/store/database.ts'
import { insertItems, lastOrdinal } from '../../../core/store/items.ts'
import { makeGold } from '../../support/gold.ts'
import type { Community, Member } from './validators.ts'

const ITEMS = 24
const LABELS = ['spam', 'ham'] as const

/** Lets people have answered gold of the community's project before, which is closed: some are always right, others
 * as often wrong. Then all that is known of people is read anew. */
export async function giveRecords(
  { tagora }: Community,
  { right, guessing }: { right: readonly Member[]; guessing: readonly Member[] },
): Promise<void> {
  const { store, clock, scheduler } = tagora.app
  await store.transaction(async (trx) => {
    const now = clock.now()
    const { id: projectId } = await trx.selectFrom('projects').select('id').executeTakeFirstOrThrow()
    const gold = await closedGold(trx, projectId, now)
    for (const [number, { userId }] of [...right, ...guessing].entries()) {
      const own = await trx
        .selectFrom('identities')
        .innerJoin('accounts', 'accounts.id', 'identities.account_id')
        .select(['accounts.id', 'accounts.person_id'])
        .where('identities.platform_user_id', '=', userId)
        .executeTakeFirstOrThrow()
      for (const [at, itemId] of gold.entries()) {
        const isRight = number < right.length || (at + number) % 2 === 0
        const label = LABELS[(at + (isRight ? 0 : 1)) % 2] as string
        const key = { projectId, itemId, accountId: own.id, personId: own.person_id, round: 1 }
        await answerOnce(trx, key, label, now)
      }
    }
  })
  await scheduler.runNow('beliefs')
}

async function closedGold(trx: Trx, projectId: ProjectId, now: Instant): Promise<ItemId[]> {
  const firstOrdinal = (await lastOrdinal(trx, projectId)) + 1
  const items = Array.from({ length: ITEMS }, (_, at) => ({
    externalId: `gold-${at}`,
    content: { text: `A known message ${at}` },
    goldLabel: null,
  }))
  await insertItems(trx, { projectId, firstOrdinal, redundancy: 1, items })
  const rows = await trx
    .updateTable('items')
    .set({ state: 'decided', open_slots: 0, closed_at: now })
    .where('project_id', '=', projectId)
    .where('external_id', 'like', 'gold-%')
    .returning(['id', 'ordinal'])
    .execute()
  const ids = rows.toSorted((a, b) => a.ordinal - b.ordinal).map(({ id }) => id)
  for (const [at, id] of ids.entries()) await makeGold(trx, id, LABELS[at % 2] as string)
  return ids
}

type Key = Pick<
  Parameters<typeof insertAnnotation>[1],
  'projectId' | 'itemId' | 'accountId' | 'personId' | 'round'
>

async function answerOnce(trx: Trx, key: Key, label: string, now: Instant): Promise<void> {
  const assignmentId = newId<AssignmentId>()
  const lease = { id: assignmentId, ...key, role: 'annotator', state: 'answered' } as const
  await insertAssignment(trx, { ...lease, leasedAt: now, deadline: now })
  await insertAnnotation(trx, {
    id: newId<AnnotationId>(),
    assignmentId,
    ...key,
    role: 'annotator',
    label,
    guidelineVersion: 1,
    counted: true,
    late: false,
    onGold: true,
    stakeWei: 0n,
    durationMs: 5_000,
    platform: 'web',
    createdAt: now,
  })
}
