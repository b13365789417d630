import type { Instant } from '../clock.ts'
import type { AccountId, WalletFlowId } from '../ids.ts'
import type { FlowFailure, FlowMethod, FlowState, Holder, MoneyWish, WalletFlow } from '../wallet/flow.ts'
import { locksRows, type Trx } from './database.ts'
import type { WalletFlowRow } from './schema/wallets.ts'
import { readWish, writeWish } from './wishes.ts'

/** What changes with a step of a flow; what is left out stays. */
export type FlowChange = Partial<
  Pick<
    WalletFlow,
    | 'state'
    | 'pairingTopic'
    | 'sessionTopic'
    | 'uri'
    | 'nonce'
    | 'address'
    | 'message'
    | 'holder'
    | 'failure'
    | 'shownAt'
    | 'deadline'
    | 'endedAt'
    | 'transactionId'
  >
>

const COLUMNS = {
  state: 'state',
  pairingTopic: 'pairing_topic',
  sessionTopic: 'session_topic',
  uri: 'uri',
  nonce: 'nonce',
  address: 'address',
  message: 'message',
  holder: 'holder',
  failure: 'failure',
  shownAt: 'shown_at',
  deadline: 'deadline',
  endedAt: 'ended_at',
  transactionId: 'transaction_id',
} as const satisfies Record<keyof FlowChange, keyof WalletFlowRow>

/** States in which a WalletConnect flow takes one of the places. */
const BUSY: readonly FlowState[] = ['opening', 'waiting', 'signing']

export interface NewFlow {
  readonly id: WalletFlowId
  readonly accountId: AccountId
  readonly platform: string
  readonly platformUserId: string
  readonly handle: string | null
  readonly method: FlowMethod
  readonly state: 'queued' | 'waiting' | 'sent'
  readonly tokenHash: string | null
  readonly createdAt: Instant
  readonly deadline: Instant | null
  /** What the linked wallet, and only that, is to sign. */
  readonly wish?: { readonly wish: MoneyWish; readonly address: string; readonly message: string }
  readonly transactionId?: string
}

export async function insertFlow(trx: Trx, flow: NewFlow): Promise<WalletFlow> {
  const row = await trx
    .insertInto('wallet_flows')
    .values({
      id: flow.id,
      account_id: flow.accountId,
      platform: flow.platform,
      platform_user_id: flow.platformUserId,
      handle: flow.handle,
      method: flow.method,
      state: flow.state,
      version: 1,
      pairing_topic: null,
      session_topic: null,
      uri: null,
      token_hash: flow.tokenHash,
      nonce: null,
      address: flow.wish?.address ?? null,
      message: flow.wish?.message ?? null,
      wish: flow.wish ? writeWish(flow.wish.wish) : null,
      transaction_id: flow.transactionId ?? null,
      holder: null,
      failure: null,
      created_at: flow.createdAt,
      shown_at: flow.state === 'waiting' ? flow.createdAt : null,
      deadline: flow.deadline,
      ended_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return flowOf(row)
}

export async function findFlow(trx: Trx, id: WalletFlowId): Promise<WalletFlow | null> {
  return await findBy(trx, 'id', id)
}

/** The flow with this id, its row locked until the transaction ends; or null. */
export async function lockFlow(trx: Trx, id: WalletFlowId): Promise<WalletFlow | null> {
  const row = await trx
    .selectFrom('wallet_flows')
    .selectAll()
    .where('id', '=', id)
    .$if(locksRows(trx), (query) => query.forNoKeyUpdate())
    .executeTakeFirst()
  return row ? flowOf(row) : null
}

/** The flow of a pairing, a session or a one-time link. */
export async function findBy(
  trx: Trx,
  column: 'id' | 'pairing_topic' | 'session_topic' | 'token_hash',
  value: string,
): Promise<WalletFlow | null> {
  const row = await trx
    .selectFrom('wallet_flows')
    .selectAll()
    .where(column, '=', value as WalletFlowId)
    .executeTakeFirst()
  return row ? flowOf(row) : null
}

/** Changes a flow that is in one of the states and, when a nonce is given, still has it; null when it is not. */
export async function changeFlow(
  trx: Trx,
  id: WalletFlowId,
  from: { readonly states: readonly FlowState[]; readonly nonce?: string | null },
  change: FlowChange,
): Promise<WalletFlow | null> {
  const { nonce } = from
  const columns = Object.entries(change).map(([key, value]) => [COLUMNS[key as keyof FlowChange], value])
  const row = await trx
    .updateTable('wallet_flows')
    .set((eb) => ({ ...Object.fromEntries(columns), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', from.states)
    .$if(nonce !== undefined, (query) => query.where('nonce', '=', nonce as string))
    .returningAll()
    .executeTakeFirst()
  return row ? flowOf(row) : null
}

/** The flows of an account that have no end yet. */
export async function openFlowsOf(trx: Trx, accountId: AccountId): Promise<WalletFlow[]> {
  const rows = await trx
    .selectFrom('wallet_flows')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()
  return rows.map(flowOf)
}

/** How many flows an account has begun since. */
export async function countFlowsSince(trx: Trx, accountId: AccountId, since: Instant): Promise<number> {
  const row = await trx
    .selectFrom('wallet_flows')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** WalletConnect flows without an end, oldest first, in these states. */
async function openRows(trx: Trx, states: readonly FlowState[]): Promise<WalletFlowRow[]> {
  return await trx
    .selectFrom('wallet_flows')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('method', '=', 'walletconnect')
    .where('state', 'in', states)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

/** WalletConnect flows that take one of the places. */
export async function busyFlows(trx: Trx): Promise<WalletFlow[]> {
  return (await openRows(trx, BUSY)).map(flowOf)
}

/** WalletConnect flows that wait for a place, in their order. */
export async function queuedFlows(trx: Trx): Promise<WalletFlow[]> {
  return (await openRows(trx, ['queued'])).map(flowOf)
}

/** Flows whose present state is over. */
export async function overdueFlows(trx: Trx, now: Instant): Promise<WalletFlow[]> {
  const rows = await trx
    .selectFrom('wallet_flows')
    .selectAll()
    .where('ended_at', 'is', null)
    .where('deadline', '<=', now)
    .execute()
  return rows.map(flowOf)
}

/** Flows that need their pairing no longer. */
export async function pairedForNothing(trx: Trx): Promise<WalletFlow[]> {
  const rows = await trx
    .selectFrom('wallet_flows')
    .selectAll()
    .where('pairing_topic', 'is not', null)
    .where('state', 'in', ['proven', 'linked', 'asked', 'sent', 'done', 'failed'])
    .execute()
  return rows.map(flowOf)
}

/** Forgets the pairing and the session of flows, which changes nothing that people see. */
export async function forgetTopics(trx: Trx, ids: readonly WalletFlowId[]): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('wallet_flows')
    .set({ pairing_topic: null, session_topic: null, uri: null })
    .where('id', 'in', ids)
    .execute()
}

/** Forgets flows that ended before, but for those whose session is not over. Returns how many. */
export async function deleteFlowsBefore(trx: Trx, before: Instant): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('wallet_flows')
    .where('ended_at', '<', before)
    .where((eb) => eb.or([eb('deadline', 'is', null), eb('deadline', '<', before)]))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

function flowOf(row: WalletFlowRow): WalletFlow {
  return {
    id: row.id,
    accountId: row.account_id,
    platform: row.platform,
    platformUserId: row.platform_user_id,
    handle: row.handle,
    method: row.method as FlowMethod,
    state: row.state as FlowState,
    version: row.version,
    pairingTopic: row.pairing_topic,
    sessionTopic: row.session_topic,
    uri: row.uri,
    nonce: row.nonce,
    address: row.address,
    message: row.message,
    holder: row.holder as Holder | null,
    failure: row.failure as FlowFailure | null,
    createdAt: row.created_at,
    shownAt: row.shown_at,
    deadline: row.deadline,
    endedAt: row.ended_at,
    wish: row.wish === null ? null : readWish(row.wish),
    transactionId: row.transaction_id,
  }
}
