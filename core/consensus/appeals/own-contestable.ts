import type { Clock } from '../../clock.ts'
import type { PersonId } from '../../ids.ts'
import { contestableBatches } from '../../store/appeals.ts'
import type { Trx } from '../../store/database.ts'
import { type Contestable, readContestable } from './read-contestable.ts'

/** A person's answers that the votes go against, while they can appeal; the first to end first. */
export async function ownContestable(trx: Trx, clock: Clock, personId: PersonId): Promise<Contestable[]> {
  const now = clock.now()
  const own: Contestable[] = []
  for (const { id } of await contestableBatches(trx, now)) {
    own.push(...(await readContestable(trx, id, now, personId)))
  }
  return own.toSorted((a, b) => (a.endsAt < b.endsAt ? -1 : 1))
}
