import type { PersonId } from '../ids.ts'
import type { Trx } from './database.ts'

/** How much of a person's work is not settled: items they hold, answers whose stake is not free again, and items
 * they were drawn to validate. */
export async function countOpenWork(trx: Trx, personId: PersonId): Promise<number> {
  const leased = await trx
    .selectFrom('assignments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('state', '=', 'leased')
    .executeTakeFirstOrThrow()
  const locked = await trx
    .selectFrom('stake_locks')
    .innerJoin('accounts', 'accounts.id', 'stake_locks.account_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('accounts.person_id', '=', personId)
    .where('stake_locks.state', 'in', ['pending', 'queued', 'locked'])
    .executeTakeFirstOrThrow()
  const drawn = await trx
    .selectFrom('draws')
    .innerJoin('batches', 'batches.id', 'draws.batch_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('draws.person_id', '=', personId)
    .where('draws.state', 'in', ['offered', 'voted'])
    .where('batches.closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(leased.count) + Number(locked.count) + Number(drawn.count)
}
