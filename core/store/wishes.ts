import { z } from 'zod'
import type { Instant } from '../clock.ts'
import type { AccountId, AppealId, BatchId, ItemId, PersonId, WalletFlowId } from '../ids.ts'
import type { MoneyWish } from '../wallet/flow.ts'
import type { Trx } from './database.ts'
import { wishKinds } from './wish-kinds.ts'

const whole = z.string().regex(/^\d+$/).transform(BigInt)
const appeal = z.object({
  id: z.custom<AppealId>((given) => typeof given === 'string'),
  personId: z.custom<PersonId>((given) => typeof given === 'string'),
  itemId: z.custom<ItemId>((given) => typeof given === 'string'),
  batchId: z.custom<BatchId>((given) => typeof given === 'string'),
  batch: z.number(),
  position: z.number(),
  stage: z.number(),
  verdict: z.enum(['accepted', 'rejected']),
  reason: z.string(),
  isFree: z.boolean(),
})
const verdict = z.object({
  digest: z.string(),
  batch: z.number(),
  openHash: z.string(),
  verdicts: z.string(),
  positions: z.array(z.number()),
})
const finding = z.object({
  digest: z.string(),
  batch: z.number(),
  position: z.number(),
  draw: z.number(),
  verdict: z.enum(['accepted', 'rejected']),
})
const wish = z.object({
  kind: z.enum(wishKinds),
  amountWei: whole,
  session: z.object({ lossWei: whole, perLabelWei: whole, expiry: z.number() }).nullable(),
  // Wishes stored before there were any have none.
  appeal: appeal.nullable().default(null),
  verdict: verdict.nullable().default(null),
  finding: finding.nullable().default(null),
  nonce: whole,
  validBefore: z.number(),
})

/** Kinds that set the limits of an address, or end them. */
const SETS_SESSION: readonly MoneyWish['kind'][] = ['deposit', 'session', 'revoke']

/** A wish as text for the database; {@link readWish} is its inverse. */
export function writeWish(wanted: MoneyWish): string {
  return JSON.stringify(wanted, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

export function readWish(text: string): MoneyWish {
  return wish.parse(JSON.parse(text))
}

/** Where the transactions of signed wishes stand. */
export interface SentWish {
  readonly flowId: WalletFlowId
  readonly wish: MoneyWish
  readonly state: 'confirmed' | 'failed'
  readonly failure: string | null
  /** The block that holds it; null when it never got into one. */
  readonly block: number | null
}

/** Signed wishes whose transaction has come to an end. */
export async function settledWishes(trx: Trx): Promise<SentWish[]> {
  const rows = await trx
    .selectFrom('wallet_flows')
    .innerJoin('chain_transactions', 'chain_transactions.id', 'wallet_flows.transaction_id')
    .select(['wallet_flows.id', 'wallet_flows.wish'])
    .select(['chain_transactions.state', 'chain_transactions.failure', 'chain_transactions.block_number'])
    .where('wallet_flows.state', '=', 'sent')
    .where('chain_transactions.state', 'in', ['confirmed', 'failed'])
    .execute()
  return rows.map(({ id, wish: wanted, state, failure, block_number: block }) => ({
    flowId: id,
    wish: readWish(wanted ?? ''),
    state: state as SentWish['state'],
    failure,
    block,
  }))
}

/** Sessions that end within a time, by the flow in which each was signed. */
export async function sessionsEnding(
  trx: Trx,
  { after, until }: { readonly after: Instant; readonly until: Instant },
): Promise<{ flowId: WalletFlowId; accountId: AccountId; address: string; endsAt: Instant }[]> {
  const rows = await trx
    .selectFrom('wallet_flows')
    .select(['id', 'account_id', 'address', 'deadline'])
    .where('state', '=', 'done')
    .where('wish', 'is not', null)
    .where('deadline', '>', after)
    .where('deadline', '<=', until)
    .execute()
  return rows.map((row) => ({
    flowId: row.id,
    accountId: row.account_id,
    address: row.address ?? '',
    endsAt: row.deadline ?? until,
  }))
}

/** True while something an account signed is on its way to the chain. */
export async function isSettling(trx: Trx, accountId: AccountId): Promise<boolean> {
  const row = await trx
    .selectFrom('wallet_flows')
    .select('id')
    .where('account_id', '=', accountId)
    .where('state', '=', 'sent')
    .executeTakeFirst()
  return row !== undefined
}

/** The limits a person signed last for an address and the ledger took, to tell what of them is used; or null. */
export async function lastSession(trx: Trx, address: string): Promise<MoneyWish['session']> {
  const row = await trx
    .selectFrom('wallet_flows')
    .select('wish')
    .where('address', '=', address)
    .where('state', '=', 'done')
    .where((eb) => eb.or(SETS_SESSION.map((kind) => eb('wish', 'like', `%"kind":"${kind}"%`))))
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.wish ? readWish(row.wish).session : null
}

/** The index of a demo wallet of the local chain; null for any other. */
export async function demoIndexOf(trx: Trx, address: string): Promise<number | null> {
  const row = await trx
    .selectFrom('wallets')
    .select('demo_index')
    .where('address', '=', address)
    .executeTakeFirst()
  return row?.demo_index ?? null
}
