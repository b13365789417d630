import type { Clock } from '../../clock.ts'
import { newId } from '../../ids.ts'
import { openHash } from '../../ledger/commitments.ts'
import type { OperatorSignature } from '../../ledger/quorum.ts'
import type { Trx } from '../../store/database.ts'
import { expertWallets } from '../../store/demo-experts.ts'
import { insertNotifications } from '../../store/notifications.ts'
import { askSignature, signaturesFor } from '../../store/verdict-signatures.ts'
import type { DemoSigner } from '../demo-signer.ts'
import type { ReadySheet } from './verdict-sheet.ts'

interface Gathering {
  readonly sheet: ReadySheet
  /** What is signed. */
  readonly digest: string
  /** The court's experts. */
  readonly addresses: readonly string[]
  readonly demo: DemoSigner | null
}

/** The signatures that there are of experts who stand by a sheet; whoever signs with a wallet of their own is asked for
 * theirs once. */
export async function gatherSignatures(
  trx: Trx,
  clock: Clock,
  { sheet, digest, addresses, demo }: Gathering,
): Promise<OperatorSignature[]> {
  const given = await signaturesFor(trx, digest)
  const signed: OperatorSignature[] = []
  const may = (await expertWallets(trx)).filter(
    ({ personId, address }) => sheet.signers.includes(personId) && addresses.includes(address),
  )
  for (const { accountId, address, demoIndex } of may) {
    const own = given.get(address)
    if (demo && demoIndex !== null)
      signed.push({ operator: address, signature: demo.digest(demoIndex, digest) })
    else if (own !== undefined) signed.push({ operator: address, signature: own })
    else {
      const { batch, verdicts, positions } = sheet
      const asked = { digest, address, accountId, batchId: batch.id, verdicts, positions }
      const hashed = { ...asked, openHash: openHash(batch.expertItems) }
      if (await askSignature(trx, hashed, clock.now())) await tell(trx, clock, hashed, sheet)
    }
  }
  return signed
}

async function tell(
  trx: Trx,
  clock: Clock,
  { accountId, digest }: Pick<Parameters<typeof askSignature>[1], 'accountId' | 'digest'>,
  { batch, positions }: ReadySheet,
): Promise<void> {
  const createdAt = clock.now()
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
