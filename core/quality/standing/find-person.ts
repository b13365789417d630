import { ExpectedError } from '../../errors.ts'
import type { Trx } from '../../store/database.ts'
import { peopleCalled } from '../../store/people-called.ts'
import { type PersonStanding, readStandings, standingOfNewcomer } from './read-standings.ts'

/** Characters of a pseudonym that may name a person, `p-` included. */
const SHORTEST_PSEUDONYM = 6

/**
 * The person whom moderators of a project call `who`: by the beginning of their pseudonym, or by their name. Whoever was
 * never judged in it is found by their name too, or by `platform:id`: an expert need not have labeled.
 * @throws ExpectedError `project.unknown`, `person.unknown`, `person.ambiguous`, `person.sameName`
 */
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
  if (others.length > 0) throw new ExpectedError('person.ambiguous', { person, count: found.length })
  if (first) return first
  const called = await peopleCalled(trx, who.trim())
  const [newcomer] = called
  if (!newcomer) throw new ExpectedError('person.unknown', { person })
  if (called.length > 1) throw new ExpectedError('person.sameName', { person, count: called.length })
  const judged = people.find(({ personId }) => personId === newcomer.personId)
  return judged ?? (await standingOfNewcomer(trx, slug, newcomer))
}
