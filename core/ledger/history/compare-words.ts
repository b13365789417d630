import { amount } from '../../amount.ts'
import { accountIn, type Book, owedUnits, seatIn } from '../book/book.ts'
import { weiOf } from '../units.ts'
import { accountLayout, batchLayout, seatLayout } from '../words.ts'
import { type Difference, differs } from './replay.ts'

/** Words of the ledger as its storage has them at one moment; what was not read is left out. */
export interface StoredWords {
  readonly accounts?: ReadonlyMap<number, bigint>
  readonly seats?: ReadonlyMap<number, bigint>
  /** Balances in units. */
  readonly projects?: ReadonlyMap<number, bigint>
  readonly batches?: ReadonlyMap<number, { readonly word: bigint; readonly commitment: string }>
  /** By account. */
  readonly withdrawals?: ReadonlyMap<number, bigint>
  /** By operator. */
  readonly bonds?: ReadonlyMap<string, bigint>
  readonly totals?: Readonly<Record<'totalUnits' | 'sponsorFund' | 'disputeFund', bigint>>
}

/** Every field that the ledger keeps otherwise than the mirror. */
export function compareWords(book: Book, stored: StoredWords): Difference[] {
  const { totalUnits, sponsorFund, disputeFund } = book
  return [
    ...each(stored.accounts, (id, word) =>
      compareFields(`account ${id}`, accountLayout.unpack(word), accountIn(book, id)),
    ),
    ...each(stored.seats, (seat, word) =>
      compareFields(`seat ${seat}`, seatLayout.unpack(word), seatIn(book, seat)),
    ),
    ...each(stored.batches, (id, { word, commitment }) => {
      const batch = book.batches.get(id)
      const computed = batch && { ...batch.word, commitment: batch.commitment }
      return computed
        ? compareFields(`batch ${id}`, { ...batchLayout.unpack(word), commitment }, computed)
        : []
    }),
    ...each(stored.projects, (id, balance) =>
      compareFields(`project ${id}`, { balance }, { balance: book.projects.get(id)?.balance }),
    ),
    ...each(stored.withdrawals, (id, withdrawal) =>
      compareFields(`account ${id}`, { withdrawal }, { withdrawal: book.withdrawals.get(id)?.units ?? 0n }),
    ),
    ...each(stored.bonds, (operator, bond) =>
      compareFields(operator, { bond }, { bond: book.bonds.get(operator)?.units ?? 0n }),
    ),
    ...(stored.totals
      ? compareFields('the ledger', stored.totals, { totalUnits, sponsorFund, disputeFund })
      : []),
  ]
}

function each<K, V>(
  stored: ReadonlyMap<K, V> | undefined,
  compare: (key: K, value: V) => Difference[],
): Difference[] {
  return [...(stored ?? [])].flatMap(([key, value]) => compare(key, value))
}

/** Whether what is owed is all that was paid in, and whether it is there. `heldWei` is the ledger's token balance. */
export function compareSolvency(book: Book, heldWei: bigint): Difference[] {
  const owed = owedUnits(book)
  const tokens = (units: bigint) => amount(weiOf(units))
  return [
    ...(owed === book.totalUnits
      ? []
      : differs('verify.total', { counted: tokens(book.totalUnits), owed: tokens(owed) })),
    ...(weiOf(owed) <= heldWei
      ? []
      : differs('verify.insolvent', { owed: tokens(owed), held: amount(heldWei) })),
  ]
}

function compareFields(what: string, stated: object, computed: object): Difference[] {
  return Object.entries(stated).flatMap(([field, value]) => {
    const other: unknown = Reflect.get(computed, field)
    return value === other
      ? []
      : differs('verify.word', { what, field, stated: String(value), computed: String(other) })
  })
}
