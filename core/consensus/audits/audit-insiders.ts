import type { PersonId } from '../../ids.ts'
import { personsOfItem } from '../../store/assignments.ts'
import type { Audit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { drawsOfRound } from '../../store/draws.ts'

/** Who may not audit an item: whoever was given it, everybody of their clusters, and whoever was drawn for it, as the
 * court takes no signature of theirs even when they were never asked. */
export async function auditInsiders(
  trx: Trx,
  { itemId, round }: Pick<Audit, 'itemId' | 'round'>,
): Promise<ReadonlySet<PersonId>> {
  const drawn = (await drawsOfRound(trx, { itemId, round })).flatMap(({ personId }) => personId ?? [])
  return new Set([...(await personsOfItem(trx, itemId)), ...drawn])
}
