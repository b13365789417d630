import type { Clock } from '../../core/clock.ts'
import { openReview } from '../../core/consensus/open-review.ts'
import { type AssignmentId, type BatchId, type ItemId, newId } from '../../core/ids.ts'
import type { Account } from '../../core/people/account.ts'
import type { Project } from '../../core/projects/project.ts'
import type { Store } from '../../core/store/database.ts'
import { claimItem } from '../../core/tasks/claim-item.ts'
import { claimValidation } from '../../core/tasks/claim-validation.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import { addItems, newcomer, startProject } from './community.ts'

const VALIDATION = { draws: 3, minVotes: 3, panelDraws: 6, panelMinVotes: 5 }

export interface DisputeWanted {
  /** Of the project. */
  readonly name: string
  /** Ids on the platform: the annotator, three validators, then whoever is drawn for the further round. */
  readonly userIds: readonly string[]
  readonly platform: string
  /** How many of those are drawn for the further round. */
  readonly drawn: number
}

/** An item on which validators did not agree. */
export interface Dispute {
  readonly project: Project
  readonly itemId: ItemId
  readonly batchId: BatchId
  readonly people: readonly Account[]
  answer(index: number, assignmentId: AssignmentId, label: string): ReturnType<typeof submitAnnotation>
  /** Draws and asks for the further round. */
  drawPanel(): Promise<void>
}

/** An item that 0 and 1 call "yes", 2 and 3 "no"; nobody is drawn for its further round yet. */
export async function openDispute(
  store: Store,
  clock: Clock,
  { name, userIds, platform, drawn }: DisputeWanted,
): Promise<Dispute> {
  const inTrx: Store['transaction'] = (work) => store.transaction(work)
  const batchId = newId<BatchId>()
  const project = await inTrx((trx) =>
    startProject(trx, clock, { name, protocol: 'peers', validation: VALIDATION }),
  )
  await addItems(store, project, 1)
  const people: Account[] = []
  for (const userId of userIds) {
    people.push(await inTrx((trx) => newcomer(trx, clock, userId, { platform })))
  }
  const person = (index: number) => people[index] as Account
  const answer: Dispute['answer'] = (index, assignmentId, label) =>
    inTrx((trx) => submitAnnotation(trx, clock, person(index), { assignmentId, label, platform }))
  const task = await inTrx((trx) => claimItem(trx, clock, person(0), { projectSlug: name }))
  const itemId = task.item.id
  const draw = async (numbers: readonly number[], stage: number) => {
    const seats = numbers.map((number, place) => ({
      seat: 10 * stage + place,
      place,
      weight: 1,
      owner: { accountId: person(number).id, personId: person(number).personId },
    }))
    await inTrx((trx) => openReview(trx, clock, { project, batchId, itemId, round: 1, stage, seats }))
  }
  await answer(0, task.assignmentId, 'yes')
  await draw([1, 2, 3], 1)
  for (const [index, label] of [
    [1, 'yes'],
    [2, 'no'],
    [3, 'no'],
  ] as const) {
    const { assignmentId } = await inTrx((trx) => claimValidation(trx, clock, person(index)))
    await answer(index, assignmentId, label)
  }
  const panel = Array.from({ length: drawn }, (_, index) => 4 + index)
  return { project, itemId, batchId, people, answer, drawPanel: () => draw(panel, 2) }
}
