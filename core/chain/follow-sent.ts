import { Transaction, type TransactionReceipt } from 'ethers'
import { msBetween } from '../clock.ts'
import {
  confirmTransaction,
  failTransaction,
  recordAttempt,
  recordMined,
  reopenTransactions,
  requeueTransaction,
} from '../store/chain-transaction-steps.ts'
import { type Attempt, type ChainTransaction, sentTransactions } from '../store/chain-transactions.ts'
import type { Trx } from '../store/database.ts'
import { broadcast } from './broadcast.ts'
import { currentFees, replacementFees } from './fees.ts'
import { until } from './processes.ts'
import type { SenderContext } from './sender-context.ts'
import { sign } from './sign-next.ts'
import { whyReverted } from './why-reverted.ts'

/** Where the transactions that are under way stand. */
export interface OpenTransactions {
  readonly unmined: number
  readonly unconfirmed: number
}

/** What the chain said at the start of a look. The nonce is asked before the receipts: whoever is mined in
 * between has a receipt, so a used nonce without one was used by somebody else. */
interface View {
  readonly head: number
  readonly minedNonces: number
}

type Standing = 'unmined' | 'unconfirmed' | 'ended'

const REBROADCAST_MS = 15_000
/** After so many dearer forms fees are 28 times the first; more would only hide a deeper fault. */
const MAX_ATTEMPTS = 16
const MINE_WAIT_MS = 1_000
const TRANSFER_GAS = 21_000n

/** Follows signed transactions until they are confirmed, whatever happens to the node or to us. */
export class Follower {
  readonly #context: SenderContext
  readonly #bumpAfterMs: number
  /** When each form was last handed to the node; empty after a start, so everything unmined is sent again. */
  readonly #launched = new Map<string, number>()
  /** The newest block when a transaction's nonce was first seen used without its receipt. */
  readonly #nonceLostAt = new Map<string, number>()

  constructor(context: SenderContext, bumpAfterMs: number) {
    this.#context = context
    this.#bumpAfterMs = bumpAfterMs
  }

  /** Takes every signed transaction one step further. */
  async follow(): Promise<OpenTransactions> {
    const view = await this.#look()
    const unmined: ChainTransaction[] = []
    let unconfirmed = 0
    for (const one of await this.#context.store.transaction(sentTransactions)) {
      const standing = await this.#followOne(one, view)
      if (standing === 'unmined') unmined.push(one)
      if (standing === 'unconfirmed') unconfirmed++
    }
    await this.#fillGap(unmined, view)
    return { unmined: unmined.length, unconfirmed }
  }

  /** Broadcasts, and waits a moment for a chain that mines at once. */
  async launch(attempt: Attempt): Promise<void> {
    const { provider } = this.#context.client
    await this.#put(attempt)
    await until(async () => (await provider.getTransactionReceipt(attempt.hash)) !== null, MINE_WAIT_MS)
  }

  async #look(): Promise<View> {
    const { client, wallet, log } = this.#context
    const minedNonces = await client.provider.getTransactionCount(wallet.address, 'latest')
    const reopened = await this.#guarded((trx) => reopenTransactions(trx, { nonce: minedNonces }))
    if (reopened > 0) {
      log.warn({ transactions: reopened }, 'the chain went back; sending its lost transactions again')
      this.#launched.clear()
    }
    return { minedNonces, head: await client.provider.getBlockNumber() }
  }

  async #followOne(one: ChainTransaction, view: View): Promise<Standing> {
    const receipt = await this.#receiptOf(one)
    if (receipt) return this.#settle(one, receipt, view)
    if (one.blockNumber !== null) await this.#guarded((trx) => recordMined(trx, one.id, null))
    const latest = one.attempts.at(-1)
    if (one.nonce === null || !latest) throw new Error(`transaction ${one.id} was sent without a signature`)
    if (one.nonce < view.minedNonces) await this.#yieldNonce(one, view)
    else await this.#push(one, latest)
    return 'unmined'
  }

  async #receiptOf({ attempts }: ChainTransaction): Promise<TransactionReceipt | null> {
    for (const { hash } of attempts.toReversed()) {
      const receipt = await this.#context.client.provider.getTransactionReceipt(hash)
      if (receipt) return receipt
    }
    return null
  }

  async #settle(one: ChainTransaction, receipt: TransactionReceipt, view: View): Promise<Standing> {
    const { client, clock, log } = this.#context
    const deep = view.head - receipt.blockNumber >= client.confirmations
    const failure = deep && receipt.status === 0 ? await whyReverted(this.#context, one, receipt) : null
    await this.#guarded(async (trx) => {
      await recordMined(trx, one.id, receipt)
      if (failure !== null) await failTransaction(trx, one.id, failure)
      else if (deep) await confirmTransaction(trx, one.id, clock.now())
    })
    if (failure !== null) log.error({ reference: one.reference, failure }, 'a transaction reverted')
    return deep ? 'ended' : 'unconfirmed'
  }

  /** The nonce went to a transaction that is not ours: once that is certain, ours queues again. */
  async #yieldNonce(one: ChainTransaction, { head }: View): Promise<void> {
    const { client, log } = this.#context
    const since = this.#nonceLostAt.get(one.id) ?? head
    this.#nonceLostAt.set(one.id, since)
    if (head - since < client.confirmations) return
    this.#nonceLostAt.delete(one.id)
    log.warn({ reference: one.reference, nonce: one.nonce }, 'a foreign transaction used our nonce')
    await this.#guarded((trx) => requeueTransaction(trx, one.id))
  }

  /** Sends an unmined transaction again: as it is when the node may have lost it, dearer when it is old. */
  async #push(one: ChainTransaction, latest: Attempt): Promise<void> {
    const { client, clock } = this.#context
    const now = clock.now()
    const age = one.sentAt === null ? 0 : msBetween(one.sentAt, now)
    if (age >= this.#bumpAfterMs && one.attempts.length < MAX_ATTEMPTS) {
      const fees = replacementFees(latest.raw, await currentFees(client.provider))
      const { nonce, gasLimit } = Transaction.from(latest.raw)
      const call = { to: one.to, data: one.data, nonce, gasLimit, ...fees }
      const attempt = await sign(this.#context, call)
      await this.#guarded((trx) => recordAttempt(trx, one, { attempt, nonce, sentAt: now }))
      await this.#put(attempt)
    } else if (Date.parse(now) - (this.#launched.get(latest.hash) ?? 0) >= REBROADCAST_MS) {
      await this.#put(latest)
    }
  }

  /** A foreign transaction that the chain forgot leaves a hole in our nonces, before which nothing is mined. */
  async #fillGap(unmined: readonly ChainTransaction[], { minedNonces: nonce }: View): Promise<void> {
    const { client, wallet, log } = this.#context
    if ((unmined[0]?.nonce ?? nonce) <= nonce) return
    log.warn({ nonce }, 'filling a hole in the nonces with an empty transfer to ourselves')
    const fees = await currentFees(client.provider)
    const filler = { to: wallet.address, data: '0x', nonce, gasLimit: TRANSFER_GAS, ...fees }
    await this.#put(await sign(this.#context, filler))
  }

  async #put({ hash, raw }: Attempt): Promise<void> {
    const { client, clock, wallet, log } = this.#context
    const outcome = await broadcast(client, raw)
    this.#launched.set(hash, Date.parse(clock.now()))
    if (outcome === 'poor') log.error({ operator: wallet.address }, 'the operator cannot pay the gas')
    if (outcome === 'cheap') log.warn({ hash }, 'the node wants higher fees to replace a transaction')
  }

  /** A database step that is taken only while nobody else sends. */
  #guarded<T>(step: (trx: Trx) => Promise<T>): Promise<T> {
    return this.#context.store.transaction(async (trx) => {
      await this.#context.lease.assertHeld(trx)
      return step(trx)
    })
  }
}
