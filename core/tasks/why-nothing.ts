import { type Clock, type Instant, msBetween } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { Account } from '../people/account.ts'
import type { Project } from '../projects/project.ts'
import type { Trx } from '../store/database.ts'
import type { FreeStake } from '../store/dispatch/seekers.ts'
import { hasFreeSlot, nextDeadline } from '../store/dispatch/waiting.ts'
import { stakeProblem } from './stake-problem.ts'

/** Where an account's search for an item ended. */
interface Searched {
  /** Null without a wallet. */
  readonly stake: FreeStake | null
  readonly projects: readonly Project[]
  /** Those that suit the person. */
  readonly suitable: readonly Project[]
  /** Those of them the account has stake enough for. */
  readonly affordable: readonly Project[]
  /** Those of them in which the person need not practise first. */
  readonly practised: readonly Project[]
}

/** Why an account that looked for an item in these projects got none, as the error to tell it with. */
export async function whyNothing(
  trx: Trx,
  clock: Clock,
  account: Account,
  { stake, projects, suitable, affordable, practised }: Searched,
): Promise<ExpectedError> {
  if (projects.length > 0 && suitable.length === 0) return new ExpectedError('task.unsuited', {})
  const toPractise = affordable.find((project) => !practised.includes(project))
  if (toPractise?.definition.practice) {
    const { right, items } = toPractise.definition.practice
    return new ExpectedError('practice.needed', { project: toPractise.slug, right, items })
  }
  const deadlines: Instant[] = []
  for (const { id: projectId } of affordable) {
    const seeker = { projectId, personId: account.personId }
    const deadline = await nextDeadline(trx, seeker)
    if (deadline) deadlines.push(deadline)
    else if (await hasFreeSlot(trx, seeker)) deadlines.push(clock.now())
  }
  const [first] = deadlines.sort()
  if (first) return new ExpectedError('task.waiting', { minutes: minutesUntil(clock, first) })
  const problems = suitable.map((project) => stakeProblem(stake, project, clock.now()))
  return problems.find((problem) => problem !== null) ?? new ExpectedError('task.none', {})
}

function minutesUntil(clock: Clock, deadline: Instant): number {
  return Math.max(1, Math.ceil(msBetween(clock.now(), deadline) / 60_000))
}
