import type { Clock } from '../../clock.ts'
import type { PersonId } from '../../ids.ts'
import { loadProject } from '../../projects/load-project.ts'
import type { Project } from '../../projects/project.ts'
import { reviewAnswers } from '../../store/annotations.ts'
import { auditRulingsOf } from '../../store/audit-rulings.ts'
import type { Audit } from '../../store/audits.ts'
import type { Trx } from '../../store/database.ts'
import { textOfItem } from '../../store/items.ts'
import { projectOfTap } from '../../store/tap-projects.ts'
import { findingsAgainst } from '../../store/waiting-audits.ts'
import { type MoneySide, moneySides } from './money-sides.ts'

/** A finding against somebody's answer that they can contest. */
export interface OwnFinding {
  readonly audit: Audit
  readonly project: Project
  readonly text: string
  readonly label: string
  /** Why experts say so. */
  readonly why: string
  readonly money: MoneySide
}

/** What audits found against a person's answers and nobody contests yet, as long as that is possible; `most` of it. */
export async function ownFindings(
  trx: Trx,
  clock: Clock,
  { personId, most }: { personId: PersonId; most: number },
): Promise<OwnFinding[]> {
  const own: OwnFinding[] = []
  for (const audit of await findingsAgainst(trx, { personId, now: clock.now(), limit: most })) {
    const answers = await reviewAnswers(trx, audit.itemId, audit.round)
    const answer = answers.find((one) => one.personId === personId && one.label !== audit.finding)
    if (!answer) continue
    const rulings = await auditRulingsOf(trx, audit.id, audit.look)
    own.push({
      audit,
      project: loadProject(await projectOfTap(trx, audit.projectId)),
      text: await textOfItem(trx, audit.itemId),
      label: answer.label,
      why: rulings.find((ruling) => ruling.label === audit.finding)?.reason ?? '',
      money: (await moneySides(trx, audit, answers))(answer),
    })
  }
  return own
}
