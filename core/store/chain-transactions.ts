import { z } from 'zod'
import type { Instant } from '../clock.ts'
import { newId } from '../ids.ts'
import { lockChainState } from './chain-state.ts'
import { locksRows, type Trx } from './database.ts'
import type { ChainTransactionRow } from './schema/chain.ts'

export type ChainTransactionKind =
  | 'deploy'
  | 'approve'
  | 'project'
  | 'fund'
  | 'refund'
  | 'stake'
  | 'relay'
  | 'lock'
  | 'settle'
  | 'cycle'
  | 'court'

const attempts = z.array(z.object({ hash: z.string(), raw: z.string() }))

/** One signed form of a transaction. A row may have several: dearer ones, or ones with a later nonce. */
export type Attempt = z.infer<typeof attempts>[number]

/** A transaction of the operator, from the wish to its confirmation. */
export interface ChainTransaction {
  readonly id: string
  readonly kind: ChainTransactionKind
  /** Names the effect; no two transactions share one. */
  readonly reference: string
  /** Null for a deployment. */
  readonly to: string | null
  readonly data: string
  readonly state: 'queued' | 'sent' | 'confirmed' | 'failed'
  readonly nonce: number | null
  readonly attempts: readonly Attempt[]
  /** Of the attempt that was mined, else of the latest. */
  readonly hash: string | null
  /** Null until mined. */
  readonly blockNumber: number | null
  readonly gasUsed: bigint | null
  readonly contractAddress: string | null
  readonly failure: string | null
  readonly sentAt: Instant | null
}

export interface NewChainTransaction {
  readonly kind: ChainTransactionKind
  readonly reference: string
  readonly to: string | null
  readonly data: string
  readonly createdAt: Instant
}

/** Queues a transaction behind all others and returns its id; a known reference is left as it is. */
export async function enqueueTransaction(trx: Trx, wanted: NewChainTransaction): Promise<string> {
  await lockChainState(trx, 'batches')
  const known = await findTransaction(trx, wanted.reference)
  if (known) return known.id
  const last = await trx
    .selectFrom('chain_transactions')
    .select((eb) => eb.fn.max('sequence').as('sequence'))
    .executeTakeFirst()
  const id = newId<string>()
  await trx
    .insertInto('chain_transactions')
    .values({
      id,
      kind: wanted.kind,
      reference: wanted.reference,
      to_address: wanted.to,
      data: wanted.data,
      state: 'queued',
      sequence: (last?.sequence ?? 0) + 1,
      nonce: null,
      attempts: '[]',
      hash: null,
      block_number: null,
      gas_used: null,
      contract_address: null,
      failure: null,
      sent_at: null,
      created_at: wanted.createdAt,
      confirmed_at: null,
    })
    .execute()
  return id
}

/** The transaction with this reference, or null. */
export async function findTransaction(trx: Trx, reference: string): Promise<ChainTransaction | null> {
  const row = await trx
    .selectFrom('chain_transactions')
    .selectAll()
    .where('reference', '=', reference)
    .executeTakeFirst()
  return row ? transactionOf(row) : null
}

/** The transaction of which one signed form has this hash, or null. */
export async function findTransactionByHash(trx: Trx, hash: string): Promise<ChainTransaction | null> {
  const row = await trx
    .selectFrom('chain_transactions')
    .selectAll()
    .where((eb) => eb.or([eb('hash', '=', hash), eb('attempts', 'like', `%"${hash}"%`)]))
    .executeTakeFirst()
  return row ? transactionOf(row) : null
}

/** The transaction to send next, or null. */
export async function nextQueued(trx: Trx): Promise<ChainTransaction | null> {
  const row = await trx
    .selectFrom('chain_transactions')
    .selectAll()
    .where('state', '=', 'queued')
    .orderBy('sequence')
    .limit(1)
    .$if(locksRows(trx), (query) => query.forUpdate())
    .executeTakeFirst()
  return row ? transactionOf(row) : null
}

/** Signed transactions that are not confirmed, in the order of their nonces. */
export async function sentTransactions(trx: Trx): Promise<ChainTransaction[]> {
  const rows = await trx
    .selectFrom('chain_transactions')
    .selectAll()
    .where('state', '=', 'sent')
    .orderBy('nonce')
    .execute()
  return rows.map(transactionOf)
}

/** The highest nonce ever signed, or -1. */
export async function highestNonce(trx: Trx): Promise<number> {
  const row = await trx
    .selectFrom('chain_transactions')
    .select((eb) => eb.fn.max('nonce').as('nonce'))
    .executeTakeFirst()
  return row?.nonce ?? -1
}

/** Transactions that reverted or could not be sent, oldest first, for the operators to look at. */
export async function failedTransactions(trx: Trx): Promise<ChainTransaction[]> {
  const rows = await trx
    .selectFrom('chain_transactions')
    .selectAll()
    .where('state', '=', 'failed')
    .orderBy('sequence')
    .execute()
  return rows.map(transactionOf)
}

/** Puts failed transactions back in their place in the queue, but for those whose person was told that nothing came
 * of it. Returns how many. */
export async function requeueFailed(trx: Trx): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('chain_transactions')
    .set({ state: 'queued', nonce: null, failure: null })
    .where('state', '=', 'failed')
    .where('kind', '!=', 'relay')
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Number and gas of all mined transactions, and how many are not confirmed yet. */
export async function transactionTotals(
  trx: Trx,
): Promise<{ confirmed: number; gasUsed: bigint; open: number; failed: number }> {
  const rows = await trx.selectFrom('chain_transactions').select(['state', 'gas_used']).execute()
  const count = (...states: string[]) => rows.filter((row) => states.includes(row.state)).length
  return {
    confirmed: count('confirmed'),
    gasUsed: rows.reduce((sum, row) => sum + BigInt(row.gas_used ?? 0), 0n),
    open: count('queued', 'sent'),
    failed: count('failed'),
  }
}

function transactionOf(row: ChainTransactionRow): ChainTransaction {
  return {
    id: row.id,
    kind: row.kind as ChainTransactionKind,
    reference: row.reference,
    to: row.to_address,
    data: row.data,
    state: row.state as ChainTransaction['state'],
    nonce: row.nonce,
    attempts: attempts.parse(JSON.parse(row.attempts)),
    hash: row.hash,
    blockNumber: row.block_number,
    gasUsed: row.gas_used === null ? null : BigInt(row.gas_used),
    contractAddress: row.contract_address,
    failure: row.failure,
    sentAt: row.sent_at,
  }
}
