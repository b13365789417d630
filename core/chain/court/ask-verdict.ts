import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { openHash } from '../../ledger/commitments.ts'
import type { Trx } from '../../store/database.ts'
import type { ExpertWallet } from '../../store/demo-experts.ts'
import { insertNotifications } from '../../store/notifications.ts'
import { askVerdict } from '../../store/verdict-signatures.ts'
import type { ReadySheet } from './verdict-sheet.ts'

/** Asks an expert with a wallet of their own, once, to sign a verdict sheet, and tells them. */
export async function askVerdictSignature(
  trx: Trx,
  clock: Clock,
  { sheet, digest }: { readonly sheet: ReadySheet; readonly digest: string },
  { accountId, address }: ExpertWallet,
): Promise<void> {
  const { batch, verdicts, positions } = sheet
  const createdAt = clock.now()
  const asked = { digest, address, accountId, batchId: batch.id, verdicts, positions }
  if (!(await askVerdict(trx, { ...asked, openHash: openHash(batch.expertItems) }, createdAt))) return
  await insertNotifications(trx, [
    {
      id: newId<never>(),
      accountId,
      kind: 'expert.sign' as const,
      params: { count: positions.length, deadline: batch.endsAt ?? createdAt },
      dedupeKey: `expert.sign:${digest}:${accountId}`,
      createdAt,
    },
  ])
}
