import type { Clock, Instant } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { Trx } from '../../store/database.ts'
import { insertNotifications } from '../../store/notifications.ts'
import { answerersOf, type Question } from '../../store/questions.ts'

/** Tells everybody who answered items that the court has been asked to keep open, once for each stage of a batch, that
 * others look at these before anybody loses anything. */
export async function tellQuestioned(
  trx: Trx,
  clock: Clock,
  { batchId, stage, positions, endsAt }: Question & { readonly endsAt: Instant | null },
): Promise<void> {
  const createdAt = clock.now()
  const byAccount = Map.groupBy(await answerersOf(trx, { batchId, positions }), ({ accountId }) => accountId)
  const rows = [...byAccount].map(([accountId, answers]) => ({
    id: newId<never>(),
    accountId,
    kind: 'verdict.questioned' as const,
    params: { count: answers.length, stage, deadline: endsAt ?? createdAt },
    dedupeKey: `verdict.questioned:${batchId}:${stage}:${accountId}`,
    createdAt,
  }))
  if (rows.length > 0) await insertNotifications(trx, rows)
}
