import { signersIn } from '../quorum.ts'
import { least } from '../units.ts'
import type { AccountWord, BatchWord } from '../words.ts'
import { accountIn, type Batch, type Book, type Due } from './book.ts'
import { paramsOf } from './settle-batch.ts'

/** Who was locked in a batch. */
export interface LockedItems {
  readonly annotators: readonly number[]
  readonly terms: readonly number[]
  readonly items: readonly number[]
}

export interface Expired {
  /** Units the signers lose in all. */
  readonly penalty: bigint
  readonly accounts: ReadonlyMap<number, AccountWord>
  readonly bonds: ReadonlyMap<string, Due>
  /** Units that go back to the project. */
  readonly back: bigint
  readonly word: BatchWord
}

/**
 * What expiring a batch does whose operators were late: all stakes are free again, and whoever signed last pays the
 * annotators by items. `operators` is the list that signed; empty forgoes the penalty. Writes nothing.
 */
export function expireBatch(
  book: Book,
  { word }: Batch,
  { annotators, terms, items }: LockedItems,
  operators: readonly string[],
): Expired {
  const { bonds, penalty } = penalise(book, word, operators)
  const { labelStake } = paramsOf(book, word)
  const locked = items.filter((index) => terms[index])
  const share = locked.length > 0 ? penalty / BigInt(locked.length) : 0n
  const accounts = new Map<number, AccountWord>()
  for (const [index, id] of annotators.entries()) {
    const count = BigInt(locked.filter((one) => one === index).length)
    if (count === 0n) continue
    const account = accountIn(book, id)
    const unlocked = count * labelStake
    const free = account.free + unlocked + count * share
    accounts.set(id, { ...account, free, locked: account.locked - unlocked })
  }
  const back = word.reserved + penalty - share * BigInt(locked.length)
  return { penalty, accounts, bonds, back, word: { ...word, state: 'closed', reserved: 0n } }
}

function penalise(book: Book, { signers }: BatchWord, operators: readonly string[]) {
  const bonds = new Map<string, Due>()
  let penalty = 0n
  for (const index of signersIn(signers)) {
    const operator = operators[index]
    const bond = operator === undefined ? undefined : book.bonds.get(operator)
    if (operator === undefined || !bond) continue
    const units = least(bond.units, book.expiryPenalty)
    bonds.set(operator, { ...bond, units: bond.units - units })
    penalty += units
  }
  return { bonds, penalty }
}
