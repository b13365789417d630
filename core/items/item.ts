import { z } from 'zod'
import type { ItemId, ProjectId } from '../ids.ts'

/** open: wants annotations; review: annotated, and its drawn validators are asked; decided; expert: waits for
 * an expert; undecided: nobody could decide it, and nobody is asked any more. */
export type ItemState = 'open' | 'review' | 'decided' | 'expert' | 'undecided'

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

/** candidate: proposed, used for nothing; active: mixed in unseen; retired: tests nobody any more. */
export type GoldState = 'candidate' | 'active' | 'retired'
/** Who says that this is the answer; consensus: everybody who answered the item agreed. */
export type GoldOrigin = 'requester' | 'consensus' | 'expert' | 'moderator'
/** worn: given to as many people as it may be; leaked: its answer went round; disputed: its answer is
 * doubtful or wrong; withdrawn: a moderator said so; practice: newcomers learn from it. */
export type RetireReason = 'worn' | 'leaked' | 'disputed' | 'withdrawn' | 'practice'
