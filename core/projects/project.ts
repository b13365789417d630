import type { ProjectId } from '../ids.ts'
import type { ProjectDefinition } from './definition.ts'

export type ProjectState = 'draft' | 'active' | 'paused' | 'finished'

/** A requester's data set with its schema, guideline, protocol and budget. */
export interface Project {
  readonly id: ProjectId
  readonly slug: string
  readonly state: ProjectState
  readonly definition: ProjectDefinition
  readonly guidelineVersion: number
  readonly budgetWei: bigint
  /** Highest cost the imported items can reach; never above `budgetWei`. */
  readonly committedWei: bigint
}
