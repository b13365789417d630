import type { Instant } from '../clock.ts'
import type { AccountId, AuditId, BatchId, BreakerId, ItemId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'
import type { AuditRow } from './schema/reviews.ts'
import type { Flag } from './schema/values.ts'

/** open: experts look; found: they agree on another label, which can be contested; contested: they look once more;
 * slashing: the court takes back what was earned by it; repaying: whoever lost by it gets that back; closed. */
export type AuditState = 'open' | 'found' | 'contested' | 'slashing' | 'repaying' | 'closed'

/** upheld: experts say what was decided; corrected: another label; dropped: another label that did not stand a second
 * look; undecided: it cannot be decided; silent: too few said the same in time. */
export type AuditOutcome = 'upheld' | 'corrected' | 'dropped' | 'undecided' | 'silent'

/** drawn: by the batch's seed; breaker: because many answers were rejected. */
export type AuditCause = 'drawn' | 'breaker'

/** A settled item that experts look at again. */
export interface Audit {
  readonly id: AuditId
  readonly batchId: BatchId
  readonly position: number
  readonly itemId: ItemId
  readonly projectId: ProjectId
  readonly round: number
  readonly cause: AuditCause
  /** The breaker that asked for it. */
  readonly breakerId: BreakerId | null
  /** The votes are held back: nothing is settled yet, so a finding only speaks for or against them. */
  readonly isHeld: boolean
  /** What the ledger said of the first answer. */
  readonly verdict: 'accepted' | 'rejected'
  readonly decidedLabel: string
  readonly state: AuditState
  /** 1; 2 once somebody contests the finding. */
  readonly look: number
  /** The label that experts agreed on where it is another one than the decided. */
  readonly finding: string | null
  readonly outcome: AuditOutcome | null
  readonly openedAt: Instant
  /** When the ledger takes no finding any more. */
  readonly dueAt: Instant
  readonly contestUntil: Instant | null
  readonly contestedBy: AccountId | null
  readonly contestReason: string | null
}

/** Opens an audit; an item of a batch has one at most. Returns whether it is new. */
export async function insertAudit(trx: Trx, audit: Audit): Promise<boolean> {
  const inserted = await trx
    .insertInto('audits')
    .values({ ...columnsOf(audit), id: audit.id, closed_at: null })
    .onConflict((conflict) => conflict.columns(['batch_id', 'position']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

/** Stores how an audit stands; it ends with the state `closed`. */
export async function updateAudit(trx: Trx, audit: Audit, now: Instant): Promise<void> {
  await trx
    .updateTable('audits')
    .set({ ...columnsOf(audit), closed_at: audit.state === 'closed' ? now : null })
    .where('id', '=', audit.id)
    .execute()
}

/** Audits in one of these states, none of them closed, the oldest first. */
export async function openAudits(
  trx: Trx,
  states: readonly Exclude<AuditState, 'closed'>[],
  limit: number,
): Promise<Audit[]> {
  const rows = await trx
    .selectFrom('audits')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('state', 'in', states)
    .orderBy('opened_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(auditOf)
}

/** @throws Error when there is no such audit */
export async function findAudit(trx: Trx, id: AuditId): Promise<Audit> {
  const row = await trx.selectFrom('audits').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return auditOf(row)
}

/** The audit of an item that is not over, the oldest of several rounds; null when there is none. */
export async function openAuditOf(trx: Trx, itemId: ItemId): Promise<Audit | null> {
  const row = await trx
    .selectFrom('audits')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('closed_at', 'is', null)
    .orderBy('opened_at')
    .orderBy('id')
    .executeTakeFirst()
  return row ? auditOf(row) : null
}

/** The audits that a breaker asked for. */
export async function auditsOfBreaker(trx: Trx, breakerId: BreakerId): Promise<Audit[]> {
  const rows = await trx
    .selectFrom('audits')
    .selectAll()
    .where('breaker_id', '=', breakerId)
    .orderBy('id')
    .execute()
  return rows.map(auditOf)
}

/** How many audits of a project stand how: those that are over by their outcome, the others as `open`. */
export async function countAudits(trx: Trx, projectId: ProjectId): Promise<ReadonlyMap<string, number>> {
  const rows = await trx
    .selectFrom('audits')
    .select((eb) => ['outcome', eb.fn.countAll<string | number>().as('count')])
    .where('project_id', '=', projectId)
    .groupBy('outcome')
    .execute()
  return new Map(rows.map((row) => [row.outcome ?? 'open', Number(row.count)]))
}

function columnsOf(audit: Audit) {
  return {
    batch_id: audit.batchId,
    position: audit.position,
    item_id: audit.itemId,
    project_id: audit.projectId,
    round: audit.round,
    cause: audit.cause,
    breaker_id: audit.breakerId,
    held: (audit.isHeld ? 1 : 0) as Flag,
    verdict: audit.verdict,
    decided_label: audit.decidedLabel,
    state: audit.state,
    look: audit.look,
    finding: audit.finding,
    outcome: audit.outcome,
    opened_at: audit.openedAt,
    due_at: audit.dueAt,
    contest_until: audit.contestUntil,
    contested_by: audit.contestedBy,
    contest_reason: audit.contestReason,
  }
}

type SelectedAudit = AuditRow & { readonly breaker_id: BreakerId | null; readonly held: number }

/** The audit that a row of the table holds. */
export function auditOf(row: SelectedAudit): Audit {
  return {
    id: row.id,
    batchId: row.batch_id,
    position: row.position,
    itemId: row.item_id,
    projectId: row.project_id,
    round: row.round,
    cause: row.cause as AuditCause,
    breakerId: row.breaker_id,
    isHeld: row.held === 1,
    verdict: row.verdict as Audit['verdict'],
    decidedLabel: row.decided_label,
    state: row.state as AuditState,
    look: row.look,
    finding: row.finding,
    outcome: row.outcome as AuditOutcome | null,
    openedAt: row.opened_at,
    dueAt: row.due_at,
    contestUntil: row.contest_until,
    contestedBy: row.contested_by,
    contestReason: row.contest_reason,
  }
}
