import type { OpenItem } from '../open-items.ts'
import type { BatchWord } from '../words.ts'
import type { Batch, Book, Moment } from './book.ts'
import { addDecided, type Dues, noDues, rewardsOf } from './dues.ts'
import { type Payout, payoutOf } from './payout.ts'
import { paramsOf } from './settle-batch.ts'

/** What experts say of an item, in the order of the codes 1 to 3 on the wire. */
export const RULINGS = ['accepted', 'rejected', 'void'] as const
export type Ruling = (typeof RULINGS)[number]

export interface Ruled {
  readonly dues: Dues
  readonly payout: Payout
  readonly word: BatchWord
  readonly commitment: string
}

/**
 * What the experts' rulings on all open items do; the voters of both rounds are paid or slashed by them. A void item
 * gives the annotator's stake back and changes nobody's record. Writes nothing.
 */
export function resolveOpen(
  book: Book,
  batch: Batch,
  { settled, open, rulings }: { settled: string; open: readonly OpenItem[]; rulings: readonly Ruling[] },
  at: Moment,
): Ruled {
  const { word } = batch
  const params = paramsOf(book, word)
  const dues = noDues()
  for (const [index, item] of open.entries()) {
    const verdict = rulings[index] ?? 'void'
    if (verdict === 'void') voidItem(dues, item.annotator, params.labelStake)
    else addDecided(book, params, dues, { ...item, verdict, entries: [...item.first, ...item.panel] })
  }
  const back = word.reserved - rewardsOf(dues) + dues.dust
  const payout = payoutOf(book, { project: word.project, dues, back, vestHours: params.vestHours }, at)
  return { dues, payout, word: { ...word, state: 'closed', reserved: 0n, open: 0 }, commitment: settled }
}

function voidItem({ accounts }: Dues, annotator: number, labelStake: bigint): void {
  const due = accounts.get(annotator) ?? { unlocked: 0n, slashed: 0n, reward: 0n, good: 0, all: 0 }
  due.unlocked += labelStake
  accounts.set(annotator, due)
}
