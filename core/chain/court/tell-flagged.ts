import type { Clock } from '../../clock.ts'
import { hasAppeal } from '../../store/appeals.ts'
import { type Batch, itemsOfBatch } from '../../store/batches.ts'
import type { Trx } from '../../store/database.ts'
import { accountOfLedgerAccount } from '../../store/pending-provisions.ts'
import type { ItemFlagged } from '../ledger-event.ts'
import { tellContested } from './tell-appeal.ts'

/** Tells everybody who took part of a dispute that somebody brought to the court past us. */
export async function tellFlagged(
  trx: Trx,
  clock: Clock,
  batch: Batch,
  { item: position, account }: ItemFlagged,
): Promise<void> {
  const { id: batchId, endsAt } = batch
  const stage = batch.state === 'panelProposed' ? 2 : 1
  if (account === 0 || endsAt === null || (await hasAppeal(trx, { batchId, position, stage }))) return
  const item = (await itemsOfBatch(trx, batchId)).find((one) => one.position === position)
  if (!item) return
  const accountId = await accountOfLedgerAccount(trx, account)
  const key = `${batchId}:${position}:${stage}`
  await tellContested(trx, clock, { key, itemId: item.itemId, accountId, stage }, endsAt)
}
