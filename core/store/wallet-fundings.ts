import type { PersonId } from '../ids.ts'
import type { Trx } from './database.ts'
import { isOneOf } from './is-one-of.ts'
import type { PersonTie } from './person-ties.ts'

/** A linked address, and up to which block transfers to it are known; null: none are. */
export interface FundedAddress {
  readonly address: string
  readonly readTo: number | null
}

/** Linked addresses whose transfers are known up to a block before `head` at most, those known least far first. */
export async function addressesToRead(trx: Trx, head: number, limit: number): Promise<FundedAddress[]> {
  const rows = await trx
    .selectFrom('wallet_links')
    .select(['address', 'funding_block'])
    .where('ended_at', 'is', null)
    .where((eb) => eb.or([eb('funding_block', 'is', null), eb('funding_block', '<', head)]))
    .orderBy((eb) => eb.fn.coalesce('funding_block', eb.lit(-1)))
    .orderBy('address')
    .limit(limit)
    .execute()
  return rows.map(({ address, funding_block: readTo }) => ({ address, readTo }))
}

/** Stores who sent tokens to linked addresses, and that all transfers to them up to a block are known. */
export async function storeFundings(
  trx: Trx,
  addresses: readonly string[],
  readTo: number,
  fundings: readonly { readonly address: string; readonly funder: string }[],
): Promise<void> {
  for (const { address, funder } of fundings) {
    await trx
      .insertInto('wallet_fundings')
      .values({ address, funder, looked_at: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await trx
    .updateTable('wallet_links')
    .set({ funding_block: readTo })
    .where(isOneOf(trx, 'address', addresses))
    .where('ended_at', 'is', null)
    .execute()
}

/** A wallet that was linked now may have sent tokens to others before. */
export async function lookAgainAtFunder(trx: Trx, funder: string): Promise<void> {
  await trx.updateTable('wallet_fundings').set({ looked_at: 0 }).where('funder', '=', funder).execute()
}

interface FundingRule {
  /** Addresses whose tokens tie nobody: our own contracts and whoever hands out tokens here. */
  readonly trusted: ReadonlySet<string>
  /** Who funds more linked wallets than this is a shop, and ties nobody. */
  readonly most: number
  readonly limit: number
}

/**
 * Takes people whose wallets got tokens from one address that was not looked at since, as ties: with one another, and
 * with whoever has linked that address. Left out are trusted addresses and wallets of moderators.
 */
export async function takeFundingTies(trx: Trx, { trusted, most, limit }: FundingRule): Promise<PersonTie[]> {
  const fresh = await trx
    .selectFrom('wallet_fundings')
    .select('funder')
    .distinct()
    .where('looked_at', '=', 0)
    .orderBy('funder')
    .limit(limit)
    .execute()
  const ties: PersonTie[] = []
  for (const { funder } of fresh) {
    await trx.updateTable('wallet_fundings').set({ looked_at: 1 }).where('funder', '=', funder).execute()
    if (trusted.has(funder)) continue
    const owner = await ownerOf(trx, funder)
    const funded = await peopleFundedBy(trx, funder, most + 1)
    if (funded.length > most || owner?.moderates) continue
    const [first, ...others] = owner ? [owner.personId, ...funded] : funded
    if (first === undefined) continue
    for (const other of others) ties.push({ people: [first, other], kind: 'funding', detail: funder })
  }
  return ties
}

async function ownerOf(trx: Trx, address: string) {
  const row = await trx
    .selectFrom('wallet_links')
    .innerJoin('accounts', 'accounts.id', 'wallet_links.account_id')
    .select('accounts.person_id')
    .select((eb) =>
      eb
        .selectFrom('roles')
        .innerJoin('accounts as own', 'own.id', 'roles.account_id')
        .select(eb.fn.countAll<string | number>().as('count'))
        .whereRef('own.person_id', '=', 'accounts.person_id')
        .where('roles.role', '=', 'moderator')
        .as('roles'),
    )
    .where('wallet_links.address', '=', address)
    .where('wallet_links.ended_at', 'is', null)
    .executeTakeFirst()
  return row && { personId: row.person_id, moderates: Number(row.roles) > 0 }
}

async function peopleFundedBy(trx: Trx, funder: string, limit: number): Promise<PersonId[]> {
  const rows = await trx
    .selectFrom('wallet_fundings')
    .innerJoin('wallet_links', 'wallet_links.address', 'wallet_fundings.address')
    .innerJoin('accounts', 'accounts.id', 'wallet_links.account_id')
    .select('accounts.person_id')
    .distinct()
    .where('wallet_fundings.funder', '=', funder)
    .where('wallet_links.ended_at', 'is', null)
    .orderBy('accounts.person_id')
    .limit(limit)
    .execute()
  return rows.map(({ person_id: personId }) => personId)
}
