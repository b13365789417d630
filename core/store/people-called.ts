import { sql } from 'kysely'
import type { PersonId } from '../ids.ts'
import type { Trx } from './database.ts'

/** The people who are called so on a platform, or whose id there it is when written `platform:id`. Looks at all
 * identities. */
export async function peopleCalled(trx: Trx, name: string): Promise<{ personId: PersonId; name: string }[]> {
  const rows = await trx
    .selectFrom('identities')
    .innerJoin('accounts', 'accounts.id', 'identities.account_id')
    .select(['accounts.person_id', 'identities.display_name'])
    .where((eb) =>
      eb.or([
        eb(sql`lower(identities.display_name)`, '=', sql`lower(${name})`),
        eb(sql`identities.platform || ':' || identities.platform_user_id`, '=', name),
      ]),
    )
    .execute()
  const names = new Map(rows.map((row) => [row.person_id, row.display_name]))
  return [...names].map(([personId, called]) => ({ personId, name: called }))
}
