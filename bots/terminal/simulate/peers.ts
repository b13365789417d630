import { type Instant, msBetween, plusMs } from '../../../core/clock.ts'
import { closeReview } from '../../../core/consensus/close-review.ts'
import { isDoubtful, takingVerdict } from '../../../core/consensus/is-doubtful.ts'
import { openReview } from '../../../core/consensus/open-review.ts'
import { verdictOfDraws } from '../../../core/consensus/peer-votes.ts'
import { replaceLateValidators } from '../../../core/consensus/replace-late-validators.ts'
import { type BatchId, type DrawId, type ItemId, newId, type PersonId } from '../../../core/ids.ts'
import { labelNames } from '../../../core/quality/belief/label-names.ts'
import { readItemBelief } from '../../../core/quality/belief/read-item-belief.ts'
import { drawsOf } from '../../../core/quality/simulation/draws.ts'
import { annotatedLabel } from '../../../core/store/annotations.ts'
import type { Trx } from '../../../core/store/database.ts'
import { type Draw, drawsOfRound, itemsWithLateDraws } from '../../../core/store/draws.ts'
import { findRound, type Round } from '../../../core/store/rounds.ts'
import { PeerRecords, type SimulatedOutcome } from './peer-records.ts'
import type { Stage } from './stage.ts'

/** Late draws that one look finds. */
const LATE_AT_ONCE = 1_000
/** A proposed verdict that nobody contests. */
interface Proposed {
  readonly outcome: SimulatedOutcome
  readonly finalAt: Instant
}

/**
 * Stands for the ledger of the protocol `peers` where there is no chain: draws validators among everybody, reads
 * the votes by the ledger's own rule, asks a panel where they decide nothing or nothing sure enough, and closes each
 * round when the time to contest is over. Keeps record and pay of everybody as the ledger does.
 */
export class Peers {
  readonly records: PeerRecords
  readonly #stage: Stage
  /** Items in review, with their verdict once there is one. */
  readonly #open = new Map<ItemId, Proposed | null>()
  /** Those of them that may have moved on. */
  readonly #touched = new Set<ItemId>()
  #invited = new Set<PersonId>()
  /** Draws that somebody was told of. */
  readonly #told = new Set<DrawId>()

  constructor(stage: Stage) {
    this.#stage = stage
    this.records = new PeerRecords(stage)
  }

  get openReviews(): number {
    return this.#open.size
  }

  /** Notes that somebody answered or skipped an item, or let its time go by. */
  touch(itemId: ItemId): void {
    this.#touched.add(itemId)
  }

  /** Who was asked to vote since the last call. */
  takeInvited(): ReadonlySet<PersonId> {
    const invited = this.#invited
    this.#invited = new Set()
    return invited
  }

  /** What the ledger and the job for late validators would do by now. Returns the milliseconds after which to look
   * again, at the latest; null when nothing is in review. */
  async advance(): Promise<number | null> {
    const { store, clock } = this.#stage
    const now = clock.now()
    const late = await store.transaction((trx) => itemsWithLateDraws(trx, now, LATE_AT_ONCE))
    if (late.length > 0) await replaceLateValidators(store, clock, LATE_AT_ONCE)
    for (const { itemId } of late) this.#touched.add(itemId)
    for (const [itemId, proposed] of this.#open) {
      if (proposed && proposed.finalAt <= now) this.#touched.add(itemId)
    }
    const touched = [...this.#touched]
    this.#touched.clear()
    for (const itemId of touched) await store.transaction((trx) => this.#look(trx, itemId))
    return this.#open.size > 0 ? this.#waitMs() : null
  }

  /** An eighth of the time that validators have, or until the first verdict is final if that is sooner. */
  #waitMs(): number {
    const now = this.#stage.clock.now()
    const step = (this.#terms.answerMinutes * 60_000) / 8
    let soonest = this.#touched.size > 0 ? 0 : step
    for (const one of this.#open.values()) {
      if (one) soonest = Math.min(soonest, msBetween(now, one.finalAt))
    }
    return Math.max(1_000, soonest)
  }

  get #terms() {
    return this.#stage.project.definition.validation
  }

  async #look(trx: Trx, itemId: ItemId): Promise<void> {
    const round = await findRound(trx, itemId)
    if (round.itemState !== 'review') {
      this.#open.delete(itemId)
      return
    }
    const proposed = this.#open.get(itemId) ?? null
    if (proposed) {
      if (proposed.finalAt <= this.#stage.clock.now()) await this.#close(trx, round, proposed.outcome)
      return
    }
    this.#open.set(itemId, null)
    const draws = await drawsOfRound(trx, { itemId, round: round.number })
    const stage = draws.at(-1)?.stage ?? 0
    const latest = draws.filter((draw) => draw.stage === stage)
    this.#invite(latest)
    if (latest.some(({ state }) => state === 'offered')) return
    const verdict = stage === 0 ? 'open' : verdictOfDraws(latest, this.#stage.project.definition)
    if (verdict !== 'open' && !(await this.#isQuestioned(trx, round, draws))) this.#propose(itemId, verdict)
    else if (!(await this.#draw(trx, round, stage + 1, draws))) this.#propose(itemId, 'void')
  }

  /** Whether operators would question the verdict, so that others look at the item. */
  async #isQuestioned(trx: Trx, { itemId, number }: Round, draws: readonly Draw[]): Promise<boolean> {
    const { id: projectId, definition } = this.#stage.project
    if (takingVerdict(draws, definition) === null) return false
    const annotated = await annotatedLabel(trx, itemId, number)
    const belief = await readItemBelief(trx, { itemId, projectId, labels: labelNames(definition) })
    return isDoubtful(draws, definition, { annotated, belief })
  }

  #propose(itemId: ItemId, outcome: SimulatedOutcome): void {
    const finalAt = plusMs(this.#stage.clock.now(), this.#terms.windowMinutes * 60_000)
    this.#open.set(itemId, { outcome, finalAt })
  }

  async #close(trx: Trx, round: Round, outcome: SimulatedOutcome): Promise<void> {
    const { clock, project } = this.#stage
    const { itemId, number } = round
    await this.records.settle(trx, { itemId, round: number, outcome })
    await closeReview(trx, clock, project, { itemId, outcome })
    this.#open.delete(itemId)
  }

  /** Draws the validators of a stage among those not drawn before; false when there are too few, or no such stage. */
  async #draw(trx: Trx, { itemId, number }: Round, stage: number, before: readonly Draw[]): Promise<boolean> {
    const { draws, minVotes, panelDraws, panelMinVotes } = this.#terms
    if (stage > 2) return false
    const { community, actors, itemNumbers, project, clock } = this.#stage
    const seen = new Set(before.map(({ personId }) => personId))
    const random = drawsOf(community.seed, 9, itemNumbers.get(itemId) ?? 0, number, stage)
    const seats = actors
      .filter(({ account }) => !seen.has(account.personId))
      .map(({ account, person }) => ({ account, person, luck: random.uniform() }))
      .sort((a, b) => a.luck - b.luck)
      .slice(0, stage === 1 ? draws : panelDraws)
      .map(({ account, person }, place) => ({
        seat: person.number,
        place,
        weight: this.records.weightOf(account.personId),
        owner: { accountId: account.id, personId: account.personId },
      }))
    if (seats.length < (stage === 1 ? minVotes : panelMinVotes)) return false
    const opened = { project, batchId: newId<BatchId>(), itemId, round: number, stage, seats }
    // Nobody of those drawn may vote: the next look reads that as no verdict.
    if ((await openReview(trx, clock, opened)) === 'ready') this.#touched.add(itemId)
    this.#invite(await drawsOfRound(trx, { itemId, round: number }))
    return true
  }

  /** Tells those who are asked for, once for each draw. */
  #invite(draws: readonly Draw[]): void {
    for (const { id, personId, state } of draws) {
      if (state !== 'offered' || personId === null || this.#told.has(id)) continue
      this.#told.add(id)
      this.#invited.add(personId)
    }
  }
}
