import type { OpenEntry, OpenItem } from '../open-items.ts'
import type { BatchWord } from '../words.ts'
import type { Batch, Book, Moment } from './book.ts'
import { addDecided, addUnclear, addVoid, type Dues, noDues, rewardsOf } from './dues.ts'
import { type Payout, payoutOf } from './payout.ts'
import { paramsOf } from './settle-batch.ts'

/** What experts say of an item, in the order of the codes 1 to 4 on the wire. */
export const RULINGS = ['accepted', 'rejected', 'void', 'unclear'] as const
export type Ruling = (typeof RULINGS)[number]

export interface Ruled {
  readonly dues: Dues
  readonly payout: Payout
  readonly word: BatchWord
  readonly commitment: string
}

/**
 * What the experts' rulings on all open items do; the voters of both rounds are paid or slashed by them. A void item
 * gives the annotator's stake back, an unclear one also pays everybody who took a side; neither changes a record. Writes
 * nothing.
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
    const ruling = rulings[index] ?? 'void'
    const ended = { ...item, entries: [...item.first, ...item.panel] }
    if (ruling === 'void') addVoid(dues, item.annotator, params)
    else if (ruling === 'unclear') addUnclear(book, params, dues, ended)
    else addDecided(book, params, dues, { ...ended, verdict: ruling })
  }
  const back = word.reserved - rewardsOf(dues) + dues.dust
  const payout = payoutOf(book, { project: word.project, dues, back, vestHours: params.vestHours }, at)
  return { dues, payout, word: { ...word, state: 'closed', reserved: 0n, open: 0 }, commitment: settled }
}

/** How open items end without a verdict. */
export interface Silence {
  readonly open: readonly OpenItem[]
  readonly rulings: readonly Ruling[]
}

/**
 * How open items end when the experts are silent: unclear, but for those of which somebody says that they are not theirs.
 * Votes of seats that were left since are taken out, for nobody is there to be paid.
 */
export function inSilence(
  book: Pick<Book, 'seats' | 'seatTimes'>,
  { word, flagged }: Batch,
  open: readonly OpenItem[],
): Silence {
  const still = (entry: OpenEntry): OpenEntry => {
    const since = book.seatTimes.get(entry.seat) ?? 0
    return book.seats.has(entry.seat) && since < word.end ? entry : { ...entry, vote: 'none' }
  }
  return {
    open: open.map((one) => ({ ...one, first: one.first.map(still), panel: one.panel.map(still) })),
    rulings: open.map(({ item }) => (flagged.notMine.has(item) ? 'void' : 'unclear')),
  }
}
