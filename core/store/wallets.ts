import type { Selectable } from 'kysely'
import type { Instant } from '../clock.ts'
import { type AccountId, newId, type PersonId } from '../ids.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import type { SessionColumns, WalletRow } from './schema/wallets.ts'
import { sessionOfRow, type WalletSession } from './wallet-sessions.ts'

/** What the ledger mirrors of an account's money on chain. */
export interface Wallet {
  readonly accountId: AccountId
  readonly address: string
  /** Made by us for the local chain, or somebody's own. */
  readonly kind: 'demo' | 'linked'
  /** Deposited stake, free or held, in wei. */
  readonly stakeWei: bigint
  /** The part of it bound to annotations that are not settled. */
  readonly heldWei: bigint
  readonly earnedWei: bigint
  readonly slashedWei: bigint
  /** Null while the ledger has told of none. */
  readonly session: WalletSession | null
}

const byAccount = hotQuery((db, { accountId }: { accountId: AccountId }) =>
  db.selectFrom('wallets').selectAll().where('account_id', '=', accountId),
)

const lockedByAccount = hotQuery((db, { accountId }: { accountId: AccountId }, locks) =>
  db
    .selectFrom('wallets')
    .selectAll()
    .where('account_id', '=', accountId)
    .$if(locks, (query) => query.forNoKeyUpdate()),
)

const held = hotQuery((db, wallet: { accountId: AccountId; heldWei: string }) =>
  db.updateTable('wallets').set({ held_wei: wallet.heldWei }).where('account_id', '=', wallet.accountId),
)

/** The wallet of an account, or null. */
export async function findWallet(trx: Trx, accountId: AccountId): Promise<Wallet | null> {
  const row = await byAccount.first(trx, { accountId })
  return row ? walletOf(row) : null
}

/** The wallet of an account, its row locked until the transaction ends; or null. */
export async function lockWallet(trx: Trx, accountId: AccountId): Promise<Wallet | null> {
  const row = await lockedByAccount.first(trx, { accountId })
  return row ? walletOf(row) : null
}

/** Sets the held part of a locked wallet's stake. */
export async function updateHeld(trx: Trx, accountId: AccountId, heldWei: bigint): Promise<void> {
  await held.run(trx, { accountId, heldWei: String(heldWei) })
}

/** The lowest index above all demo wallets. */
export async function nextDemoIndex(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('wallets')
    .select((eb) => eb.fn.max('demo_index').as('highest'))
    .executeTakeFirst()
  return (row?.highest ?? -1) + 1
}

/** Stores an account's demo wallet with its stake credited, and the deposit that is to make it true on
 * chain. False, and nothing stored, when somebody took the index. */
export async function insertDemoWallet(
  trx: Trx,
  wallet: { accountId: AccountId; address: string; demoIndex: number; stakeWei: bigint; createdAt: Instant },
): Promise<boolean> {
  const { accountId, address, createdAt } = wallet
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('wallets')
    .values({
      account_id: accountId,
      address,
      kind: 'demo',
      demo_index: wallet.demoIndex,
      stake_wei: String(wallet.stakeWei),
      held_wei: '0',
      earned_wei: '0',
      slashed_wei: '0',
      created_at: createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) return false
  await trx
    .insertInto('stake_deposits')
    .values({
      id: newId(),
      account_id: accountId,
      address,
      amount_wei: String(wallet.stakeWei),
      state: 'pending',
      transaction_id: null,
      created_at: createdAt,
    })
    .execute()
  return true
}

/** The wallets of all of a person's accounts, that of the account in use first. */
export async function walletsOfPerson(trx: Trx, personId: PersonId): Promise<Wallet[]> {
  const rows = await trx
    .selectFrom('wallets')
    .innerJoin('accounts', 'accounts.id', 'wallets.account_id')
    .selectAll('wallets')
    .where('accounts.person_id', '=', personId)
    .orderBy((eb) => eb.case().when('accounts.merged_into', 'is', null).then(0).else(1).end())
    .orderBy('wallets.created_at')
    .execute()
  return rows.map(walletOf)
}

/** Reads a row that was found by its account. */
function walletOf(row: WalletRow & Selectable<SessionColumns>): Wallet {
  return {
    accountId: row.account_id as AccountId,
    address: row.address,
    kind: row.kind === 'demo' ? 'demo' : 'linked',
    stakeWei: BigInt(row.stake_wei),
    heldWei: BigInt(row.held_wei),
    earnedWei: BigInt(row.earned_wei),
    slashedWei: BigInt(row.slashed_wei),
    session: sessionOfRow(row),
  }
}
