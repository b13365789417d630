import type { Instant } from '../clock.ts'
import type { Trx } from './database.ts'
import { weiSum } from './wei-sum.ts'

/** What people have at stake by our books, in wei. */
export interface AtStake {
  /** Held by answers that are not settled. */
  readonly answersWei: bigint
  readonly seatsWei: bigint
}

export async function readAtStake(trx: Trx): Promise<AtStake> {
  const wallets = await trx.selectFrom('wallets').select('held_wei as wei').execute()
  const seats = await trx
    .selectFrom('seats')
    .select('stake_wei as wei')
    .where('state', 'in', ['taken', 'leaving'])
    .execute()
  return { answersWei: weiSum(wallets), seatsWei: weiSum(seats) }
}

/** Rewards the ledger paid since, in wei, and for how many answers. */
export async function readOutflow(trx: Trx, since: Instant): Promise<{ wei: bigint; answers: number }> {
  const rows = await trx
    .selectFrom('payments')
    .select('reward_wei as wei')
    .where('paid_at', '>=', since)
    .where('reward_wei', '!=', '0')
    .execute()
  return { wei: weiSum(rows), answers: rows.length }
}
