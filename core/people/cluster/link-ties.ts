import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/database.ts'
import { moveTie, tiesToTend } from '../../store/person-ties.ts'
import { linkPeople } from './link-people.ts'

const AT_ONCE = 100

/** Makes people whom something ties count as one where items are given and validators drawn. Returns how many pairs. */
export async function linkTies(store: Store, clock: Clock): Promise<number> {
  let linked = 0
  for (const tie of await store.transaction((trx) => tiesToTend(trx, 'found', AT_ONCE))) {
    const reason = `${tie.kind}: ${tie.detail}`
    const isOurs = await store.transaction(async (trx) => {
      // A moderator, or another process, came first.
      if (!(await moveTie(trx, tie, { from: 'found', to: 'linked' }))) return false
      await linkPeople(trx, clock, { people: tie.people, reason, accountId: null })
      return true
    })
    if (isOurs) linked++
  }
  return linked
}
