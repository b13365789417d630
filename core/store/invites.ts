import type { Instant } from '../clock.ts'
import type { PersonId } from '../ids.ts'
import type { Trx } from './database.ts'
import type { PersonTie } from './person-ties.ts'

/** Who brought whom, as their platform knows them. */
export interface Invite {
  readonly platform: string
  readonly inviterId: string
  readonly invitedIds: readonly string[]
}

/** Notes who brought somebody into a community; who did so first counts. */
export async function insertInvites(
  trx: Trx,
  { platform, inviterId, invitedIds }: Invite,
  invitedAt: Instant,
): Promise<void> {
  for (const invitedId of invitedIds) {
    await trx
      .insertInto('invites')
      .values({ platform, invited_id: invitedId, inviter_id: inviterId, tied: 0, invited_at: invitedAt })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** Forgets invites from before a time whose both sides were never known here. Returns how many. */
export async function deleteInvitesBefore(trx: Trx, time: Instant): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('invites')
    .where('tied', '=', 0)
    .where('invited_at', '<', time)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/**
 * Takes invites whose both sides have accounts by now, as ties. Left out are those of moderators, and of whoever brought
 * more than `most`: who gathers a community is in league with nobody by that. Each is taken once.
 */
export async function takeInviteTies(
  trx: Trx,
  { most, limit }: { readonly most: number; readonly limit: number },
): Promise<PersonTie[]> {
  const rows = await trx
    .selectFrom('invites')
    .innerJoin('identities as invited', (join) =>
      join
        .onRef('invited.platform', '=', 'invites.platform')
        .onRef('invited.platform_user_id', '=', 'invites.invited_id'),
    )
    .innerJoin('identities as inviter', (join) =>
      join
        .onRef('inviter.platform', '=', 'invites.platform')
        .onRef('inviter.platform_user_id', '=', 'invites.inviter_id'),
    )
    .innerJoin('accounts as guest', 'guest.id', 'invited.account_id')
    .innerJoin('accounts as host', 'host.id', 'inviter.account_id')
    .select(['invites.platform', 'invites.invited_id', 'guest.person_id as guest', 'host.person_id as host'])
    .select((eb) => [
      eb
        .selectFrom('invites as all')
        .select(eb.fn.countAll<string | number>().as('count'))
        .whereRef('all.platform', '=', 'invites.platform')
        .whereRef('all.inviter_id', '=', 'invites.inviter_id')
        .as('brought'),
      eb
        .selectFrom('roles')
        .innerJoin('accounts as own', 'own.id', 'roles.account_id')
        .select(eb.fn.countAll<string | number>().as('count'))
        .whereRef('own.person_id', '=', 'host.person_id')
        .where('roles.role', '=', 'moderator')
        .as('moderates'),
    ])
    .where('invites.tied', '=', 0)
    .orderBy('invites.invited_at')
    .limit(limit)
    .execute()
  const ties: PersonTie[] = []
  for (const { platform, invited_id: invitedId, guest, host, brought, moderates } of rows) {
    await trx
      .updateTable('invites')
      .set({ tied: 1 })
      .where('platform', '=', platform)
      .where('invited_id', '=', invitedId)
      .execute()
    if (Number(brought) > most || Number(moderates) > 0) continue
    ties.push({ people: [guest as PersonId, host as PersonId], kind: 'invite', detail: platform })
  }
  return ties
}
