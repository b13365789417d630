import type { PersonId } from '../../ids.ts'
import { pseudonym } from '../../items/pseudonym.ts'
import { type Rank, ranks } from '../../people/account.ts'
import { familyOf } from '../../projects/family-of.ts'
import { findProject } from '../../projects/find-project.ts'
import type { Trx } from '../../store/database.ts'
import { displayNames } from '../../store/health-answers.ts'
import { pseudonymKeyOf } from '../../store/projects.ts'
import { ranksOfProject } from '../../store/ranks.ts'
import { standingsOfFamily } from '../../store/standings.ts'
import { rankOf } from './rank-of.ts'
import { type ReputationFigures, reputationFigures } from './reputation-figures.ts'

/** A person of a project as moderators see them. */
export interface PersonStanding extends ReputationFigures {
  readonly personId: PersonId
  /** As in the project's exports. */
  readonly pseudonym: string
  readonly name: string
  readonly rank: Rank
  /** True when a moderator fixed the rank. */
  readonly isFixed: boolean
}

export interface ProjectStandings {
  readonly slug: string
  readonly title: string
  /** The highest rank first, within a rank the most accurate. */
  readonly people: readonly PersonStanding[]
}

/** Everybody who was judged in a project's family, or has a rank in the project.
 * @throws ExpectedError `project.unknown` */
export async function readStandings(trx: Trx, slug: string): Promise<ProjectStandings> {
  const project = await findProject(trx, slug)
  const { definition } = project
  const standings = await standingsOfFamily(trx, familyOf(definition))
  const byPerson = new Map(standings.map((one) => [one.personId, one]))
  const given = await ranksOfProject(trx, project.id)
  const personIds = [...new Set([...byPerson.keys(), ...given.keys()])]
  const names = await displayNames(trx, personIds)
  const key = await pseudonymKeyOf(trx, project.id)
  const people = personIds.map((personId): PersonStanding => {
    const { rank, isFixed } = rankOf(given.get(personId), definition)
    const id = pseudonym(key, personId)
    const figures = reputationFigures(byPerson.get(personId), definition.ranks.confidence)
    return { personId, pseudonym: id, name: names.get(personId) ?? id, rank, isFixed, ...figures }
  })
  return { slug: project.slug, title: definition.title, people: people.sort(byRankAndAccuracy) }
}

/** Somebody who was never judged in a project and has no rank in it: they stand where everybody begins.
 * @throws ExpectedError `project.unknown` */
export async function standingOfNewcomer(
  trx: Trx,
  slug: string,
  { personId, name }: Pick<PersonStanding, 'personId' | 'name'>,
): Promise<PersonStanding> {
  const { id, definition } = await findProject(trx, slug)
  const figures = reputationFigures(undefined, definition.ranks.confidence)
  const own = pseudonym(await pseudonymKeyOf(trx, id), personId)
  return { personId, name, pseudonym: own, ...rankOf(undefined, definition), ...figures }
}

function byRankAndAccuracy(a: PersonStanding, b: PersonStanding): number {
  return ranks.indexOf(b.rank) - ranks.indexOf(a.rank) || b.accuracy - a.accuracy
}
