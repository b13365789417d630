import { krippendorffAlpha } from '../quality/krippendorff-alpha.ts'
import type { Trx } from '../store/database.ts'
import {
  countAnnotations,
  countGoldAnswers,
  countItemsByState,
  countLiveLeases,
  latestLabels,
  sumPaidRewards,
} from '../store/project-counts.ts'
import { countQuestioned } from '../store/questions.ts'
import { findProject } from './find-project.ts'
import { labelScale } from './label-scale.ts'
import type { ProjectState } from './project.ts'

/** Keeps the status of a large project within a few hundred milliseconds. */
const ALPHA_ANNOTATIONS = 50_000

export interface ProjectStatus {
  readonly slug: string
  readonly title: string
  readonly state: ProjectState
  readonly items: {
    readonly items: number
    readonly open: number
    readonly decided: number
    readonly expert: number
  }
  readonly work: { readonly annotations: number; readonly people: number; readonly leased: number }
  /** Doubtful verdicts that the operators questioned: those that are not over, all of them, and those that ended
   * unclear. */
  readonly questioned: { readonly open: number; readonly all: number; readonly unclear: number }
  /** Annotations on gold items, and how many of them were right. */
  readonly gold: { readonly right: number; readonly total: number }
  /** Krippendorff's alpha over the latest 50,000 counted annotations, on the scale of the labels; null when not defined. */
  readonly alpha: number | null
  readonly money: { readonly budgetWei: bigint; readonly committedWei: bigint; readonly paidWei: bigint }
}

/** How a project is doing, in eight queries whatever its size.
 * @throws ExpectedError `project.unknown` */
export async function readProjectStatus(trx: Trx, slug: string): Promise<ProjectStatus> {
  const { id, definition, state, budgetWei, committedWei, slug: name } = await findProject(trx, slug)
  const states = await countItemsByState(trx, id)
  const work = { ...(await countAnnotations(trx, id)), leased: await countLiveLeases(trx, id) }
  const gold = await countGoldAnswers(trx, id)
  const questioned = await countQuestioned(trx, id)
  const { scale, placeOf } = labelScale(definition)
  const units = (await latestLabels(trx, id, ALPHA_ANNOTATIONS)).map((labels) =>
    labels.flatMap((label) => placeOf(label) ?? []),
  )
  const alpha = krippendorffAlpha(units, scale)
  const money = { budgetWei, committedWei, paidWei: await sumPaidRewards(trx, id) }
  const counted = { items: itemCounts(states), work, questioned, gold, alpha, money }
  return { slug: name, title: definition.title, state, ...counted }
}

function itemCounts(states: ReadonlyMap<string, number>): ProjectStatus['items'] {
  const count = (state: string) => states.get(state) ?? 0
  const items = [...states.values()].reduce((sum, one) => sum + one, 0)
  return { items, open: count('open'), decided: count('decided'), expert: count('expert') }
}
