import { type Clock, type Instant, msBetween } from '../clock.ts'
import { newId, type PersonId } from '../ids.ts'
import type { Store, Trx } from '../store/database.ts'
import { insertNotifications } from '../store/notifications.ts'
import { type AskedPerson, askedPersons, markAsked } from '../store/validation-runs.ts'

/** People are reminded once, when this part of their time is over; at half of it somebody else is asked. */
const REMINDED_AFTER = 0.3
const AT_ONCE = 500

/**
 * A job: tells people that they were drawn, all items of one look in one notice, and reminds them once before somebody
 * else is asked in their place. Returns how many notices it made.
 */
export async function tellValidators(store: Store, clock: Clock): Promise<number> {
  return await store.transaction(async (trx) => {
    const now = clock.now()
    const untold = await askedPersons(trx, 'untold', AT_ONCE)
    const slow = (await askedPersons(trx, 'unreminded', AT_ONCE)).filter((one) => isSlow(one, now))
    return (
      (await tell(trx, 'validator.drawn', untold, now)) + (await tell(trx, 'validator.reminded', slow, now))
    )
  })
}

function isSlow({ offeredAt, deadline }: AskedPerson, now: Instant): boolean {
  return msBetween(offeredAt, now) >= REMINDED_AFTER * msBetween(offeredAt, deadline)
}

async function tell(
  trx: Trx,
  kind: 'validator.drawn' | 'validator.reminded',
  asked: readonly AskedPerson[],
  now: Instant,
): Promise<number> {
  const byPerson = [...Map.groupBy(asked, (one) => one.personId)]
  const notices = byPerson.map(([personId, items]) => ({
    id: newId<never>(),
    accountId: (items[0] as AskedPerson).accountId,
    kind,
    params: { count: items.length, deadline: items.map((one) => one.deadline).sort()[0] ?? now },
    dedupeKey: keyOf(kind, personId, items),
    createdAt: now,
  }))
  await insertNotifications(trx, notices)
  const draws = asked.map((one) => one.drawId)
  await markAsked(trx, draws, kind === 'validator.drawn' ? 'told_at' : 'reminded_at', now)
  return notices.length
}

function keyOf(kind: string, personId: PersonId, items: readonly AskedPerson[]): string {
  return `${kind}:${personId}:${items[0]?.drawId}`
}
