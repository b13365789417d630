import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { JudgedSide } from '../../store/audit-sides.ts'
import type { Audit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { textOfItem } from '../../store/items.ts'
import { insertNotifications } from '../../store/notifications.ts'

/** The beginning of an item's text that tells people which one is meant. */
const EXCERPT_LENGTH = 80

/** Tells whoever was told that a finding would take money or give it back that it does not. */
export async function tellUnsigned(
  trx: Trx,
  clock: Clock,
  { id, itemId }: Audit,
  sides: readonly JudgedSide[],
): Promise<void> {
  const excerpt = [...(await textOfItem(trx, itemId))].slice(0, EXCERPT_LENGTH).join('')
  const rows = sides.map(({ accountId }) => ({
    id: newId<never>(),
    accountId,
    kind: 'audit.unsigned' as const,
    params: { excerpt },
    dedupeKey: `audit.unsigned:${id}:${accountId}`,
    createdAt: clock.now(),
  }))
  await insertNotifications(trx, rows)
}
