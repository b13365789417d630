import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import { type AccountId, newId } from '../../ids.ts'
import { type Rank, ranks } from '../../people/account.ts'
import { findProject } from '../../projects/find-project.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import type { Trx } from '../../store/database.ts'
import { storeRank } from '../../store/ranks.ts'
import { wantReview } from '../../store/standings.ts'
import { tellPerson } from '../notices/tell-person.ts'
import { findPerson } from './find-person.ts'
import type { PersonStanding } from './read-standings.ts'
import { syncRoles } from './sync-roles.ts'

interface RankOrder {
  readonly slug: string
  /** Beginning of a pseudonym, or a name. */
  readonly who: string
  /** A rank, or `rule`: the person keeps the present one, and the rule may change it again. */
  readonly rank: string
  /** The moderator who says so. */
  readonly accountId: AccountId
}

/**
 * Gives a person a rank in a project that stays until a moderator changes it, or leaves it to the rule again.
 * The person is told; so is the audit.
 * @throws ExpectedError `project.unknown`, `person.unknown`, `person.ambiguous`, `rank.unknown`
 */
export async function setRank(
  trx: Trx,
  clock: Clock,
  { slug, who, rank: wanted, accountId }: RankOrder,
): Promise<PersonStanding> {
  const project = await findProject(trx, slug)
  const person = await findPerson(trx, { slug, who })
  const isFixed = wanted !== 'rule'
  const rank = isFixed ? rankCalled(wanted) : person.rank
  const key = { projectId: project.id, personId: person.personId }
  const at = clock.now()
  await storeRank(trx, key, { rank, setBy: isFixed ? accountId : null, at })
  await syncRoles(trx, clock, person.personId)
  if (!isFixed) await wantReview(trx, person.personId)
  await insertAuditEntry(trx, {
    accountId,
    action: isFixed ? 'rank.set' : 'rank.released',
    target: project.slug,
    details: { personId: person.personId, from: person.rank, to: rank },
    createdAt: at,
  })
  if (isFixed) {
    const params = { project: project.definition.title, to: rank }
    await tellPerson(trx, clock, person.personId, { kind: 'rank.set', params, key: `rank:${newId()}` })
  }
  return { ...person, rank, isFixed }
}

function rankCalled(name: string): Rank {
  const rank = ranks.find((one) => one === name.trim().toLowerCase())
  if (rank) return rank
  throw new ExpectedError('rank.unknown', { given: name.slice(0, 40), ranks: [...ranks, 'rule'].join(', ') })
}
