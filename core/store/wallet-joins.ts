import type { Instant } from '../clock.ts'
import type { AccountId, WalletJoinId } from '../ids.ts'
import { locksRows, type Trx } from './database.ts'
import type { WalletJoinRow } from './schema/wallets.ts'

/** An account that proved another's wallet asks to become one person with it. */
export interface WalletJoin {
  readonly id: WalletJoinId
  readonly askerId: AccountId
  readonly ownerId: AccountId
  readonly address: string
  readonly askedAt: Instant
  readonly expiresAt: Instant
}

/** Stores a request in place of any the asker made before. */
export async function insertJoin(trx: Trx, join: WalletJoin): Promise<void> {
  await trx
    .updateTable('wallet_joins')
    .set({ state: 'expired', ended_at: join.askedAt })
    .where('asker_id', '=', join.askerId)
    .where('state', '=', 'asked')
    .execute()
  await trx
    .insertInto('wallet_joins')
    .values({
      id: join.id,
      asker_id: join.askerId,
      owner_id: join.ownerId,
      address: join.address,
      state: 'asked',
      asked_at: join.askedAt,
      expires_at: join.expiresAt,
      ended_at: null,
    })
    .execute()
}

/** A request that is still open, its row locked until the transaction ends; or null. */
export async function lockOpenJoin(trx: Trx, id: WalletJoinId, now: Instant): Promise<WalletJoin | null> {
  const row = await trx
    .selectFrom('wallet_joins')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .where('expires_at', '>', now)
    .$if(locksRows(trx), (query) => query.forNoKeyUpdate())
    .executeTakeFirst()
  return row ? joinOf(row) : null
}

export async function endJoin(
  trx: Trx,
  id: WalletJoinId,
  state: 'joined' | 'refused',
  at: Instant,
): Promise<void> {
  await trx.updateTable('wallet_joins').set({ state, ended_at: at }).where('id', '=', id).execute()
}

function joinOf(row: WalletJoinRow): WalletJoin {
  return {
    id: row.id,
    askerId: row.asker_id,
    ownerId: row.owner_id,
    address: row.address,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
  }
}
