import { type Clock, msBetween } from '../clock.ts'
import { type CastAnswer, castVote } from '../consensus/cast-vote.ts'
import { decideItem } from '../consensus/decide-item.ts'
import type { RoundOutcome } from '../consensus/decide-round.ts'
import { ExpectedError } from '../errors.ts'
import { type AnnotationId, type AssignmentId, newBytes32Id, newId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { familyOf } from '../projects/family-of.ts'
import { loadProject } from '../projects/load-project.ts'
import type { Project } from '../projects/project.ts'
import { labelNames } from '../quality/belief/label-names.ts'
import { updateItemBelief } from '../quality/belief/read-item-belief.ts'
import { judgeByGold } from '../quality/standing/judge-by-gold.ts'
import { hasAnnotated, insertAnnotation } from '../store/annotations.ts'
import { type AssignedItem, closeAssignment } from '../store/assignments.ts'
import type { ItemBelief } from '../store/beliefs.ts'
import type { Trx } from '../store/database.ts'
import { updateRound } from '../store/rounds.ts'
import { insertStakeLock } from '../store/stake-locks.ts'
import { projectOfTap } from '../store/tap-projects.ts'
import { lockWallet, updateHeld, type Wallet } from '../store/wallets.ts'
import { drawOf, seatOfVote } from './draw-of.ts'
import { lockOwnAssignment } from './lock-own-assignment.ts'
import { type Seat, seatOf } from './seat-of.ts'
import { stakeProblem } from './stake-problem.ts'

export interface Submission {
  readonly assignmentId: AssignmentId
  /** Name of a label of the project. */
  readonly label: string
  readonly platform: string
}

export interface SubmitResult {
  /** keptLate: it came after its slot was gone; it holds no stake and earns nothing. */
  readonly outcome: 'counted' | 'countedLate' | 'keptLate'
  readonly project: Project
  readonly labelTitle: string
  readonly annotationId: AnnotationId
  /** What became of the item's round. */
  readonly round: RoundOutcome
  /** What the item's label is believed to be now. */
  readonly belief: ItemBelief
  /** Of the receipt for a drawn validator's vote, otherwise null. */
  readonly receipt: string | null
}

/**
 * Stores a person's answer, binds its stake, and decides, widens or escalates the item's round. An
 * answer after the deadline counts while its round has, or may get, a slot for it.
 * @throws ExpectedError `task.closed`, `task.unknownLabel`, `wallet.required`, `session.over`, `session.tooSmall`,
 * `stake.tooLow`
 */
export async function submitAnnotation(
  trx: Trx,
  clock: Clock,
  account: Account,
  { assignmentId, label, platform }: Submission,
): Promise<SubmitResult> {
  const assigned = await lockOwnAssignment(trx, account, assignmentId)
  const project = loadProject(await projectOfTap(trx, assigned.item.projectId))
  const labelTitle = titleOf(project, label)
  await refuseSecondAnswer(trx, assigned)
  const vote = await drawOf(trx, assigned)
  const seat = vote
    ? seatOfVote(assigned, vote, clock.now())
    : seatOf(assigned, project.definition, clock.now())
  const annotationId = newId<AnnotationId>()
  await store(trx, clock, account, { annotationId, assigned, project, seat, label, platform })
  const belief = await updateItemBelief(trx, {
    itemId: assigned.item.id,
    projectId: project.id,
    labels: labelNames(project.definition),
  })
  if (assigned.gold !== null) {
    const judged = { personId: account.personId, right: label === assigned.gold }
    await judgeByGold(trx, familyOf(project.definition), judged)
  }
  const saved = { project, labelTitle, annotationId, belief }
  if (!seat.counted) return { ...saved, outcome: 'keptLate', round: { kind: 'wait' }, receipt: null }
  const answer = { annotationId, label, round: seat.round, definition: project.definition, belief }
  const outcome = seat.late ? 'countedLate' : 'counted'
  if (vote) {
    const receipt = await castVote(trx, clock, vote, answer)
    return { ...saved, outcome, round: { kind: 'wait' }, receipt }
  }
  return { ...saved, outcome, round: await closeAnswer(trx, clock, answer), receipt: null }
}

/** Where an item that just got an answer goes on: to its validators, or by the rule of independent answers. */
async function closeAnswer(trx: Trx, clock: Clock, answer: CastAnswer): Promise<RoundOutcome> {
  const { round, definition, belief } = answer
  if (definition.protocol !== 'peers') return await decideItem(trx, clock, round, definition, { belief })
  await updateRound(trx, { ...round, openSlots: 0, itemState: 'review' })
  return { kind: 'wait' }
}

function titleOf({ definition }: Project, name: string): string {
  const { labels } = definition.schema
  const label = labels.find((one) => one.name === name)
  if (label) return label.title
  const titles = labels.map((one) => one.title).join(', ')
  throw new ExpectedError('task.unknownLabel', { label: name.slice(0, 40), labels: titles })
}

/** Two accounts that became one person may have had the same item: one answer is enough. */
async function refuseSecondAnswer(trx: Trx, { assignment, item }: AssignedItem): Promise<void> {
  if (assignment.state !== 'expired') return
  if (await hasAnnotated(trx, item.id, assignment.personId)) throw new ExpectedError('task.closed', {})
}

interface Answer {
  readonly annotationId: AnnotationId
  readonly assigned: AssignedItem
  readonly project: Project
  readonly seat: Seat
  readonly label: string
  readonly platform: string
}

async function store(trx: Trx, clock: Clock, account: Account, answer: Answer): Promise<void> {
  const { annotationId, assigned, project, seat, label, platform } = answer
  const { id: assignmentId, itemId, round, leasedAt } = assigned.assignment
  const now = clock.now()
  const { role } = assigned.assignment
  // A validator's stake is in the seat.
  const bindsStake = seat.counted && role === 'annotator' && project.definition.protocol === 'peers'
  const wallet = bindsStake ? await walletWithStake(trx, clock, account, project) : null
  if (seat.round !== assigned.round) await updateRound(trx, seat.round)
  await closeAssignment(trx, assignmentId, { state: 'answered', closedAt: now })
  const stakeWei = wallet ? project.definition.stake.perAnnotation : 0n
  await insertAnnotation(trx, {
    id: annotationId,
    assignmentId,
    projectId: project.id,
    itemId,
    accountId: account.id,
    personId: account.personId,
    round,
    role,
    label,
    guidelineVersion: project.guidelineVersion,
    counted: seat.counted,
    late: seat.late,
    onGold: assigned.gold !== null,
    stakeWei,
    durationMs: Math.max(0, msBetween(leasedAt, now)),
    platform,
    createdAt: now,
  })
  if (wallet) await hold(trx, clock, wallet, annotationId, stakeWei)
}

async function walletWithStake(trx: Trx, clock: Clock, account: Account, project: Project): Promise<Wallet> {
  const wallet = await lockWallet(trx, account.id)
  const stake = wallet && { freeWei: wallet.stakeWei - wallet.heldWei, session: wallet.session }
  const problem = stakeProblem(stake, project, clock.now())
  if (problem) throw problem
  if (!wallet) throw new ExpectedError('wallet.required', {})
  return wallet
}

async function hold(
  trx: Trx,
  clock: Clock,
  { accountId, address, heldWei }: Wallet,
  annotationId: AnnotationId,
  amountWei: bigint,
): Promise<void> {
  await insertStakeLock(trx, {
    id: newBytes32Id(),
    annotationId,
    accountId,
    address,
    amountWei,
    createdAt: clock.now(),
  })
  await updateHeld(trx, accountId, heldWei + amountWei)
}
