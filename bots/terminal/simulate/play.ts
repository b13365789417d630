import { msBetween } from '../../../core/clock.ts'
import { ExpectedError } from '../../../core/errors.ts'
import type { ItemId, PersonId } from '../../../core/ids.ts'
import { refitInterval } from '../../../core/quality/belief/refit-project.ts'
import { inferSingleChoice } from '../../../core/quality/infer-single-choice.ts'
import { type Behaviour, behave } from '../../../core/quality/simulation/behave.ts'
import { type Draws, drawsOf } from '../../../core/quality/simulation/draws.ts'
import type { Trx } from '../../../core/store/database.ts'
import { countItemsByState } from '../../../core/store/project-counts.ts'
import { claimItem, type Task } from '../../../core/tasks/claim-item.ts'
import { expireLeases } from '../../../core/tasks/expire-leases.ts'
import { refreshBelief } from '../../../core/tasks/refresh-beliefs.ts'
import { skipAssignment } from '../../../core/tasks/skip-assignment.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { EventQueue, type Timed } from './event-queue.ts'
import type { PeerRecords } from './peer-records.ts'
import { Peers } from './peers.ts'
import type { Actor, Stage } from './stage.ts'

/** How a play went, in simulated time. */
export interface Played {
  /** When each item got its latest answer, in milliseconds since the start; items without one left out. */
  readonly latestAnswerMs: ReadonlyMap<number, number>
  readonly skips: number
  readonly expiredLeases: number
  /** Records and pay in the protocol `peers`; null in others. */
  readonly peers: PeerRecords | null
}

/** Mean answers of one sitting. */
const SITTING = 12
const DAY_MS = 24 * 3_600_000
/** Operators send what is new to the ledger this often. */
const BATCH_MS = 60_000
/** Nobody waits longer for their labels. */
const LONGEST_MS = 400 * DAY_MS
/** The product's job finds a lapsed lease this late at most. */
const EXPIRY_DELAY_MS = 5_000

interface Presence {
  readonly actor: Actor
  readonly draws: Draws
  answered: number
  /** Answers until the present sitting ends. */
  left: number
  /** The item on their screen, also while they are away: most come back to it, even when it expired. */
  hand: Task | null
  plan: Behaviour | null
  /** When they come next; null while they are here, and when they have left for good. */
  comesAtMs: number | null
}

type Event = Timed &
  (
    | { readonly kind: 'comes' | 'acts'; readonly who: Presence }
    | { readonly kind: 'lapses'; readonly itemId: ItemId }
    /** Time to look at what the ledger does. */
    | { readonly kind: 'ledger' }
  )

/**
 * Lets everybody come, answer, skip, pause and leave as their kind does, through the product's own tasks,
 * until every item is closed or nobody can do more. Beliefs are refitted when the product's job would.
 * `checkTime` may throw to end it.
 */
export async function play(stage: Stage, checkTime: () => void): Promise<Played> {
  const run = new Play(stage)
  await run.toTheEnd(checkTime)
  return run
}

class Play implements Played {
  readonly latestAnswerMs = new Map<number, number>()
  skips = 0
  expiredLeases = 0
  readonly #stage: Stage
  readonly #ledger: Peers | null
  readonly #queue = new EventQueue<Event>()
  /** When the ledger is looked at next; earlier plans are void. */
  #ledgerAtMs = Number.POSITIVE_INFINITY
  #nowMs = 0
  #answers = 0
  #refittedAt = 0
  readonly #people = new Map<PersonId, Presence>()
  /** How many of them have not left for good. */
  #present: number
  /** Those who found nothing to do since anybody did something. */
  readonly #idle = new Set<Presence>()
  #ended = false

  constructor(stage: Stage) {
    this.#stage = stage
    this.#ledger = stage.project.definition.protocol === 'peers' ? new Peers(stage) : null
    this.#present = stage.actors.length
    for (const actor of stage.actors) {
      const draws = drawsOf(stage.community.seed, 8, actor.person.number)
      const who = { actor, draws, answered: 0, left: 0, hand: null, plan: null, comesAtMs: null }
      this.#people.set(actor.account.personId, who)
      this.#comeLater(who)
    }
  }

  get peers(): PeerRecords | null {
    return this.#ledger?.records ?? null
  }

  async toTheEnd(checkTime: () => void): Promise<void> {
    for (let next = this.#queue.take(); next && !this.#ended; next = this.#queue.take()) {
      checkTime()
      if (next.atMs > LONGEST_MS) break
      this.#stage.clock.advance(next.atMs - this.#nowMs)
      this.#nowMs = next.atMs
      await this.#happen(next)
    }
    if (this.#refittedAt < this.#answers) await this.#refit()
  }

  async #happen(event: Event): Promise<void> {
    if (event.kind === 'ledger') return await this.#lookAtLedger()
    if (event.kind === 'lapses') return await this.#expire(event.itemId)
    const { kind, who, atMs } = event
    if (kind === 'comes') {
      // Somebody who was called came earlier.
      if (who.comesAtMs !== atMs) return
      who.comesAtMs = null
      who.left = 1 + Math.floor(who.draws.exponential(SITTING))
      const task = who.hand ?? (await this.#stage.store.transaction((trx) => this.#claim(trx, who)))
      await this.#takeUp(who, task)
      return
    }
    await this.#takeUp(who, await this.#act(who))
    if (this.#answers - this.#refittedAt >= refitInterval(this.#refittedAt)) await this.#refit()
  }

  async #expire(itemId: ItemId): Promise<void> {
    this.expiredLeases += await expireLeases(this.#stage.store, this.#stage.clock)
    this.#tellLedger(itemId)
  }

  /** Answers or skips what somebody has in hand and claims the next item, in one transaction as a tap is. */
  async #act(who: Presence): Promise<Task | null> {
    const { store, clock, project, itemNumbers } = this.#stage
    const { hand, plan, actor } = who
    if (!hand || !plan) throw new Error('nothing in hand')
    const { assignmentId, item } = hand
    const label = plan.label === null ? null : project.definition.schema.labels[plan.label]
    const next = await store.transaction(async (trx) => {
      if (label) {
        const submission = { assignmentId, label: label.name, platform: 'simulation' }
        await submitAnnotation(trx, clock, actor.account, submission)
      } else await skipAssignment(trx, clock, actor.account, { assignmentId, reason: 'unclear' })
      return await this.#claim(trx, who)
    })
    if (label) {
      this.#answers++
      who.answered++
      this.latestAnswerMs.set(itemNumbers.get(item.id) ?? -1, this.#nowMs)
    } else this.skips++
    who.left--
    // Whatever was done may have opened something for somebody else.
    this.#idle.clear()
    this.#tellLedger(item.id)
    return next
  }

  /** The item somebody gets now; null when there is none for them. */
  async #claim(trx: Trx, who: Presence): Promise<Task | null> {
    const { clock, project } = this.#stage
    this.#idle.delete(who)
    try {
      return await claimItem(trx, clock, who.actor.account, { projectSlug: project.slug })
    } catch (thrown) {
      if (!(thrown instanceof ExpectedError)) throw thrown
      if (thrown.code === 'task.none') this.#idle.add(who)
      else if (thrown.code !== 'task.waiting') throw thrown
      return null
    }
  }

  /** Starts on an item, or goes away: with the item still in hand when the sitting is over. */
  async #takeUp(who: Presence, task: Task | null): Promise<void> {
    const { person } = who.actor
    const leaves = person.leavesAfter !== null && who.answered >= person.leavesAfter
    who.hand = task
    if (task === null || who.left <= 0 || leaves) {
      if (task) this.#lapseAt(task)
      if (leaves) this.#present--
      else this.#comeLater(who)
      if (task === null) await this.#endIfNothingIsLeft()
      return
    }
    const number = this.#stage.itemNumbers.get(task.item.id) ?? 0
    const plan = behave(this.#stage.community, person, number, who.answered)
    who.plan = plan
    this.#queue.add({ kind: 'acts', who, atMs: this.#nowMs + plan.durationMs })
    if (plan.durationMs > msBetween(this.#stage.clock.now(), task.deadline)) this.#lapseAt(task)
  }

  #lapseAt({ deadline, item }: Task): void {
    const leftMs = Math.max(0, msBetween(this.#stage.clock.now(), deadline))
    this.#queue.add({ kind: 'lapses', itemId: item.id, atMs: this.#nowMs + leftMs + EXPIRY_DELAY_MS })
  }

  #comeLater(who: Presence): void {
    const meanMs = (DAY_MS * SITTING) / who.actor.person.answersPerDay
    this.#comeAt(who, this.#nowMs + who.draws.exponential(meanMs))
  }

  #comeAt(who: Presence, atMs: number): void {
    who.comesAtMs = atMs
    this.#queue.add({ kind: 'comes', who, atMs })
  }

  /** Whoever is away and was asked to vote comes sooner. */
  #call(invited: ReadonlySet<PersonId>): void {
    const meanMs = 3_600_000 * this.#stage.community.settings.hoursToVote
    for (const personId of invited) {
      const who = this.#people.get(personId)
      if (!who || who.comesAtMs === null) continue
      const atMs = this.#nowMs + who.draws.exponential(meanMs)
      if (atMs < who.comesAtMs) this.#comeAt(who, atMs)
    }
  }

  #tellLedger(itemId: ItemId): void {
    if (!this.#ledger) return
    this.#ledger.touch(itemId)
    this.#planLedger(BATCH_MS)
  }

  #planLedger(inMs: number): void {
    const atMs = this.#nowMs + inMs
    if (atMs >= this.#ledgerAtMs) return
    this.#ledgerAtMs = atMs
    this.#queue.add({ kind: 'ledger', atMs })
  }

  async #lookAtLedger(): Promise<void> {
    if (!this.#ledger || this.#nowMs < this.#ledgerAtMs) return
    this.#ledgerAtMs = Number.POSITIVE_INFINITY
    const waitMs = await this.#ledger.advance()
    this.#call(this.#ledger.takeInvited())
    if (waitMs !== null) this.#planLedger(waitMs)
    else await this.#endIfNothingIsLeft()
  }

  async #endIfNothingIsLeft(): Promise<void> {
    if (this.#ledger && this.#ledger.openReviews > 0) return
    const { store, project } = this.#stage
    const states = await store.transaction((trx) => countItemsByState(trx, project.id))
    if (!states.get('open') && !states.get('review')) this.#ended = true
    else if (this.#idle.size >= this.#present) {
      this.#idle.clear()
      // What is known now may make some items worth another answer, or close them.
      if (this.#refittedAt < this.#answers) await this.#refit()
      else this.#ended = true
    }
  }

  async #refit(): Promise<void> {
    const { store, clock, project } = this.#stage
    await refreshBelief(store, clock, project, inferSingleChoice)
    this.#refittedAt = this.#answers
  }
}
