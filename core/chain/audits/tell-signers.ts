import type { Clock, Instant } from '../../clock.ts'
import { type AccountId, newId } from '../../ids.ts'
import type { Audit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { insertNotifications } from '../../store/notifications.ts'

/** Tells experts with wallets of their own, once for each finding, how many signatures of theirs it waits for. */
export async function tellSigners(
  trx: Trx,
  clock: Clock,
  { audit, deadline }: { readonly audit: Pick<Audit, 'id'>; readonly deadline: Instant },
  asked: ReadonlyMap<AccountId, number>,
): Promise<void> {
  const rows = [...asked].map(([accountId, count]) => ({
    id: newId<never>(),
    accountId,
    kind: 'audit.sign' as const,
    params: { count, deadline },
    dedupeKey: `audit.sign:${audit.id}:${accountId}`,
    createdAt: clock.now(),
  }))
  await insertNotifications(trx, rows)
}
