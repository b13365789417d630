import type { Instant } from '../clock.ts'
import type { AccountId, AuditId, PersonId } from '../ids.ts'
import type { Trx } from './database.ts'

/** What an expert said of an audited item; a null label: it cannot be decided. */
export interface AuditRuling {
  readonly auditId: AuditId
  /** 1, or 2 when the finding was contested. */
  readonly look: number
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly label: string | null
  readonly reason: string
  readonly ruledAt: Instant
}

/** Stores what an expert said; whoever says it again changes their mind. */
export async function putAuditRuling(trx: Trx, ruling: AuditRuling): Promise<void> {
  const { auditId, look, personId, accountId, label, reason, ruledAt } = ruling
  const said = { account_id: accountId, label, reason, ruled_at: ruledAt }
  await trx
    .insertInto('audit_rulings')
    .values({ audit_id: auditId, look, person_id: personId, ...said })
    .onConflict((conflict) => conflict.columns(['audit_id', 'look', 'person_id']).doUpdateSet(said))
    .execute()
}

/** What experts said in one look at an audited item, in order. */
export async function auditRulingsOf(trx: Trx, auditId: AuditId, look: number): Promise<AuditRuling[]> {
  const rows = await trx
    .selectFrom('audit_rulings')
    .selectAll()
    .where('audit_id', '=', auditId)
    .where('look', '=', look)
    .orderBy('ruled_at')
    .orderBy('person_id')
    .execute()
  return rows.map((row) => ({
    auditId: row.audit_id,
    look: row.look,
    personId: row.person_id,
    accountId: row.account_id,
    label: row.label,
    reason: row.reason,
    ruledAt: row.ruled_at,
  }))
}
