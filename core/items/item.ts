import { z } from 'zod'
import type { ItemId, ProjectId } from '../ids.ts'

/** open: wants annotations; review: annotated, and its drawn validators are asked; decided; expert: waits for
 * an expert. */
export type ItemState = 'open' | 'review' | 'decided' | 'expert'

/** One thing to label. */
export interface Item {
  readonly id: ItemId
  readonly projectId: ProjectId
  readonly externalId: string
  readonly content: ItemContent
  readonly state: ItemState
}

/** What an item holds, as its JSON is stored. */
export const itemContent = z.object({ text: z.string() })
export type ItemContent = Readonly<z.output<typeof itemContent>>
