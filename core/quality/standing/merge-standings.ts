import type { PersonId } from '../../ids.ts'
import type { Trx } from '../../store/database.ts'
import { moveObjections } from '../../store/gold-objections.ts'
import { movePractice } from '../../store/practice.ts'
import { moveRanks } from '../../store/ranks.ts'
import { takeStandings } from '../../store/standings.ts'
import { recomputeStanding } from './recompute-standing.ts'

/** Brings reputation and ranks in line after `from` became `into`, whose answers are all theirs by now. */
export async function mergeStandings(trx: Trx, from: PersonId, into: PersonId): Promise<void> {
  await moveRanks(trx, from, into)
  await movePractice(trx, from, into)
  await moveObjections(trx, from, into)
  for (const family of await takeStandings(trx, from)) await recomputeStanding(trx, family, into)
}
