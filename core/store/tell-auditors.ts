import type { Clock } from '../clock.ts'
import { newId } from '../ids.ts'
import { accountsWithRole } from './accounts.ts'
import type { Trx } from './database.ts'
import { insertNotifications } from './notifications.ts'

/** Tells every expert that audited items wait for them; each gets one notice with the same `key` once. */
export async function tellAuditors(
  trx: Trx,
  clock: Clock,
  { count, key }: { count: number; key: string },
): Promise<void> {
  const createdAt = clock.now()
  const rows = (await accountsWithRole(trx, 'expert')).map((accountId) => ({
    id: newId<never>(),
    accountId,
    kind: 'audit.asked' as const,
    params: { count },
    dedupeKey: `audit.asked:${key}:${accountId}`,
    createdAt,
  }))
  await insertNotifications(trx, rows)
}
