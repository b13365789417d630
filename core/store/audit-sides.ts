import type { AccountId } from '../ids.ts'
import type { Audit } from './audits.ts'
import type { Trx } from './database.ts'
import { VOTE } from './draws.ts'

/** An answer that the ledger judged in the first round of an audited item. */
export interface JudgedSide {
  /** As the court names it: the place in the order of the draw, 255 for the annotator. */
  readonly draw: number
  readonly accountId: AccountId
  /** Whether the ledger's verdict was on this side. */
  readonly won: boolean
  /** What the verdict took from it. */
  readonly slashWei: bigint
}

/** The draw that means the annotator. */
export const ANNOTATOR = 255

/** Everybody whose answer took a side in the first round of an audited item, as the ledger judged them. */
export async function judgedSides(trx: Trx, audit: Audit): Promise<JudgedSide[]> {
  const rows = await trx
    .selectFrom('annotations')
    .leftJoin('draws', (join) =>
      join
        .onRef('draws.item_id', '=', 'annotations.item_id')
        .onRef('draws.annotation_id', '=', 'annotations.id'),
    )
    .leftJoin('payments', 'payments.annotation_id', 'annotations.id')
    .select(['annotations.account_id', 'annotations.role', 'draws.place', 'draws.stage', 'draws.code'])
    .select('payments.slash_wei')
    .where('annotations.item_id', '=', audit.itemId)
    .where('annotations.round', '=', audit.round)
    .where('annotations.counted', '=', 1)
    .orderBy('annotations.id')
    .execute()
  const winner = audit.verdict === 'accepted' ? VOTE.approve : VOTE.reject
  return rows.flatMap((row) => {
    const common = { accountId: row.account_id, slashWei: BigInt(row.slash_wei ?? '0') }
    if (row.role === 'annotator') return [{ ...common, draw: ANNOTATOR, won: audit.verdict === 'accepted' }]
    const tookSide = row.code === VOTE.approve || row.code === VOTE.reject
    return row.stage === 1 && tookSide && row.place !== null
      ? [{ ...common, draw: row.place, won: row.code === winner }]
      : []
  })
}
