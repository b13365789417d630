import { ExpectedError } from '../../../core/errors.ts'
import type { ItemId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { adaptiveTerms } from '../../../core/projects/adaptive-terms.ts'
import { refitInterval } from '../../../core/quality/belief/refit-project.ts'
import { inferSingleChoice } from '../../../core/quality/infer-single-choice.ts'
import { sureEnough } from '../../../core/quality/policy/annotation-value.ts'
import { Arrivals } from '../../../core/quality/replay/arrivals.ts'
import {
  type CrowdRecord,
  chooseGold,
  seededInts,
  seededShares,
} from '../../../core/quality/replay/record.ts'
import { type ReplayScore, scorePredictions } from '../../../core/quality/replay/score.ts'
import type { ItemBelief } from '../../../core/store/beliefs.ts'
import { openStore, type Trx } from '../../../core/store/database.ts'
import { readBelievedItems } from '../../../core/store/item-beliefs.ts'
import { claimItem, type Task } from '../../../core/tasks/claim-item.ts'
import { refreshBelief } from '../../../core/tasks/refresh-beliefs.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { type ReplayPolicy, type Stage, setStage } from './stage.ts'

export interface ReplayOptions {
  readonly policy: ReplayPolicy
  /** Share of the items with known truth that become gold; they are not scored. */
  readonly goldShare: number
  readonly seed: number
}

export interface ReplayResult extends ReplayScore {
  readonly items: number
  readonly gold: number
  readonly people: number
  /** Annotations asked for, those on gold items included. */
  readonly labels: number
  readonly labelsPerItem: number
  readonly seconds: number
}

/** Chooses arrivals; another stream of numbers than that of gold and of the order of items. */
export const ARRIVAL_SEED = 0x5eed
/** Mixes gold in; another stream again. */
export const CHANCE_SEED = 0x901d

/**
 * Plays a record through the product on a database in memory: recorded workers come at random, the
 * dispatcher gives them items they once answered, their recorded answer goes through core/tasks, and beliefs
 * are refitted when the product's job would. Ends when nobody has an answer that is worth asking for. Truth is
 * unseen but for gold items. The same options give the same result.
 */
export async function replay(record: CrowdRecord, options: ReplayOptions): Promise<ReplayResult> {
  const began = performance.now()
  const gold = chooseGold(record, options.goldShare, options.seed)
  const store = await openStore('sqlite::memory:')
  try {
    const stage = await setStage(store, record, options.policy, { gold, seed: options.seed })
    const play = new Play(stage, record, options.seed)
    await play.toTheEnd()
    const items = record.items.length
    return {
      ...(await play.score(record, gold)),
      items,
      gold: gold.size,
      people: record.workers.length,
      labels: play.labels,
      labelsPerItem: play.labels / items,
      seconds: (performance.now() - began) / 1000,
    }
  } finally {
    await store.close()
  }
}

class Play {
  labels = 0
  readonly #stage: Stage
  readonly #record: CrowdRecord
  readonly #arrivals: Arrivals
  readonly #chance: () => number
  readonly #sureEnough: number
  /** Labels given so far, per item. */
  readonly #given = new Map<string, string[]>()
  #refittedAt = 0

  constructor(stage: Stage, record: CrowdRecord, seed: number) {
    this.#stage = stage
    this.#record = record
    this.#arrivals = new Arrivals(record, seededInts(seed ^ ARRIVAL_SEED))
    this.#chance = seededShares(seed ^ CHANCE_SEED)
    const terms = adaptiveTerms(stage.project.definition)
    this.#sureEnough = terms
      ? sureEnough(record.labels.length, {
          annotationCost: Number(terms.annotationCost),
          wrongDecisionLoss: Number(terms.wrongDecisionLoss),
        })
      : Number.POSITIVE_INFINITY
  }

  async toTheEnd(): Promise<void> {
    for (;;) {
      const worker = this.#arrivals.next()
      if (worker !== null) {
        await this.#annotate(worker)
        if (this.labels - this.#refittedAt >= refitInterval(this.#refittedAt)) await this.#refit()
      } else if (this.#refittedAt < this.labels) {
        // What is known now may make some items worth another annotation.
        await this.#refit()
      } else return
    }
  }

  /** Predictions of all items with known truth but gold, by what is believed in the end. */
  async score(record: CrowdRecord, gold: ReadonlyMap<string, string>): Promise<ReplayScore> {
    const { store, project } = this.#stage
    const items = await store.transaction((trx) => readBelievedItems(trx, project.id))
    const predictions = items.flatMap(({ externalId, posterior }) => {
      const truth = record.truth.get(externalId)
      if (truth === undefined || gold.has(externalId) || posterior === null) return []
      const given = this.#given.get(externalId) ?? []
      const votes = record.labels.map((label) => given.filter((one) => one === label).length)
      return [{ truth, posterior, votes }]
    })
    return scorePredictions(predictions, record.labels)
  }

  async #annotate(worker: string): Promise<void> {
    const { store, clock, accounts, itemIds, itemNames, labelNames } = this.#stage
    const account = accounts.get(worker)
    if (!account) throw new Error(`no account for ${worker}`)
    const among = [...this.#arrivals.offersTo(worker)].flatMap((item) => itemIds.get(item) ?? [])
    clock.advance(1_000)
    const saved = await store.transaction(async (trx) => {
      const task = await this.#claim(trx, account, among)
      if (!task) return null
      const item = itemNames.get(task.item.id) ?? ''
      const recorded = this.#record.answers.get(worker)?.get(item) ?? ''
      const label = labelNames.get(recorded) ?? ''
      const { assignmentId } = task
      const submission = { assignmentId, label, platform: 'replay' }
      return { item, recorded, ...(await submitAnnotation(trx, clock, account, submission)) }
    })
    if (!saved) {
      this.#arrivals.leave(worker)
      return
    }
    this.labels++
    this.#given.set(saved.item, [...(this.#given.get(saved.item) ?? []), saved.recorded])
    this.#arrivals.use(worker, saved.item)
    const ended = saved.round.kind === 'decided' || saved.round.kind === 'expert'
    this.#arrivals.setOpen(saved.item, !ended && this.#isWorthMore(saved.belief))
  }

  /** Null when the product gives this person none of these items: nobody's first item is gold. */
  async #claim(trx: Trx, account: Account, among: readonly ItemId[]): Promise<Task | null> {
    const { clock, project } = this.#stage
    try {
      return await claimItem(trx, clock, account, {
        projectSlug: project.slug,
        among,
        chance: this.#chance,
      })
    } catch (thrown) {
      if (thrown instanceof ExpectedError && /^task\.(none|waiting)$/.test(thrown.code)) return null
      throw thrown
    }
  }

  /** An item the rule leaves open, but whose label is sure, is not worth another annotation. */
  #isWorthMore({ posterior }: Pick<ItemBelief, 'posterior'>): boolean {
    return Math.max(...posterior) < this.#sureEnough
  }

  async #refit(): Promise<void> {
    const { store, clock, project } = this.#stage
    await refreshBelief(store, clock, project, inferSingleChoice)
    this.#refittedAt = this.labels
    for (const item of await store.transaction((trx) => readBelievedItems(trx, project.id))) {
      const { externalId, state, posterior } = item
      this.#arrivals.setOpen(
        externalId,
        state === 'open' && (posterior === null || this.#isWorthMore({ posterior })),
      )
    }
  }
}
