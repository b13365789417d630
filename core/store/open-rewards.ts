import type { PersonId } from '../ids.ts'
import { projectDefinition } from '../projects/definition.ts'
import type { Trx } from './database.ts'

/** For each project, what a person's annotations that are not settled yet would earn without a premium, in wei. */
export async function openRewards(trx: Trx, personId: PersonId): Promise<bigint[]> {
  const rows = await trx
    .selectFrom('accounts')
    .innerJoin('stake_locks', 'stake_locks.account_id', 'accounts.id')
    .innerJoin('annotations', 'annotations.id', 'stake_locks.annotation_id')
    .innerJoin('projects', 'projects.id', 'annotations.project_id')
    .select((eb) => ['projects.definition', eb.fn.countAll<string | number>().as('count')])
    .where('accounts.person_id', '=', personId)
    .where('stake_locks.state', 'in', ['pending', 'queued', 'locked'])
    .groupBy(['projects.id', 'projects.definition'])
    .execute()
  return rows.map(({ definition, count }) => {
    const { rewards } = projectDefinition.parse(JSON.parse(definition))
    return rewards.annotation * BigInt(count)
  })
}
