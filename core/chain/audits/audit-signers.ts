import type { PersonId } from '../../ids.ts'
import { type AuditRuling, auditRulingsOf } from '../../store/audit-rulings.ts'
import type { Audit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { drawsOfRound } from '../../store/draws.ts'

/** Experts who stand by a finding: they said so when it was last looked at. Whoever was drawn for the item is none, as
 * the court takes no signature of theirs. */
export async function auditSigners(trx: Trx, audit: Audit): Promise<ReadonlySet<PersonId>> {
  // A finding that nobody contested was said in the first look, a contested one in the second.
  const rulings: readonly AuditRuling[] = await auditRulingsOf(trx, audit.id, audit.look)
  const drawn = new Set((await drawsOfRound(trx, audit)).map(({ personId }) => personId))
  const agreeing = rulings.filter(({ label, personId }) => label === audit.finding && !drawn.has(personId))
  return new Set(agreeing.map(({ personId }) => personId))
}
