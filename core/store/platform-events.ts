import type { Instant } from '../clock.ts'
import type { Trx } from './database.ts'

/** What was answered to a platform event before, or null when it is new. */
export async function findAnswer(trx: Trx, platform: string, eventId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('platform_events')
    .select('answer')
    .where('platform', '=', platform)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  return row?.answer ?? null
}

/** Marks an event as applied, with its answer as JSON. */
export async function insertAnswer(
  trx: Trx,
  event: { platform: string; eventId: string; answer: string; receivedAt: Instant },
): Promise<void> {
  const { platform, eventId, answer, receivedAt } = event
  await trx
    .insertInto('platform_events')
    .values({ platform, event_id: eventId, answer, received_at: receivedAt })
    .execute()
}

/** Forgets events older than `before`; platforms redeliver for a day at most. Returns how many. */
export async function deleteEventsBefore(trx: Trx, before: Instant): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('platform_events')
    .where('received_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
