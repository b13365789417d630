import type { Clock } from '../../clock.ts'
import { insertAuditEntry } from '../../store/audit-entries.ts'
import { auditsOfBreaker, updateAudit } from '../../store/audits.ts'
import { type Breaker, type BreakerEnd, closeBreaker } from '../../store/breakers.ts'
import type { Trx } from '../../store/database.ts'

/** Lets go what a breaker holds back. Audits of votes that are held end with it: they were asked for it alone. False when
 * somebody else let it go first. */
export async function endBreaker(
  trx: Trx,
  clock: Clock,
  { id }: Pick<Breaker, 'id'>,
  end: BreakerEnd,
): Promise<boolean> {
  const now = clock.now()
  if (!(await closeBreaker(trx, id, end, now))) return false
  for (const audit of await auditsOfBreaker(trx, id)) {
    if (!audit.isHeld || audit.state === 'closed') continue
    await updateAudit(trx, { ...audit, state: 'closed', outcome: 'silent' }, now)
  }
  await insertAuditEntry(trx, {
    accountId: end.closedBy,
    action: `breaker.${end.outcome}`,
    target: id,
    details: { reason: end.reason ?? '' },
    createdAt: now,
  })
  return true
}
