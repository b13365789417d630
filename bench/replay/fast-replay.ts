import { ARRIVAL_SEED, CHANCE_SEED, type ReplayOptions } from '../../bots/terminal/replay/play.ts'
import { replayDefinition } from '../../bots/terminal/replay/stage.ts'
import { adaptRound } from '../../core/consensus/adapt-round.ts'
import { decideRound, type RoundOutcome } from '../../core/consensus/decide-round.ts'
import { adaptiveTerms } from '../../core/projects/adaptive-terms.ts'
import type { ProjectDefinition } from '../../core/projects/definition.ts'
import { refitInterval } from '../../core/quality/belief/refit-project.ts'
import { type Evidence, judge, reputationOf } from '../../core/quality/belief/reputation.ts'
import { unknownPerson, unknownProject } from '../../core/quality/belief/unknown.ts'
import type { PersonCounts } from '../../core/quality/graded-model.ts'
import { itemPosterior, type ProjectState } from '../../core/quality/graded-posterior.ts'
import { inferSingleChoice } from '../../core/quality/infer-single-choice.ts'
import { type AnnotationTerms, sureEnough } from '../../core/quality/policy/annotation-value.ts'
import { answerMatrix } from '../../core/quality/policy/answer-matrix.ts'
import { chooseGold as chooseGoldFor } from '../../core/quality/policy/choose-gold.ts'
import { goldRate } from '../../core/quality/policy/gold-rate.ts'
import { type Candidate, rankCandidates } from '../../core/quality/policy/rank-candidates.ts'
import { Arrivals } from '../../core/quality/replay/arrivals.ts'
import {
  type CrowdRecord,
  chooseGold,
  seededInts,
  seededShares,
  shuffled,
} from '../../core/quality/replay/record.ts'
import { type ReplayScore, scorePredictions } from '../../core/quality/replay/score.ts'
import { STARTED_LOOKED_AT } from '../../core/store/dispatch/look-around.ts'

interface MemoryItem {
  readonly name: string
  /** Place in the order of import. */
  readonly ordinal: number
  readonly answers: { worker: string; label: string }[]
  state: 'open' | 'decided' | 'expert'
  posterior: readonly number[] | null
}

/** The items a worker answered in the record. */
interface Shelf {
  readonly gold: readonly MemoryItem[]
  readonly ordinary: readonly MemoryItem[]
}

interface RankedItem extends Candidate {
  readonly item: MemoryItem
}

/**
 * `replay` without a database: the same arrivals, ranking, gold, rule, policy, refits and posteriors from the
 * same functions of the product, over items kept in memory. A test holds it to the same choices.
 */
export function fastReplay(record: CrowdRecord, options: ReplayOptions): ReplayScore & { labels: number } {
  const gold = chooseGold(record, options.goldShare, options.seed)
  const play = new FastPlay(record, options, gold)
  play.toTheEnd()
  return { labels: play.labels, ...play.score() }
}

class FastPlay {
  labels = 0
  readonly #record: CrowdRecord
  readonly #gold: ReadonlyMap<string, string>
  readonly #definition: ProjectDefinition
  readonly #terms: AnnotationTerms | null
  readonly #sureEnough: number
  readonly #arrivals: Arrivals
  readonly #items: Map<string, MemoryItem>
  /** What each worker answered in the record, in the order of the items. */
  readonly #shelves: ReadonlyMap<string, Shelf>
  readonly #log: { item: string; person: string; label: string }[] = []
  readonly #chance: () => number
  /** What judged answers say of each worker who has begun. */
  readonly #evidence = new Map<string, Evidence>()
  #state: ProjectState
  #people = new Map<string, readonly PersonCounts[]>()
  #refittedAt = 0

  constructor(record: CrowdRecord, { policy, seed }: ReplayOptions, gold: ReadonlyMap<string, string>) {
    this.#record = record
    this.#gold = gold
    this.#definition = replayDefinition(record, policy)
    const amounts = adaptiveTerms(this.#definition)
    this.#terms = amounts && {
      annotationCost: Number(amounts.annotationCost),
      wrongDecisionLoss: Number(amounts.wrongDecisionLoss),
    }
    this.#sureEnough = this.#terms ? sureEnough(record.labels.length, this.#terms) : Number.POSITIVE_INFINITY
    this.#arrivals = new Arrivals(record, seededInts(seed ^ ARRIVAL_SEED))
    this.#chance = seededShares(seed ^ CHANCE_SEED)
    const names = shuffled(record.items, seededInts(seed))
    this.#items = new Map(
      names.map((name, index) => [
        name,
        { name, ordinal: index + 1, answers: [], state: 'open', posterior: null },
      ]),
    )
    this.#shelves = new Map(record.workers.map((worker) => [worker, this.#shelfOf(worker)]))
    this.#state = unknownProject(record.labels)
  }

  #shelfOf(worker: string): Shelf {
    const items = [...(this.#record.answers.get(worker)?.keys() ?? [])].flatMap(
      (name) => this.#items.get(name) ?? [],
    )
    items.sort((a, b) => a.ordinal - b.ordinal)
    const gold = items.filter((item) => this.#gold.has(item.name))
    return { gold, ordinary: items.filter((item) => !this.#gold.has(item.name)) }
  }

  toTheEnd(): void {
    for (;;) {
      const worker = this.#arrivals.next()
      if (worker !== null) {
        this.#annotate(worker)
        if (this.labels - this.#refittedAt >= refitInterval(this.#refittedAt)) this.#refit()
      } else if (this.#refittedAt < this.labels) this.#refit()
      else return
    }
  }

  score(): ReplayScore {
    const { labels, truth } = this.#record
    const predictions = [...this.#items.values()].flatMap(({ name, posterior, answers }) => {
      const known = truth.get(name)
      if (known === undefined || this.#gold.has(name) || posterior === null) return []
      const votes = labels.map((label) => answers.filter((one) => one.label === label).length)
      return [{ truth: known, posterior, votes }]
    })
    return scorePredictions(predictions, labels)
  }

  #annotate(worker: string): void {
    const item = this.#dispatch(worker)
    if (!item) {
      this.#arrivals.leave(worker)
      return
    }
    const label = this.#record.answers.get(worker)?.get(item.name) ?? ''
    this.labels++
    this.#log.push({ item: item.name, person: worker, label })
    item.answers.push({ worker, label })
    const gold = this.#gold.get(item.name)
    this.#judge(worker, gold === undefined ? null : { right: label === gold, weight: 1 })
    const posterior = this.#believe(item)
    this.#decide(item, posterior)
    this.#arrivals.use(worker, item.name)
    this.#arrivals.setOpen(item.name, item.state === 'open' && Math.max(...posterior) < this.#sureEnough)
  }

  /** What core/tasks/take-item.ts takes. */
  #dispatch(worker: string): MemoryItem | null {
    const evidence = this.#evidence.get(worker)
    const { gold = [], ordinary = [] } = this.#shelves.get(worker) ?? {}
    const offers = this.#arrivals.offersTo(worker)
    const openGold = gold.filter((item) => offers.has(item.name))
    const goldIsDue = evidence !== undefined && this.#chance() < goldRate(reputationOf(evidence))
    if (goldIsDue && openGold.length > 0) return this.#takeGold(worker, openGold)
    if (offers.size > openGold.length) return this.#takeBest(worker, candidatesOf(ordinary, offers))
    return evidence === undefined ? null : this.#takeGold(worker, openGold)
  }

  #takeBest(worker: string, candidates: readonly RankedItem[]): MemoryItem | null {
    const [best] = rankCandidates(candidates, {
      answers: answerMatrix(this.#state, this.#countsOf(worker)),
      unanswered: itemPosterior(this.#state, []),
      redundancy: this.#terms ? 'adaptive' : 'fixed',
    })
    return best?.item ?? null
  }

  #takeGold(worker: string, gold: readonly MemoryItem[]): MemoryItem | null {
    const leastShown = [...gold].sort((a, b) => a.answers.length - b.answers.length).slice(0, 50)
    const labelled = leastShown.map((item) => ({ item, label: this.#gold.get(item.name) ?? '' }))
    return chooseGoldFor(labelled, this.#record.labels, this.#countsOf(worker))[0]?.item ?? null
  }

  /** Adds to what is known of a worker; null: only that they have begun. */
  #judge(worker: string, judged: { right: boolean; weight: number } | null): void {
    const before = this.#evidence.get(worker) ?? { right: 0, wrong: 0 }
    this.#evidence.set(worker, judged ? judge(before, judged) : before)
  }

  #countsOf(worker: string): readonly PersonCounts[] {
    return this.#people.get(worker) ?? unknownPerson(this.#record.labels.length)
  }

  #believe(item: MemoryItem): readonly number[] {
    const { labels } = this.#record
    const gold = this.#gold.get(item.name)
    const posterior =
      gold === undefined
        ? itemPosterior(
            this.#state,
            item.answers.map(({ worker, label }) => ({
              label: labels.indexOf(label),
              counts: this.#countsOf(worker),
            })),
          )
        : labels.map((label) => Number(label === gold))
    item.posterior = posterior.map((p) => Number(p.toPrecision(4)))
    return posterior
  }

  #decide(item: MemoryItem, posterior: readonly number[], refitted = false): void {
    const outcome = this.#outcome(item, posterior)
    if (outcome.kind === 'decided' && !refitted && this.#mayRest(outcome.total)) return
    if (outcome.kind === 'decided' || outcome.kind === 'expert') item.state = outcome.kind
    if (outcome.kind !== 'decided' || this.#gold.has(item.name)) return
    const weight = posterior[this.#record.labels.indexOf(outcome.label)] ?? 0
    for (const { worker, label } of item.answers) {
      this.#judge(worker, { right: label === outcome.label, weight })
    }
  }

  /** Whether a decision waits for the next refit. */
  #mayRest(answers: number): boolean {
    return this.#terms !== null && answers < this.#definition.maxRedundancy
  }

  #outcome(item: MemoryItem, posterior: readonly number[]): RoundOutcome {
    const byRule = decideRound(
      item.answers.map((one) => one.label),
      this.#definition,
    )
    if (!this.#terms) return byRule
    const belief = { posterior, labels: this.#record.labels }
    return adaptRound(byRule, this.#definition.maxRedundancy, belief, this.#terms)
  }

  #refit(): void {
    const { labels } = this.#record
    const gold = new Map([...this.#gold].filter(([item]) => this.#items.get(item)?.answers.length))
    const { table, posterior, state, people } = inferSingleChoice(this.#log, { labels, gold })
    this.#state = state
    this.#people = new Map([...people].map(([worker, counts]) => [worker, counts.map(shortened)]))
    this.#refittedAt = this.labels
    for (const [row, name] of table.items.entries()) {
      const item = this.#items.get(name)
      if (!item) continue
      if (item.state === 'open') this.#decide(item, this.#believe(item), true)
      else {
        const fitted = posterior.subarray(row * labels.length, (row + 1) * labels.length)
        item.posterior = Array.from(fitted, (p) => Number(p.toPrecision(4)))
      }
    }
    for (const { name, state: now, posterior: believed } of this.#items.values()) {
      const unsure = believed === null || Math.max(...believed) < this.#sureEnough
      this.#arrivals.setOpen(name, now === 'open' && unsure)
    }
  }
}

/** Counts as the database keeps them. */
function shortened({ skill, habit }: PersonCounts): PersonCounts {
  const short = (counts: readonly number[]) => counts.map((count) => Number(count.toPrecision(5)))
  return { skill: short(skill), habit: short(habit) }
}

/** Of the items on offer, those the dispatcher looks at: the first started ones and the first new one. */
function candidatesOf(shelf: readonly MemoryItem[], offers: ReadonlySet<string>): RankedItem[] {
  const candidates: RankedItem[] = []
  let fresh: RankedItem | undefined
  for (const item of shelf) {
    const started = item.answers.length > 0
    if ((!started && fresh) || !offers.has(item.name)) continue
    const candidate = { item, started, ordinal: item.ordinal, posterior: item.posterior }
    if (!started) fresh = candidate
    else if (candidates.length < 2 * STARTED_LOOKED_AT) candidates.push(candidate)
    if (fresh && candidates.length === 2 * STARTED_LOOKED_AT) break
  }
  return fresh ? [...candidates, fresh] : candidates
}
