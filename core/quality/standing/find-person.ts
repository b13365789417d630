import { ExpectedError } from '../../errors.ts'
import type { Trx } from '../../store/database.ts'
import { type PersonStanding, readStandings } from './read-standings.ts'

/** Characters of a pseudonym that may name a person, `p-` included. */
const SHORTEST_PSEUDONYM = 6

/** The person of a project whom moderators call `who`: by the beginning of their pseudonym, or by their name.
 * @throws ExpectedError `project.unknown`, `person.unknown`, `person.ambiguous` */
export async function findPerson(
  trx: Trx,
  { slug, who }: { slug: string; who: string },
): Promise<PersonStanding> {
  const wanted = who.trim().toLocaleLowerCase()
  const { people } = await readStandings(trx, slug)
  const found = people.filter(
    ({ pseudonym, name }) =>
      name.toLocaleLowerCase() === wanted ||
      (wanted.length >= SHORTEST_PSEUDONYM && pseudonym.startsWith(wanted)),
  )
  const [first, ...others] = found
  const person = who.slice(0, 40)
  if (!first) throw new ExpectedError('person.unknown', { person })
  if (others.length > 0) throw new ExpectedError('person.ambiguous', { person, count: found.length })
  return first
}
