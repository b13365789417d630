import type { Instant } from '../clock.ts'
import type { PersonId, ProjectId } from '../ids.ts'
import { type Audit, auditOf } from './audits.ts'
import type { Trx } from './database.ts'

/** Audits that wait for experts and on which this person has not ruled in the present look, the oldest first. */
export async function unruledAudits(trx: Trx, personId: PersonId, limit: number): Promise<Audit[]> {
  const rows = await trx
    .selectFrom('audits')
    .leftJoin('audit_rulings', (join) =>
      join
        .onRef('audit_rulings.audit_id', '=', 'audits.id')
        .onRef('audit_rulings.look', '=', 'audits.look')
        .on('audit_rulings.person_id', '=', personId),
    )
    .selectAll('audits')
    .where('audits.closed_at', 'is', null)
    .where('audits.state', 'in', ['open', 'contested'])
    .where('audit_rulings.audit_id', 'is', null)
    .orderBy('audits.opened_at')
    .orderBy('audits.id')
    .limit(limit)
    .execute()
  return rows.map(auditOf)
}

/** When audits of a project end by themselves, by where they stand: those whose own time is before. */
export interface AuditEnds {
  /** Of the time at which the ledger takes no finding any more. */
  readonly open: Instant
  readonly held: Instant
  readonly contested: Instant
  /** Of the time to contest it. */
  readonly found: Instant
}

/** Audits of a project whose present state ends by itself, those that are late first. */
export async function endedAudits(
  trx: Trx,
  projectId: ProjectId,
  ends: AuditEnds,
  limit: number,
): Promise<Audit[]> {
  const rows = await trx
    .selectFrom('audits')
    .selectAll()
    .where('closed_at', 'is', null)
    .where('project_id', '=', projectId)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'open'), eb('held', '=', 0), eb('due_at', '<', ends.open)]),
        eb.and([eb('state', '=', 'open'), eb('held', '=', 1), eb('due_at', '<', ends.held)]),
        eb.and([eb('state', '=', 'contested'), eb('due_at', '<', ends.contested)]),
        eb.and([eb('state', '=', 'found'), eb('contest_until', '<', ends.found)]),
      ]),
    )
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(auditOf)
}

/** Projects with audits that are not over. */
export async function auditedProjects(trx: Trx): Promise<ProjectId[]> {
  const rows = await trx
    .selectFrom('audits')
    .select('project_id')
    .distinct()
    .where('closed_at', 'is', null)
    .orderBy('project_id')
    .execute()
  return rows.map((row) => row.project_id)
}

/** Findings against answers of a person that can still be contested, the oldest first. */
export async function findingsAgainst(
  trx: Trx,
  { personId, now, limit }: { personId: PersonId; now: Instant; limit: number },
): Promise<Audit[]> {
  const rows = await trx
    .selectFrom('audits')
    .innerJoin('annotations', (join) =>
      join
        .onRef('annotations.item_id', '=', 'audits.item_id')
        .onRef('annotations.round', '=', 'audits.round')
        .on('annotations.person_id', '=', personId)
        .on('annotations.counted', '=', 1),
    )
    .selectAll('audits')
    .where('audits.closed_at', 'is', null)
    .where('audits.state', '=', 'found')
    .where('audits.contest_until', '>', now)
    .whereRef('annotations.label', '!=', 'audits.finding')
    .orderBy('audits.opened_at')
    .orderBy('audits.id')
    .limit(limit)
    .execute()
  return rows.map(auditOf)
}
