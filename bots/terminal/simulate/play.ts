import { msBetween } from '../../../core/clock.ts'
import { ExpectedError } from '../../../core/errors.ts'
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
import type { Actor, Stage } from './stage.ts'

/** How a play went, in simulated time. */
export interface Played {
  /** When each item got its latest answer, in milliseconds since the start; items without one left out. */
  readonly latestAnswerMs: ReadonlyMap<number, number>
  readonly skips: number
  readonly expiredLeases: number
}

/** Mean answers of one sitting. */
const SITTING = 12
const DAY_MS = 24 * 3_600_000
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
}

interface Event extends Timed {
  readonly kind: 'comes' | 'acts' | 'lapses'
  readonly who: Presence
}

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
  readonly #queue = new EventQueue<Event>()
  #nowMs = 0
  #answers = 0
  #refittedAt = 0
  /** People who have not left for good. */
  #present: number
  /** Those of them who found nothing to do since anybody did something. */
  readonly #idle = new Set<Presence>()
  #ended = false

  constructor(stage: Stage) {
    this.#stage = stage
    this.#present = stage.actors.length
    for (const actor of stage.actors) {
      const draws = drawsOf(stage.community.seed, 8, actor.person.number)
      this.#comeLater({ actor, draws, answered: 0, left: 0, hand: null, plan: null })
    }
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

  async #happen({ kind, who }: Event): Promise<void> {
    if (kind === 'lapses') {
      this.expiredLeases += await expireLeases(this.#stage.store, this.#stage.clock)
      return
    }
    if (kind === 'comes') {
      who.left = 1 + Math.floor(who.draws.exponential(SITTING))
      const task = who.hand ?? (await this.#stage.store.transaction((trx) => this.#claim(trx, who)))
      await this.#takeUp(who, task)
      return
    }
    await this.#takeUp(who, await this.#act(who))
    if (this.#answers - this.#refittedAt >= refitInterval(this.#refittedAt)) await this.#refit()
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
      if (task) this.#lapseAt(who, task)
      if (leaves) this.#present--
      else this.#comeLater(who)
      if (task === null) await this.#endIfNothingIsLeft()
      return
    }
    const number = this.#stage.itemNumbers.get(task.item.id) ?? 0
    const plan = behave(this.#stage.community, person, number, who.answered)
    who.plan = plan
    this.#queue.add({ kind: 'acts', who, atMs: this.#nowMs + plan.durationMs })
    if (plan.durationMs > msBetween(this.#stage.clock.now(), task.deadline)) this.#lapseAt(who, task)
  }

  #lapseAt(who: Presence, { deadline }: Task): void {
    const leftMs = Math.max(0, msBetween(this.#stage.clock.now(), deadline))
    this.#queue.add({ kind: 'lapses', who, atMs: this.#nowMs + leftMs + EXPIRY_DELAY_MS })
  }

  #comeLater(who: Presence): void {
    const meanMs = (DAY_MS * SITTING) / who.actor.person.answersPerDay
    this.#queue.add({ kind: 'comes', who, atMs: this.#nowMs + who.draws.exponential(meanMs) })
  }

  async #endIfNothingIsLeft(): Promise<void> {
    const { store, project } = this.#stage
    const states = await store.transaction((trx) => countItemsByState(trx, project.id))
    if (!states.get('open')) this.#ended = true
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
