import type { Instant } from '../clock.ts'
import { type AccountId, newId } from '../ids.ts'
import type { Holder, LinkMethod } from '../wallet/flow.ts'
import type { Trx } from './database.ts'
import { insertTies, type PersonTie } from './person-ties.ts'
import type { WalletLinkRow } from './schema/wallets.ts'
import { lookAgainAtFunder } from './wallet-fundings.ts'

/** Proof that an account controls an address. */
export interface WalletLink {
  readonly accountId: AccountId
  /** With its checksum. */
  readonly address: string
  readonly chainId: bigint
  readonly holder: Holder
  readonly method: LinkMethod
  readonly linkedAt: Instant
}

/** The linked wallet of an account, or null. */
export async function findLink(trx: Trx, accountId: AccountId): Promise<WalletLink | null> {
  const row = await trx
    .selectFrom('wallet_links')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row ? linkOf(row) : null
}

/** The link of an address, whoever has it; or null. */
export async function findLinkOfAddress(trx: Trx, address: string): Promise<WalletLink | null> {
  const row = await trx
    .selectFrom('wallet_links')
    .selectAll()
    .where('address', '=', address)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row ? linkOf(row) : null
}

/** Stores a link and gives its address's ledger to the account, unless the account has one already (a demo
 * wallet). False, and nothing stored, when the address or the account is linked. */
export async function insertLink(trx: Trx, link: WalletLink): Promise<boolean> {
  const { accountId, address, linkedAt } = link
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('wallet_links')
    .values({
      id: newId(),
      account_id: accountId,
      address,
      chain_id: String(link.chainId),
      holder: link.holder,
      method: link.method,
      linked_at: linkedAt,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return false
  if (!(await hasLedger(trx, accountId))) await takeLedger(trx, accountId, address, linkedAt)
  await lookAgainAtFunder(trx, address)
  await insertTies(trx, await formerOwners(trx, link), linkedAt)
  return true
}

/** Ends the link of an account. Its address keeps the ledger, which is nobody's until it is linked again. */
export async function endLink(trx: Trx, accountId: AccountId, at: Instant): Promise<void> {
  const ended = await trx
    .updateTable('wallet_links')
    .set({ ended_at: at })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .returning('address')
    .executeTakeFirst()
  if (!ended) return
  await trx
    .updateTable('wallets')
    .set({ account_id: null })
    .where('address', '=', ended.address)
    .where('account_id', '=', accountId)
    .execute()
}

/** Gives the link of one account to another that has none. */
export async function moveLink(trx: Trx, from: AccountId, into: AccountId): Promise<void> {
  await trx
    .updateTable('wallet_links')
    .set({ account_id: into })
    .where('account_id', '=', from)
    .where('ended_at', 'is', null)
    .execute()
}

/** Addresses that are linked and have no account on the ledger as far as our books go, those linked last first. */
export async function unknownToLedger(trx: Trx, limit: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('wallet_links')
    .innerJoin('wallets', 'wallets.address', 'wallet_links.address')
    .select('wallet_links.address')
    .where('wallet_links.ended_at', 'is', null)
    .where('wallets.ledger_account', 'is', null)
    .orderBy('wallet_links.linked_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ address }) => address)
}

/** Other people who had the address before. */
async function formerOwners(trx: Trx, { accountId, address }: WalletLink): Promise<PersonTie[]> {
  const rows = await trx
    .selectFrom('wallet_links')
    .innerJoin('accounts as former', 'former.id', 'wallet_links.account_id')
    .innerJoin('accounts as own', (join) => join.on('own.id', '=', accountId))
    .select(['former.person_id as former', 'own.person_id as own'])
    .distinct()
    .where('wallet_links.address', '=', address)
    .whereRef('former.person_id', '!=', 'own.person_id')
    .execute()
  return rows.map(({ former, own }) => ({ people: [former, own], kind: 'wallet', detail: address }))
}

async function hasLedger(trx: Trx, accountId: AccountId): Promise<boolean> {
  const row = await trx
    .selectFrom('wallets')
    .select('address')
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row !== undefined
}

async function takeLedger(trx: Trx, accountId: AccountId, address: string, at: Instant): Promise<void> {
  await trx
    .insertInto('wallets')
    .values({
      account_id: accountId,
      address,
      kind: 'linked',
      demo_index: null,
      stake_wei: '0',
      held_wei: '0',
      earned_wei: '0',
      slashed_wei: '0',
      created_at: at,
    })
    .onConflict((conflict) =>
      conflict
        .column('address')
        .doUpdateSet({ account_id: accountId })
        .where('wallets.account_id', 'is', null),
    )
    .execute()
}

function linkOf(row: WalletLinkRow): WalletLink {
  return {
    accountId: row.account_id,
    address: row.address,
    chainId: BigInt(row.chain_id),
    holder: row.holder as Holder,
    method: row.method as LinkMethod,
    linkedAt: row.linked_at,
  }
}
