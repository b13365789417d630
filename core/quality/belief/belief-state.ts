import type { ProjectId } from '../../ids.ts'
import { findBeliefState } from '../../store/beliefs.ts'
import type { Trx } from '../../store/database.ts'
import type { ProjectState } from '../graded-posterior.ts'
import { unknownProject } from './unknown.ts'

/** Enough for every project in use; a state is read again after it fell out. */
const MAX_STATES = 100
/** Parsed states by version: a version never changes its meaning, so nothing goes stale. */
const states = new Map<string, ProjectState>()
const unknowns = new Map<string, ProjectState>()

/**
 * The state that a project's answers are read by. `version` is the stored one, or null before the first
 * refit. `labels` are the schema's, in its order. Costs a query only when the version is new here.
 */
export async function beliefState(
  trx: Trx,
  projectId: ProjectId,
  version: string | null,
  labels: readonly string[],
): Promise<ProjectState> {
  if (version === null) return remembered(unknowns, labels.join('\n'), () => unknownProject(labels))
  const known = states.get(version)
  if (known) return known
  const stored = await findBeliefState(trx, projectId)
  if (!stored) throw new Error(`the belief of project ${projectId} is gone`)
  return remembered(states, stored.version, () => JSON.parse(stored.state) as ProjectState)
}

function remembered(cache: Map<string, ProjectState>, key: string, make: () => ProjectState): ProjectState {
  const known = cache.get(key)
  if (known) return known
  const [oldest] = cache.keys()
  if (oldest !== undefined && cache.size >= MAX_STATES) cache.delete(oldest)
  const state = make()
  cache.set(key, state)
  return state
}
