import type { PersonId } from '../../ids.ts'
import type { Trx } from '../../store/database.ts'
import { addJudgements } from '../../store/standings.ts'
import { KEPT } from '../belief/reputation.ts'

/** Judges an answer to an item that is active gold, for sure and at once. One statement. */
export async function judgeByGold(
  trx: Trx,
  family: string,
  { personId, right }: { personId: PersonId; right: boolean },
): Promise<void> {
  await addJudgements(trx, family, [{ personId, right, weight: 1, byGold: true }], KEPT)
}
