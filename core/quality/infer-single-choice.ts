// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
import type { Annotation, AnnotationTable } from './annotation-table.ts'
import { annotationTable } from './annotation-table.ts'
import { tuneStatement } from './gold-tuning.ts'
import type { GradedFit } from './graded-fit.ts'
import { fitGraded } from './graded-fit.ts'
import type { PersonCounts } from './graded-model.ts'
import type { ProjectState } from './graded-posterior.ts'
import { defaultPower, mixViews, statePosterior, VIEWS } from './graded-posterior.ts'
import { voteShares } from './majority.ts'

export interface InferenceOptions {
  /** All labels of the schema, in its order; labels seen in annotations are added. */
  readonly labels?: readonly string[]
  /** Known answers: item -> label. Enter as observed truth and tune how posteriors are stated. */
  readonly gold?: ReadonlyMap<string, string>
  /** Weight of a person's answers, 0..1 (a detected colluder: 0); 1 where absent. */
  readonly weights?: ReadonlyMap<string, number>
}

export interface SingleChoiceInference {
  readonly table: AnnotationTable
  /** Items x labels, calibrated; a gold item's row is its truth. */
  readonly posterior: Float64Array
  /** Parameters for online updates. */
  readonly state: ProjectState
  /** Per person, one entry per view; for online updates and for routing. */
  readonly people: ReadonlyMap<string, readonly PersonCounts[]>
}

function personCounts(table: AnnotationTable, fits: readonly GradedFit[]): Map<string, PersonCounts[]> {
  const k = table.labels.length
  return new Map(
    table.people.map((name, j) => [
      name,
      fits.map((fit) => ({
        skill: Array.from(fit.skill.subarray(j * k * k, (j + 1) * k * k)),
        habit: Array.from(fit.habit.subarray(j * k, (j + 1) * k)),
      })),
    ]),
  )
}

function projectState(table: AnnotationTable, fits: readonly GradedFit[]): ProjectState {
  return {
    priors: fits.map((fit) => ({
      labels: table.labels,
      logPrior: Array.from(fit.logPrior),
      frequencies: Array.from(fit.frequencies),
    })),
    power: defaultPower(table.labels.length),
    voteShare: 0,
  }
}

function fitViews(table: AnnotationTable, weights: Float64Array | undefined, gold?: Int32Array): GradedFit[] {
  const extra = { ...(weights && { weights }), ...(gold && { gold }) }
  return VIEWS.map(({ correlation }) => fitGraded(table, { correlation, ...extra }))
}

function goldIndices(table: AnnotationTable, gold: ReadonlyMap<string, string>): Int32Array {
  const ids = new Map(table.labels.map((label, k) => [label, k]))
  return Int32Array.from(table.items, (item) => ids.get(gold.get(item) ?? '') ?? -1)
}

function votesOf(shares: Float64Array, item: number, classes: number): number[] {
  return Array.from(shares.subarray(item * classes, (item + 1) * classes))
}

function tuned(table: AnnotationTable, blind: readonly GradedFit[], gold: Int32Array, state: ProjectState) {
  const classes = table.labels.length
  const shares = voteShares(table)
  const evidence = [...gold.entries()]
    .filter(([, truth]) => truth >= 0)
    .map(([item, truth]) => ({
      mixed: mixViews(blind, item, classes),
      votes: votesOf(shares, item, classes),
      annotations: table.perItem[item]!,
      truth,
    }))
  return { ...state, ...tuneStatement(evidence, state.power) }
}

function statedPosterior(
  table: AnnotationTable,
  fits: readonly GradedFit[],
  state: ProjectState,
  gold?: Int32Array,
) {
  const classes = table.labels.length
  const shares = voteShares(table)
  const posterior = new Float64Array(shares.length)
  for (let item = 0; item < table.items.length; item++) {
    const truth = gold?.[item] ?? -1
    const row = statePosterior(
      {
        mixed: mixViews(fits, item, classes),
        votes: votesOf(shares, item, classes),
        annotations: table.perItem[item]!,
      },
      state,
    )
    for (let k = 0; k < classes; k++)
      posterior[item * classes + k] = truth < 0 ? row[k]! : Number(k === truth)
  }
  return posterior
}

/**
 * The default truth inference for single choice: calibrated posteriors of every item's label from all
 * annotations, the same call for every project (model: `graded-model.ts`; mixture and calibration:
 * `graded-posterior.ts`). Deterministic; the order of rows, people and labels does not matter.
 */
export function inferSingleChoice(
  annotations: Iterable<Annotation>,
  options: InferenceOptions = {},
): SingleChoiceInference {
  const table = annotationTable(annotations, options.labels)
  const weights =
    options.weights && Float64Array.from(table.people, (person) => options.weights?.get(person) ?? 1)
  const gold = options.gold && goldIndices(table, options.gold)
  let fits = fitViews(table, weights)
  let state = projectState(table, fits)
  if (gold?.some((truth) => truth >= 0)) {
    const blind = fits
    fits = fitViews(table, weights, gold)
    state = tuned(table, blind, gold, projectState(table, fits))
  }
  return {
    table,
    posterior: statedPosterior(table, fits, state, gold),
    state,
    people: personCounts(table, fits),
  }
}
