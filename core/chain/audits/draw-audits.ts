import { type Clock, plusMs } from '../../clock.ts'
import { type AuditId, newId } from '../../ids.ts'
import { auditSeed, isAudited } from '../../ledger/audit-draw.ts'
import { AUDIT_TIME, SEED_DELAY } from '../../ledger/deadlines.ts'
import { projectDefinition } from '../../projects/definition.ts'
import {
  auditableItems,
  setAuditSeed,
  type UnauditedBatch,
  unauditedBatches,
} from '../../store/audit-draws.ts'
import { insertAudit } from '../../store/audits.ts'
import { lockChainState } from '../../store/chain-state.ts'
import type { Store, Trx } from '../../store/database.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { tellAuditors } from '../../store/tell-auditors.ts'
import type { ChainClient } from '../client.ts'

export interface AuditDrawing {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
}

const AT_ONCE = 20
/** A batch that ended longer ago is passed over: experts would have no time left. */
const LATE_MS = (AUDIT_TIME * 1_000) / 2

/** The block whose hash decides on a batch's audits: nobody knows it when the batch is settled. */
export function auditBlockOf({ settledBlock }: Pick<UnauditedBatch, 'settledBlock'>): number {
  return settledBlock + SEED_DELAY
}

/**
 * Draws which items of each closed batch experts look at again, by the hash of a block after its last payment, and asks
 * them. The block must be as deep as everything else that is believed. Returns how many batches were drawn.
 */
export async function drawAudits({ store, clock, client }: AuditDrawing): Promise<number> {
  const waiting = await store.transaction((trx) => unauditedBatches(trx, AT_ONCE))
  if (waiting.length === 0) return 0
  const head = (await client.provider.getBlockNumber()) - client.confirmations
  let drawn = 0
  for (const batch of waiting.filter((one) => auditBlockOf(one) < head)) {
    const block = auditBlockOf(batch)
    const hash = (await client.provider.getBlock(block))?.hash
    if (!hash) continue
    if (await store.transaction((trx) => drawBatch(trx, clock, batch, { block, hash }))) drawn++
  }
  return drawn
}

async function drawBatch(
  trx: Trx,
  clock: Clock,
  batch: UnauditedBatch,
  { block, hash }: { block: number; hash: string },
): Promise<boolean> {
  await lockChainState(trx, 'batches')
  // A reorganisation, or another process, came first.
  const now = (await unauditedBatches(trx, AT_ONCE)).find((one) => one.id === batch.id)
  if (now?.settledBlock !== batch.settledBlock) return false
  if (clock.now() > plusMs(batch.endsAt, LATE_MS)) {
    await setAuditSeed(trx, batch.id, { block, seed: null })
    return true
  }
  const { source } = await projectOfTap(trx, batch.projectId)
  const { share } = projectDefinition.parse(JSON.parse(source)).audits
  const seed = auditSeed(hash, batch.number)
  const chosen = (await auditableItems(trx, batch.id)).filter((item) => isAudited(seed, item.position, share))
  for (const { itemId, position, round, verdict, label } of chosen) {
    await insertAudit(trx, {
      id: newId<AuditId>(),
      batchId: batch.id,
      position,
      itemId,
      projectId: batch.projectId,
      round,
      cause: 'drawn',
      breakerId: null,
      isHeld: false,
      verdict,
      decidedLabel: label,
      state: 'open',
      look: 1,
      finding: null,
      outcome: null,
      openedAt: clock.now(),
      dueAt: plusMs(batch.endsAt, AUDIT_TIME * 1_000),
      contestUntil: null,
      contestedBy: null,
      contestReason: null,
    })
  }
  await setAuditSeed(trx, batch.id, { block, seed })
  if (chosen.length > 0) await tellAuditors(trx, clock, { count: chosen.length, key: batch.id })
  return true
}
