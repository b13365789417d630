import type { Instant } from '../clock.ts'
import type { AssignmentId } from '../ids.ts'
import type { Item } from '../items/item.ts'
import type { Project } from '../projects/project.ts'

/** An item in somebody's hands. */
export interface Task {
  readonly assignmentId: AssignmentId
  readonly project: Project
  readonly item: Item
  readonly deadline: Instant
  /** Set when the person was drawn to validate: which of their items this is. */
  readonly validation: { readonly position: number; readonly total: number } | null
}
