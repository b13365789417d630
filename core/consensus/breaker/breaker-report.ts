import type { Instant } from '../../clock.ts'
import type { Audit } from '../../store/audits.ts'
import { auditsOfBreaker } from '../../store/audits.ts'
import { type Breaker, heldAnswers } from '../../store/breakers.ts'
import type { Trx } from '../../store/database.ts'
import { displayNames } from '../../store/health-answers.ts'

/** What audits say of the rejections that a breaker is about. */
export interface AuditTally {
  readonly asked: number
  /** Experts reject the answer too. */
  readonly upheld: number
  /** Experts say that it is right. */
  readonly wrong: number
  /** Still before the experts. */
  readonly open: number
}

/** A breaker with the evidence for and against it. */
export interface BreakerReport extends Breaker {
  /** Of the person; null for the whole project. */
  readonly name: string | null
  /** Answers that are held back, and when the ledger's time for the first of them is over. */
  readonly held: { readonly count: number; readonly until: Instant | null }
  readonly audits: AuditTally
}

/** Reads what is held back and what audits say of it. */
export async function breakerReport(trx: Trx, breaker: Breaker): Promise<BreakerReport> {
  const { personId } = breaker
  const names = personId === null ? null : await displayNames(trx, [personId])
  return {
    ...breaker,
    name: personId === null ? null : (names?.get(personId) ?? personId),
    held: await heldAnswers(trx, breaker.id),
    audits: tallyOf(await auditsOfBreaker(trx, breaker.id)),
  }
}

function tallyOf(audits: readonly Audit[]): AuditTally {
  const upheld = audits.filter(({ outcome }) => outcome === 'upheld' || outcome === 'dropped').length
  const wrong = audits.filter(({ outcome, state }) => outcome === 'corrected' || state === 'found').length
  const open = audits.filter(({ state }) => state === 'open' || state === 'contested').length
  return { asked: audits.length, upheld, wrong, open }
}
