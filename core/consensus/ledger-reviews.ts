import type { Clock } from '../clock.ts'
import type { ItemId, ProjectId } from '../ids.ts'
import { loadProject } from '../projects/load-project.ts'
import type { Project } from '../projects/project.ts'
import { reviewAnswers } from '../store/annotations.ts'
import type { Trx } from '../store/database.ts'
import type { RuledLabel, Ruling } from '../store/expert-cases.ts'
import { findRound, lockItem, updateRound } from '../store/rounds.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import { mayPropose } from './breaker/may-propose.ts'
import { closeReview, type LedgerOutcome } from './close-review.ts'
import { doubtfulItems } from './doubtful-items.ts'
import { readAgreement } from './experts/read-agreement.ts'
import { type OpenReview, openReview } from './open-review.ts'

interface ExpertsSay {
  readonly annotated: string | null
  readonly rulings: readonly Ruling[]
  readonly agreed: RuledLabel | undefined
}

/** What the chain does to items: it asks drawn validators, and says how the ledger ended a review. */
export const ledgerReviews = {
  /** Asks the drawn validators of an item. */
  async open(
    trx: Trx,
    clock: Clock,
    { projectId, ...drawn }: Omit<OpenReview, 'project'> & { readonly projectId: ProjectId },
  ): Promise<void> {
    await lockItem(trx, drawn.itemId)
    await openReview(trx, clock, { ...drawn, project: await projectOf(trx, projectId) })
  },

  /** Notes that an item waits for experts; one that is decided stays so. */
  async escalate(trx: Trx, itemId: ItemId): Promise<void> {
    await lockItem(trx, itemId)
    const round = await findRound(trx, itemId)
    if (round.itemState === 'review') await updateRound(trx, { ...round, openSlots: 0, itemState: 'expert' })
  },

  /** What experts said of an item so far; see core/chain/reviews.ts. */
  async ruled(trx: Trx, itemId: ItemId, round: number): Promise<ExpertsSay> {
    const { rulings, agreed } = await readAgreement(trx, itemId, round)
    const answers = await reviewAnswers(trx, itemId, round)
    const annotated = answers.find((answer) => answer.role === 'annotator')?.label ?? null
    return { annotated, rulings, agreed: agreed ? agreed.label : undefined }
  },

  /** Items whose verdict is doubtful; see core/chain/reviews.ts. */
  doubtful: doubtfulItems,

  /** Whether the votes of a batch may go to the ledger; see core/chain/reviews.ts. */
  mayPropose,

  /** Ends the review of an item; doing it twice changes nothing. */
  async close(trx: Trx, clock: Clock, ended: { itemId: ItemId; outcome: LedgerOutcome }): Promise<void> {
    await lockItem(trx, ended.itemId)
    const { projectId } = await findRound(trx, ended.itemId)
    await closeReview(trx, clock, await projectOf(trx, projectId), ended)
  },
}

async function projectOf(trx: Trx, id: ProjectId): Promise<Project> {
  return loadProject(await projectOfTap(trx, id))
}
