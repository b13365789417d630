import type { Clock } from '../../clock.ts'
import type { Store } from '../../store/database.ts'
import { foundTies, type PersonTie, setTieLinked } from '../../store/person-ties.ts'
import { linkPeople } from './link-people.ts'

const AT_ONCE = 100

/** Makes people whom something ties count as one where items are given and validators drawn. Returns the ties it acted
 * on. */
export async function linkTies(store: Store, clock: Clock): Promise<PersonTie[]> {
  const linked: PersonTie[] = []
  for (const tie of await store.transaction((trx) => foundTies(trx, AT_ONCE))) {
    const reason = `${tie.kind}: ${tie.detail}`
    const isOurs = await store.transaction(async (trx) => {
      // A moderator, or another process, came first.
      if (!(await setTieLinked(trx, tie))) return false
      await linkPeople(trx, clock, { people: tie.people, reason, accountId: null })
      return true
    })
    if (isOurs) linked.push(tie)
  }
  return linked
}
