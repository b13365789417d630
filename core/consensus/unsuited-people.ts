import type { PersonId } from '../ids.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import { suits } from '../projects/suits.ts'
import type { Trx } from '../store/database.ts'
import { NO_SETTINGS, settingsOfPeople } from '../store/person-settings.ts'

/** Those of some people whom a project must not be given to: see `suits`. One query. */
export async function unsuitedPeople(
  trx: Trx,
  people: readonly PersonId[],
  definition: ProjectDefinition,
): Promise<PersonId[]> {
  const settings = await settingsOfPeople(trx, people)
  return people.filter((person) => !suits(settings.get(person) ?? NO_SETTINGS, definition))
}
