import type { ItemId } from '../../ids.ts'
import type { Account } from '../../people/account.ts'
import { loadProject } from '../../projects/load-project.ts'
import type { Project } from '../../projects/project.ts'
import { guidelineVersionOf } from '../../store/annotations.ts'
import type { Audit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { textOfItem } from '../../store/items.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { unruledAudits } from '../../store/waiting-audits.ts'
import { auditInsiders } from './audit-insiders.ts'
import { readAuditAgreement } from './read-audit-agreement.ts'

/** An audited item as an expert sees it: neither the decision nor any answer. */
export interface AuditFile {
  readonly itemId: ItemId
  readonly project: Project
  readonly text: string
  readonly guidelineVersion: number
  /** Why somebody contests what experts found before; null in the first look. */
  readonly contest: string | null
  readonly rulings: { readonly given: number; readonly needed: number }
}

const LOOKED_AT = 200

/** Whether experts are asked now. */
export function isBeforeAuditors({ state }: Audit): boolean {
  return state === 'open' || state === 'contested'
}

/** The oldest audit that this expert may rule on and has not; null when there is none. */
export async function nextAudit(trx: Trx, account: Account): Promise<AuditFile | null> {
  for (const audit of await unruledAudits(trx, account.personId, LOOKED_AT)) {
    if ((await auditInsiders(trx, audit)).has(account.personId)) continue
    const { rulings, needed } = await readAuditAgreement(trx, audit)
    const { itemId, projectId, round } = audit
    return {
      itemId,
      project: loadProject(await projectOfTap(trx, projectId)),
      text: await textOfItem(trx, itemId),
      guidelineVersion: await guidelineVersionOf(trx, itemId, round),
      contest: audit.contestReason,
      rulings: { given: rulings.length, needed },
    }
  }
  return null
}
