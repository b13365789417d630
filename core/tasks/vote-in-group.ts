import type { Clock } from '../clock.ts'
import { advanceReview } from '../consensus/advance-review.ts'
import { type GroupStanding, groupStanding } from '../consensus/group/group-standing.ts'
import { receiptCode } from '../consensus/receipt-code.ts'
import { type ErrorCode, ExpectedError } from '../errors.ts'
import { type AssignmentId, type GroupPostId, newId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { loadProject } from '../projects/load-project.ts'
import type { Project } from '../projects/project.ts'
import { assignmentInRound, insertAssignment } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { type Draw, updateDraw } from '../store/draws.ts'
import { countExposure } from '../store/gold.ts'
import { type DisputeKey, findDispute } from '../store/group-posts.ts'
import { findRound, lockItem } from '../store/rounds.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import { submitAnnotation } from './submit-annotation.ts'

export interface GroupVote {
  readonly postId: GroupPostId
  /** Name of a label of the project. */
  readonly label: string
  readonly platform: string
}

/** A vote that counts, or one that cannot since the person came into a cluster with somebody who took part: then
 * somebody else was asked. */
export type GroupVoteResult =
  | { readonly kind: 'counted'; readonly labelTitle: string; readonly receipt: string | null }
  | { readonly kind: 'related' }

type Refused = Exclude<GroupStanding, { readonly draw: Draw }>['kind']

const REFUSALS: Readonly<Record<Refused, Extract<ErrorCode, `group.${string}`>>> = {
  notDrawn: 'group.notDrawn',
  tookPart: 'group.tookPart',
  reserve: 'group.reserve',
  gaveUp: 'group.gaveUp',
  over: 'group.over',
}

/**
 * Takes a tap on a dispute's message in a group as the vote of a person who was drawn for it: the same vote, by the
 * same way, as one given in private. The item's lock makes simultaneous taps come one after the other, so a person
 * votes once, from whichever platform.
 * @throws ExpectedError `group.over`, `group.notDrawn`, `group.tookPart`, `group.reserve`, `group.gaveUp`,
 * `group.voted`, `project.notActive`, `task.unknownLabel`
 */
export async function voteInGroup(
  trx: Trx,
  clock: Clock,
  account: Account,
  { postId, label, platform }: GroupVote,
): Promise<GroupVoteResult> {
  const dispute = await findDispute(trx, postId)
  if (!dispute) throw new ExpectedError('group.over', {})
  const project = await lockDispute(trx, dispute)
  const standing = await groupStanding(trx, dispute, account.personId)
  if (standing.kind === 'voted') {
    throw new ExpectedError('group.voted', { receipt: receiptCode(standing.draw) ?? '' })
  }
  if (!('draw' in standing)) throw new ExpectedError(REFUSALS[standing.kind], {})
  if (standing.kind === 'related') {
    await updateDraw(trx, { ...standing.draw, state: 'recused', reason: 'related', replaceAt: null })
    await advanceReview(trx, clock, dispute, project.definition)
    return { kind: 'related' }
  }
  const assignmentId = await assignmentFor(trx, clock, account, standing.draw)
  const saved = await submitAnnotation(trx, clock, account, { assignmentId, label, platform })
  return { kind: 'counted', labelTitle: saved.labelTitle, receipt: saved.receipt }
}

/** Locks the item of a dispute that is still open. */
async function lockDispute(trx: Trx, { itemId, round }: DisputeKey): Promise<Project> {
  await lockItem(trx, itemId)
  const now = await findRound(trx, itemId)
  if (now.itemState !== 'review' || now.number !== round) throw new ExpectedError('group.over', {})
  const project = loadProject(await projectOfTap(trx, now.projectId))
  if (project.state === 'active') return project
  throw new ExpectedError('project.notActive', { project: project.slug, state: project.state })
}

/** What the person answers: what they took up in private, or an assignment that begins with being asked. It is no
 * lease, since they may be answering something else in private right now. */
async function assignmentFor(trx: Trx, clock: Clock, account: Account, draw: Draw): Promise<AssignmentId> {
  const { projectId, itemId, round, offeredAt, deadline } = draw
  const taken = await assignmentInRound(trx, { itemId, personId: account.personId, round })
  if (taken) return taken
  const now = clock.now()
  const id = newId<AssignmentId>()
  await insertAssignment(trx, {
    id,
    projectId,
    itemId,
    accountId: account.id,
    personId: account.personId,
    round,
    role: 'validator',
    state: 'expired',
    leasedAt: offeredAt ?? now,
    deadline: deadline ?? now,
  })
  await countExposure(trx, itemId)
  return id
}
