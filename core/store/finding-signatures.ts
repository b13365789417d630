import type { Instant } from '../clock.ts'
import type { AccountId, AuditId } from '../ids.ts'
import type { Audit } from './audits.ts'
import type { Trx } from './database.ts'
import { askedRow, type SignatureRequest } from './expert-signatures.ts'

/** What an expert is to sign for the court: that it takes back what one side of an audited item earned. */
export interface FindingRequest extends SignatureRequest {
  readonly auditId: AuditId
  /** The side, as the court names it; see audit-sides.ts. */
  readonly draw: number
}

/** Asks an expert once for a signature. False when they were asked for it before. */
export async function askFinding(trx: Trx, asked: FindingRequest, askedAt: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('finding_signatures')
    .values({ ...askedRow(asked, askedAt), audit_id: asked.auditId, draw: asked.draw })
    .onConflict((conflict) => conflict.columns(['digest', 'address']).doNothing())
    .executeTakeFirst()
  return Number(numInsertedOrUpdatedRows ?? 0) > 0
}

/** What an expert is asked to sign next, with where on the ledger the item is. */
export interface OpenFinding extends FindingRequest {
  readonly batch: number
  readonly position: number
  /** Of the ledger, which the finding turns around. */
  readonly verdict: Audit['verdict']
}

/** What an account was asked for first and has not signed, while the court still takes it; or null. */
export async function openFinding(trx: Trx, accountId: AccountId): Promise<OpenFinding | null> {
  const row = await trx
    .selectFrom('finding_signatures')
    .innerJoin('audits', 'audits.id', 'finding_signatures.audit_id')
    .innerJoin('batches', 'batches.id', 'audits.batch_id')
    .selectAll('finding_signatures')
    .select(['batches.number', 'audits.position', 'audits.verdict'])
    .where('finding_signatures.account_id', '=', accountId)
    .where('finding_signatures.signature', 'is', null)
    .where('audits.state', '=', 'slashing')
    .orderBy('finding_signatures.asked_at')
    .orderBy('audits.id')
    .orderBy('finding_signatures.draw', 'desc')
    .executeTakeFirst()
  if (!row) return null
  return {
    digest: row.digest,
    address: row.address,
    accountId: row.account_id,
    auditId: row.audit_id,
    draw: row.draw,
    batch: row.number ?? 0,
    position: row.position,
    verdict: row.verdict as Audit['verdict'],
  }
}

/** Takes back what is asked of others once enough have signed. */
export async function dropFindingRequests(trx: Trx, digest: string): Promise<void> {
  await trx
    .deleteFrom('finding_signatures')
    .where('digest', '=', digest)
    .where('signature', 'is', null)
    .execute()
}
