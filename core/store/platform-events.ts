import type { Instant } from '../clock.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'

interface AnsweredEvent {
  readonly platform: string
  readonly eventId: string
  readonly answer: string
  readonly receivedAt: Instant
}

const answerOf = hotQuery((db, event: { platform: string; eventId: string }) =>
  db
    .selectFrom('platform_events')
    .select('answer')
    .where('platform', '=', event.platform)
    .where('event_id', '=', event.eventId),
)

const insert = hotQuery((db, event: AnsweredEvent) =>
  db.insertInto('platform_events').values({
    platform: event.platform,
    event_id: event.eventId,
    answer: event.answer,
    received_at: event.receivedAt,
  }),
)

/** What was answered to a platform event before, or null when it is new. */
export async function findAnswer(trx: Trx, platform: string, eventId: string): Promise<string | null> {
  const row = await answerOf.first(trx, { platform, eventId })
  return row?.answer ?? null
}

/** Marks an event as applied, with its answer as JSON. */
export async function insertAnswer(trx: Trx, event: AnsweredEvent): Promise<void> {
  await insert.run(trx, event)
}

/** Forgets events older than `before`; platforms redeliver for a day at most. Returns how many. */
export async function deleteEventsBefore(trx: Trx, before: Instant): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('platform_events')
    .where('received_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
