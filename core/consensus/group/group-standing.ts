import type { PersonId } from '../../ids.ts'
import { personsGivenItem } from '../../store/assignments.ts'
import type { Trx } from '../../store/database.ts'
import { type Draw, drawsOfRound } from '../../store/draws.ts'
import type { DisputeKey } from '../../store/group-posts.ts'
import { matesOf } from '../../store/person-clusters.ts'

/** Whether somebody may vote on a dispute: with their draw when they may or did, otherwise why not. `related`: since
 * they were asked they came into one cluster with somebody who took part. */
export type GroupStanding =
  | { readonly kind: 'asked' | 'voted' | 'related'; readonly draw: Draw }
  | { readonly kind: 'notDrawn' | 'tookPart' | 'reserve' | 'gaveUp' | 'over' }

/** What somebody is to a dispute. The item must be locked. */
export async function groupStanding(
  trx: Trx,
  dispute: DisputeKey,
  personId: PersonId,
): Promise<GroupStanding> {
  const { itemId, stage } = dispute
  const all = await drawsOfRound(trx, dispute)
  const own = all.filter((one) => one.stage === stage && one.personId === personId)
  // Whoever joined two accounts may hold two seats.
  const draw = own.find((one) => one.state === 'voted') ?? own.at(-1)
  const takers = await personsGivenItem(trx, itemId)
  if (!draw) return { kind: takers.includes(personId) ? 'tookPart' : 'notDrawn' }
  switch (draw.state) {
    case 'voted':
      return { kind: 'voted', draw }
    case 'offered':
    case 'missed':
      break
    case 'reserve':
      return { kind: 'reserve' }
    case 'recused':
      return { kind: draw.reason === 'seen' ? 'tookPart' : 'gaveUp' }
    default:
      return { kind: 'over' }
  }
  const mates = (await matesOf(trx, [personId])).filter((mate) => mate !== personId)
  return { kind: mates.some((mate) => takers.includes(mate)) ? 'related' : 'asked', draw }
}
