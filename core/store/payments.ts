import type { Instant } from '../clock.ts'
import type { AccountId, AnnotationId, BatchId, PersonId } from '../ids.ts'
import type { Trx } from './database.ts'

/** What the ledger paid or took for one annotation, in wei. */
export interface Payment {
  readonly annotationId: AnnotationId
  readonly batchId: BatchId
  readonly accountId: AccountId
  readonly rewardWei: bigint
  /** Part of what others lost. */
  readonly shareWei: bigint
  readonly slashWei: bigint
  readonly transactionHash: string
  readonly paidAt: Instant
}

/** Stores a payment. False when it is known: paid again after a reorganisation, it keeps its amounts and is found in
 * the new transaction. */
export async function putPayment(trx: Trx, payment: Payment): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('payments')
    .values({
      annotation_id: payment.annotationId,
      batch_id: payment.batchId,
      account_id: payment.accountId,
      reward_wei: String(payment.rewardWei),
      share_wei: String(payment.shareWei),
      slash_wei: String(payment.slashWei),
      transaction_hash: payment.transactionHash,
      paid_at: payment.paidAt,
    })
    .onConflict((conflict) => conflict.column('annotation_id').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 1n) return true
  await trx
    .updateTable('payments')
    .set({ transaction_hash: payment.transactionHash })
    .where('annotation_id', '=', payment.annotationId)
    .execute()
  return false
}

/** What a person's votes as a validator earned, shares of what others lost included, and cost, in wei. */
export async function moneyOfVotes(
  trx: Trx,
  personId: PersonId,
): Promise<{ readonly earnedWei: bigint; readonly lostWei: bigint }> {
  // Amounts are decimal text, which no database adds up exactly; of each there are few.
  const rows = await trx
    .selectFrom('annotations')
    .innerJoin('payments', 'payments.annotation_id', 'annotations.id')
    .select(['reward_wei', 'share_wei', 'slash_wei'])
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('annotations.person_id', '=', personId)
    .where('annotations.role', '=', 'validator')
    .groupBy(['reward_wei', 'share_wei', 'slash_wei'])
    .execute()
  let [earnedWei, lostWei] = [0n, 0n]
  for (const { reward_wei: reward, share_wei: share, slash_wei: slash, count } of rows) {
    earnedWei += BigInt(count) * (BigInt(reward) + BigInt(share))
    lostWei += BigInt(count) * BigInt(slash)
  }
  return { earnedWei, lostWei }
}
