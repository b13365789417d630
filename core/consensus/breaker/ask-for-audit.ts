import { createHash } from 'node:crypto'
import { type Clock, plusMs } from '../../clock.ts'
import { type AuditId, type BreakerId, newId } from '../../ids.ts'
import { AUDIT_TIME } from '../../ledger/deadlines.ts'
import type { Project } from '../../projects/project.ts'
import { auditsOfBreaker, insertAudit } from '../../store/audits.ts'
import type { Breaker } from '../../store/breakers.ts'
import type { Trx } from '../../store/database.ts'
import { type RejectedAnswer, rejectedSince } from '../../store/foreseen-verdicts.ts'
import { tellAuditors } from '../../store/tell-auditors.ts'

/** Rejected items that experts look at for one breaker: enough to see whether the rejections are right. */
const SAMPLE = 20
const HOUR_MS = 3_600_000

/**
 * Has experts look at a sample of the rejected answers that a breaker is about, those held back and those settled in its
 * hours, in an order that nobody chose. Asked again, it fills the sample up, or asks about as many further ones. Returns
 * how many are new.
 */
export async function askForAudit(
  trx: Trx,
  clock: Clock,
  project: Project,
  { breaker, wanted }: { breaker: Breaker; wanted: 'sample' | 'further' },
): Promise<number> {
  const { hours } = project.definition.breaker
  const since = plusMs(breaker.trippedAt, -hours * HOUR_MS)
  const all = await rejectedSince(trx, project.id, since)
  const own = all.filter(({ personId }) => breaker.personId === null || personId === breaker.personId)
  const known = await auditsOfBreaker(trx, breaker.id)
  const asked = new Set(known.map(({ batchId, position }) => `${batchId} ${position}`))
  const left = own.filter(({ batchId, position }) => !asked.has(`${batchId} ${position}`))
  const room = wanted === 'further' ? SAMPLE : Math.max(0, SAMPLE - known.length)
  const sample = shuffled(left, breaker.id).slice(0, room)
  let fresh = 0
  for (const answer of sample) if (await open(trx, clock, project, breaker, answer)) fresh++
  if (fresh > 0) {
    await tellAuditors(trx, clock, { count: fresh, key: `${breaker.id}:${known.length + fresh}` })
  }
  return fresh
}

async function open(
  trx: Trx,
  clock: Clock,
  { id: projectId }: Project,
  { id: breakerId }: Breaker,
  { batchId, position, itemId, round, endsAt, state, label }: RejectedAnswer,
): Promise<boolean> {
  const isHeld = state === 'held'
  const ends = endsAt ?? clock.now()
  return await insertAudit(trx, {
    id: newId<AuditId>(),
    batchId,
    position,
    itemId,
    projectId,
    round,
    cause: 'breaker',
    breakerId,
    isHeld,
    verdict: 'rejected',
    decidedLabel: label ?? '',
    state: 'open',
    look: 1,
    finding: null,
    outcome: null,
    openedAt: clock.now(),
    // What is held is of use only until the ledger's time for it is over.
    dueAt: isHeld ? ends : plusMs(ends, AUDIT_TIME * 1_000),
    contestUntil: null,
    contestedBy: null,
    contestReason: null,
  })
}

/** In the order of hashes with the breaker's id, which nobody could know before. */
function shuffled(answers: readonly RejectedAnswer[], id: BreakerId): RejectedAnswer[] {
  const hash = ({ itemId }: RejectedAnswer) => createHash('sha256').update(`${id} ${itemId}`).digest('hex')
  const hashed = answers.map((answer) => ({ answer, hash: hash(answer) }))
  return hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)).map(({ answer }) => answer)
}
