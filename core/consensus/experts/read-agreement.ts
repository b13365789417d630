import type { ItemId } from '../../ids.ts'
import { personsOfItem } from '../../store/assignments.ts'
import type { Trx } from '../../store/database.ts'
import { expertPersons, type Ruling, rulingsOf } from '../../store/expert-cases.ts'
import { type AgreedRuling, agreedRuling, rulingsNeeded } from './agreed-ruling.ts'

export interface Agreement {
  readonly rulings: readonly Ruling[]
  readonly needed: number
  /** Null while too few say the same. */
  readonly agreed: AgreedRuling | null
}

/** What the experts say of an item so far. */
export async function readAgreement(trx: Trx, itemId: ItemId, round: number): Promise<Agreement> {
  const experts = await expertPersons(trx)
  const tookPart = new Set(await personsOfItem(trx, itemId))
  const outsiders = experts.filter((expert) => !tookPart.has(expert))
  const needed = rulingsNeeded(experts.length, outsiders.length)
  const rulings = await rulingsOf(trx, itemId, round)
  const agreed = agreedRuling(
    rulings.map((ruling) => ruling.label),
    needed,
  )
  return { rulings, needed, agreed }
}
