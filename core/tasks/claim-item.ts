import { type Clock, plusMs } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import { type AssignmentId, type ItemId, newId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { findProject } from '../projects/find-project.ts'
import { listProjects } from '../projects/list-projects.ts'
import { loadProject } from '../projects/load-project.ts'
import type { Project } from '../projects/project.ts'
import { speaks, suits } from '../projects/suits.ts'
import { mustPractise } from '../quality/training/must-practise.ts'
import { insertAssignment } from '../store/assignments.ts'
import type { Trx } from '../store/database.ts'
import { findClaimant } from '../store/dispatch/seekers.ts'
import type { TakenItem } from '../store/dispatch/take-slot.ts'
import type { PersonSettings } from '../store/person-settings.ts'
import { activeProjectsOfTap } from '../store/tap-projects.ts'
import { claimDraw } from './claim-draw.ts'
import { liveTask } from './live-task.ts'
import { stakeProblem } from './stake-problem.ts'
import { takeItem } from './take-item.ts'
import type { Task } from './task.ts'
import { whyNothing } from './why-nothing.ts'

export type { Task } from './task.ts'

export interface ClaimInput {
  /** Only from this project. */
  readonly projectSlug?: string | undefined
  /** Only one of these items: those this person may be given. */
  readonly among?: readonly ItemId[]
  /** Draws a number from 0 to below 1, by which gold is mixed in; of its own when absent. */
  readonly chance?: () => number
}

/**
 * Leases the next item to an account until a deadline, or returns the one it holds: see `takeItem`. Costs a
 * constant number of indexed look-ups however many items there are.
 * @throws ExpectedError `project.none`, `project.notActive`, `project.unknown`, `wallet.required`,
 * `session.over`, `session.tooSmall`, `stake.tooLow`, `practice.needed`, `task.unsuited` (what is open asks for other languages, skills or content),
 * `task.waiting` (all that is open is with others), `task.none`
 */
export async function claimItem(
  trx: Trx,
  clock: Clock,
  account: Account,
  { projectSlug, among, chance = Math.random }: ClaimInput,
): Promise<Task> {
  const claimant = await findClaimant(trx, account.id)
  if (claimant.leaseId) return await liveTask(trx, clock, claimant.leaseId)
  const drawn = claimant.isDrawn && !among ? await claimDraw(trx, clock, account, projectSlug) : null
  if (drawn) return drawn
  const projects = await openProjects(trx, projectSlug)
  const suitable = suitableFor(claimant.settings, account.locale, projects)
  const affordable = suitable.filter((project) => !stakeProblem(claimant.stake, project, clock.now()))
  const practised = await withoutPractice(trx, account, affordable)
  for (const project of practised) {
    const taken = await takeItem(trx, account, project, { among, chance })
    if (taken) return await lease(trx, clock, account, project, taken)
  }
  throw await whyNothing(trx, clock, account, {
    stake: claimant.stake,
    projects,
    suitable,
    affordable,
    practised,
  })
}

/** The projects that suit a person, those in a language of theirs first. */
function suitableFor(settings: PersonSettings, locale: string, projects: readonly Project[]): Project[] {
  const suitable = projects.filter(({ definition }) => suits(settings, definition))
  const known = settings.languages.length > 0 ? settings.languages : [locale]
  const { first = [], others = [] } = Object.groupBy(suitable, ({ definition }) =>
    speaks(known, definition.languages) ? 'first' : 'others',
  )
  return [...first, ...others]
}

/** The projects in which the person need not practise first. */
async function withoutPractice(
  trx: Trx,
  { personId }: Account,
  projects: readonly Project[],
): Promise<Project[]> {
  const open: Project[] = []
  for (const project of projects) if (!(await mustPractise(trx, project, personId))) open.push(project)
  return open
}

async function openProjects(trx: Trx, slug: string | undefined): Promise<Project[]> {
  if (slug !== undefined) {
    const project = await findProject(trx, slug)
    if (project.state !== 'active') throw notActive(project)
    return [project]
  }
  const active = (await activeProjectsOfTap(trx)).map(loadProject)
  if (active.length > 0) return active
  const newest = (await listProjects(trx)).at(-1)
  throw newest ? notActive(newest) : new ExpectedError('project.none', {})
}

function notActive({ slug, state }: Project): ExpectedError {
  return new ExpectedError('project.notActive', { project: slug, state })
}

async function lease(
  trx: Trx,
  clock: Clock,
  account: Account,
  project: Project,
  { item, round }: TakenItem,
): Promise<Task> {
  const assignmentId = newId<AssignmentId>()
  const leasedAt = clock.now()
  const deadline = plusMs(leasedAt, project.definition.leaseMinutes * 60_000)
  await insertAssignment(trx, {
    id: assignmentId,
    projectId: project.id,
    itemId: item.id,
    accountId: account.id,
    personId: account.personId,
    round,
    role: 'annotator',
    state: 'leased',
    leasedAt,
    deadline,
  })
  return { assignmentId, project, item, deadline, validation: null }
}
