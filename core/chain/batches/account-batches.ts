import type { Clock } from '../../clock.ts'
import { decodeForExperts } from '../../ledger/open-items.ts'
import {
  type Batch,
  type BatchItem,
  itemsOfBatch,
  setOutcomes,
  unaccountedBatches,
  updateBatch,
} from '../../store/batches.ts'
import { holdOf } from '../../store/breakers.ts'
import { changeWalletOf } from '../../store/chain-effects.ts'
import type { Store, Trx } from '../../store/database.ts'
import { type Voter, votersOfBatch } from '../../store/draws.ts'
import { putPayment } from '../../store/payments.ts'
import { releaseStakeLock } from '../../store/pending-annotations.ts'
import { republish } from '../../store/publications.ts'
import type { ChainClient } from '../client.ts'
import { ledgerInterface } from '../ledger-interface.ts'
import { readLedger } from '../read-ledger.ts'
import type { Reviews } from '../reviews.ts'
import {
  enqueueBatchNotices,
  enqueueReturnNotices,
  type NoticedPayment,
  type ReturnedStake,
} from './batch-notices.ts'
import { batchOutcomes, type EndedItem, type LedgerBefore } from './batch-outcomes.ts'

export interface Accounting {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
  readonly ledger: string
  readonly reviews: Reviews
}

/**
 * Brings our books in line with what the ledger paid: every item that ended gets its outcome, everybody their payment
 * and one notice for each transaction, each once. Returns how many batches it worked through.
 */
export async function accountBatches(accounting: Accounting): Promise<number> {
  const { store } = accounting
  const batches = await store.transaction((trx) => unaccountedBatches(trx))
  for (const batch of batches) await accountBatch(accounting, batch)
  return batches.length
}

async function accountBatch(accounting: Accounting, batch: Batch): Promise<void> {
  const { store, clock } = accounting
  const before = await ledgerBefore(accounting, batch)
  const ended = batchOutcomes(batch, before)
  await store.transaction(async (trx) => {
    const now = (await unaccountedBatches(trx)).find((one) => one.id === batch.id)
    // A reorganisation, or another process, came first.
    if (now?.paidHash !== batch.paidHash || now.paidBy !== batch.paidBy) return
    const paid = await bookItems(trx, accounting, batch, ended)
    await enqueueBatchNotices(trx, batch, paid, clock.now())
    await enqueueReturnNotices(
      trx,
      batch,
      returnedStakes(await itemsOfBatch(trx, batch.id), ended, (await holdOf(trx, batch.id)) !== null),
      clock.now(),
    )
    await updateBatch(trx, { ...now, accounted: true }, clock.now())
    await republish(trx, batch.id)
  })
}

/** Annotations that ended in this call without a verdict. */
function returnedStakes(
  items: readonly BatchItem[],
  ended: ReadonlyMap<number, EndedItem>,
  wasHeld: boolean,
): ReturnedStake[] {
  return items.flatMap(({ position, accountId }): ReturnedStake[] => {
    const end = ended.get(position)
    const why = end?.outcome === 'expired' && wasHeld ? 'held' : end?.outcome
    if (why === undefined || why === 'accepted' || why === 'rejected' || why === 'unclear') return []
    return [{ accountId, why, paidWei: end?.payments?.annotator.shareWei ?? 0n }]
  })
}

/** The words of the ledger right before the call that paid. */
async function ledgerBefore({ client, ledger }: Accounting, batch: Batch): Promise<LedgerBefore> {
  const settled = batch.settledBlock ?? 0
  const reader = readLedger(client, ledger, settled - 1)
  const word = await reader.batch(batch.number)
  const block = await client.provider.getBlock(settled)
  if (!block) throw new Error(`block ${settled} is gone`)
  const params = await reader.params(batch.ledgerProject)
  const penalty = batch.paidBy === 'BatchExpired' ? await readPenalty(client, ledger, batch) : 0n
  return { word, params, seats: await reader.seats(word.nSeats), timestamp: block.timestamp, penalty }
}

/** What operators paid for letting a batch expire, in units, from the event of it. */
async function readPenalty(
  { provider }: ChainClient,
  ledger: string,
  { paidHash, number }: Batch,
): Promise<bigint> {
  const receipt = paidHash === null ? null : await provider.getTransactionReceipt(paidHash)
  if (!receipt) throw new Error(`transaction ${paidHash} is gone`)
  const events = receipt.logs
    .filter((log) => log.address === ledger)
    .map((log) => ledgerInterface.parseLog(log))
  const own = events.find((one) => one?.name === 'BatchExpired' && Number(one.args.batch) === number)
  return BigInt(own?.args.penalty ?? 0n)
}

async function bookItems(
  trx: Trx,
  accounting: Accounting,
  batch: Batch,
  ended: ReadonlyMap<number, EndedItem>,
): Promise<NoticedPayment[]> {
  const voters = Map.groupBy(await votersOfBatch(trx, batch.id), (voter) => voter.itemId)
  const paid: NoticedPayment[] = []
  const outcomes = new Map<number, string>()
  const waiting = new Set(decodeForExperts(batch.expertItems).map((open) => open.item))
  for (const item of await itemsOfBatch(trx, batch.id)) {
    const end = ended.get(item.position)
    if (!end && waiting.has(item.position)) await accounting.reviews.escalate(trx, item.itemId)
    if (!end) continue
    const booked = await bookItem(trx, accounting, {
      batch,
      item,
      end,
      voters: voters.get(item.itemId) ?? [],
    })
    // What late operators pay is told with the stake that comes back.
    if (end.outcome !== 'expired') paid.push(...booked)
    // An outcome that was known is paid again after a reorganisation, or was skipped at the lock.
    if (item.outcome !== null) continue
    outcomes.set(item.position, end.outcome)
    await accounting.reviews.close(trx, accounting.clock, { itemId: item.itemId, outcome: end.outcome })
  }
  await setOutcomes(trx, batch.id, outcomes)
  return paid
}

interface Booked {
  readonly batch: Batch
  readonly item: BatchItem
  readonly end: EndedItem
  readonly voters: readonly Voter[]
}

async function bookItem(trx: Trx, { clock }: Accounting, booked: Booked): Promise<NoticedPayment[]> {
  const { batch, item, end, voters } = booked
  // What was released before is settled again after a reorganisation.
  const heldWei = await releaseStakeLock(trx, item.annotationId)
  if (heldWei !== null) await changeWalletOf(trx, item.accountId, { held: -heldWei })
  if (!end.payments) return []
  const { annotator, seats } = end.payments
  const common = { batchId: batch.id, transactionHash: batch.paidHash ?? '', paidAt: clock.now() }
  const payments = [
    { ...common, annotationId: item.annotationId, accountId: item.accountId, ...annotator },
    ...voters.flatMap(({ seat, annotationId, accountId }) => {
      const due = seats.get(seat)
      return due ? [{ ...common, annotationId, accountId, ...due }] : []
    }),
  ]
  const fresh: NoticedPayment[] = []
  for (const payment of payments) {
    if (!(await putPayment(trx, payment))) continue
    const { rewardWei, shareWei, slashWei } = payment
    // A validator's slash is taken from the seat, not from the stake that annotations hold.
    const fromStake = payment.annotationId === item.annotationId ? slashWei : 0n
    await changeWalletOf(trx, payment.accountId, {
      earned: rewardWei + shareWei,
      slashed: slashWei,
      deposited: slashWei - fromStake,
    })
    fresh.push(payment)
  }
  return fresh
}
