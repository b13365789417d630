import { locksRows, type Trx } from './database.ts'

/** Facts about the chain, one value each. */
export type ChainStateKey =
  /** Address of the token. */
  | 'token'
  /** Address of the ledger, and the block that holds it. */
  | 'ledger'
  | 'ledgerBlock'
  /** Addresses of all contracts by name: JSON. */
  | 'deployment'
  /** What a deployment to a network was begun with: a hash. */
  | 'deploymentTerms'
  /** Address whose key pays the gas, budgets and demo stakes. */
  | 'operator'
  /** Who may send operator transactions now: JSON of a lease. */
  | 'sender'
  /** Blocks up to which events have been applied: JSON, newest last. */
  | 'checkpoints'
  /** Who may speak to wallets over WalletConnect now: JSON of a lease. */
  | 'walletconnect'
  /** The court's experts as they were found last: JSON. */
  | 'experts'
  /** Locked while batches are built. */
  | 'batches'

export async function readChainState(trx: Trx, key: ChainStateKey): Promise<string | null> {
  const row = await trx.selectFrom('chain_state').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value ?? null
}

export async function writeChainState(trx: Trx, key: ChainStateKey, value: string): Promise<void> {
  await trx
    .insertInto('chain_state')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

/** The value (empty when there is none yet), locked until the transaction ends. */
export async function lockChainState(trx: Trx, key: ChainStateKey): Promise<string> {
  await trx
    .insertInto('chain_state')
    .values({ key, value: '' })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const row = await trx
    .selectFrom('chain_state')
    .select('value')
    .where('key', '=', key)
    .$if(locksRows(trx), (query) => query.forUpdate())
    .executeTakeFirstOrThrow()
  return row.value
}
