import type { Instant } from '../clock.ts'
import type { AccountId, WalletChangeId } from '../ids.ts'
import type { Holder, LinkMethod } from '../wallet/flow.ts'
import type { Trx } from './database.ts'
import type { WalletChangeRow } from './schema/wallets.ts'

/** A wallet that takes the place of an account's wallet, or nothing that does, once it is due. */
export interface WalletChange {
  readonly id: WalletChangeId
  readonly accountId: AccountId
  readonly oldAddress: string
  /** Null: the wallet is only unlinked. */
  readonly next: { readonly address: string; readonly holder: Holder; readonly method: LinkMethod } | null
  readonly askedAt: Instant
  readonly dueAt: Instant
}

/** Stores a change. False, and nothing stored, when the account has one pending. */
export async function insertChange(trx: Trx, change: WalletChange): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('wallet_changes')
    .values({
      id: change.id,
      account_id: change.accountId,
      old_address: change.oldAddress,
      new_address: change.next?.address ?? null,
      new_holder: change.next?.holder ?? null,
      new_method: change.next?.method ?? null,
      state: 'pending',
      asked_at: change.askedAt,
      due_at: change.dueAt,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** The change an account waits for, or null. */
export async function pendingChange(trx: Trx, accountId: AccountId): Promise<WalletChange | null> {
  const row = await trx
    .selectFrom('wallet_changes')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  return row ? changeOf(row) : null
}

/** Changes that are due, the longest waiting first. */
export async function dueChanges(trx: Trx, now: Instant, limit: number): Promise<WalletChange[]> {
  const rows = await trx
    .selectFrom('wallet_changes')
    .selectAll()
    .where('state', '=', 'pending')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute()
  return rows.map(changeOf)
}

/** Ends a pending change; null when it is not pending (any more). */
export async function endChange(
  trx: Trx,
  id: WalletChangeId,
  state: 'done' | 'cancelled',
  at: Instant,
): Promise<WalletChange | null> {
  const row = await trx
    .updateTable('wallet_changes')
    .set({ state, ended_at: at })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .returningAll()
    .executeTakeFirst()
  return row ? changeOf(row) : null
}

function changeOf(row: WalletChangeRow): WalletChange {
  const { new_address: address, new_holder: holder, new_method: method } = row
  return {
    id: row.id,
    accountId: row.account_id,
    oldAddress: row.old_address,
    next: address === null ? null : { address, holder: holder as Holder, method: method as LinkMethod },
    askedAt: row.asked_at,
    dueAt: row.due_at,
  }
}
