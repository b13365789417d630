import type { ItemId, ProjectId } from '../ids.ts'

/** open: wants annotations; decided; expert: waits for an expert. */
export type ItemState = 'open' | 'decided' | 'expert'

/** One thing to label. */
export interface Item {
  readonly id: ItemId
  readonly projectId: ProjectId
  readonly externalId: string
  readonly content: ItemContent
  readonly state: ItemState
}

export interface ItemContent {
  readonly text: string
}
