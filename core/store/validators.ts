import type { Instant } from '../clock.ts'
import type { PersonId } from '../ids.ts'
import { ALWAYS, type Availability } from '../people/availability.ts'
import type { Trx } from './database.ts'
import type { ValidatorRow } from './schema/reviews.ts'

/** When a person wants to be asked; null when they never said. */
export async function findAvailability(trx: Trx, personId: PersonId): Promise<Availability | null> {
  const row = await trx
    .selectFrom('validators')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ? availabilityOf(row) : null
}

/** When each of these persons wants to be asked. */
export async function availabilities(
  trx: Trx,
  persons: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Availability>> {
  if (persons.length === 0) return new Map()
  const rows = await trx.selectFrom('validators').selectAll().where('person_id', 'in', persons).execute()
  const said = new Map(rows.map((row) => [row.person_id, availabilityOf(row)]))
  return new Map(persons.map((person) => [person, said.get(person) ?? ALWAYS]))
}

/** Stores when a person wants to be asked. */
export async function putAvailability(
  trx: Trx,
  personId: PersonId,
  { state, hours }: Availability,
  now: Instant,
): Promise<void> {
  const row = {
    state,
    from_hour: hours?.from ?? null,
    to_hour: hours?.to ?? null,
    offset_minutes: hours?.offsetMinutes ?? 0,
    changed_at: now,
  }
  await trx
    .insertInto('validators')
    .values({ person_id: personId, ...row })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
}

/** What one person said counts for the person they turned out to be, unless that one said something too. */
export async function mergeAvailability(trx: Trx, from: PersonId, into: PersonId): Promise<void> {
  if ((await findAvailability(trx, into)) === null) {
    await trx.updateTable('validators').set({ person_id: into }).where('person_id', '=', from).execute()
  } else await trx.deleteFrom('validators').where('person_id', '=', from).execute()
}

function availabilityOf(row: ValidatorRow): Availability {
  const { state, from_hour: from, to_hour: to, offset_minutes: offsetMinutes } = row
  const hours = from === null || to === null ? null : { from, to, offsetMinutes }
  return { state: state as Availability['state'], hours }
}
