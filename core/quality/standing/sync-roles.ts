import type { Clock } from '../../clock.ts'
import type { PersonId } from '../../ids.ts'
import type { Trx } from '../../store/database.ts'
import { hasRank } from '../../store/ranks.ts'
import { deleteRole, insertRoleOfPerson } from '../../store/roles.ts'

/** Gives a person the roles of validator and expert as long as they have such a rank in some project: a role opens
 * the commands, the rank says for which project. */
export async function syncRoles(trx: Trx, clock: Clock, personId: PersonId): Promise<void> {
  const grantedAt = clock.now()
  for (const [role, ranks] of [
    ['validator', ['validator', 'expert']],
    ['expert', ['expert']],
  ] as const) {
    if (await hasRank(trx, personId, ranks)) await insertRoleOfPerson(trx, { personId, role, grantedAt })
    else await deleteRole(trx, personId, role)
  }
}
