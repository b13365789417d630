import type { CountedPost } from '../../store/group-posts.ts'

/**
 * How a dispute stands. open: people are asked; counting: no more is asked, and the votes are on their way to the ledger
 * or can still be contested there; experts: they decide it; decided; undecided: nobody could; again: it is labeled once
 * more from the beginning.
 */
export type PollStatus = 'open' | 'counting' | 'experts' | 'decided' | 'undecided' | 'again'

type Counted = Pick<CountedPost, 'itemState' | 'itemRound' | 'round' | 'given' | 'asked' | 'deadline'>

/** How the dispute of a message stands. Pure. */
export function pollStatus({ itemState, itemRound, round, asked }: Counted): PollStatus {
  if (itemRound !== round || itemState === 'open') return 'again'
  if (itemState === 'review') return asked > 0 ? 'open' : 'counting'
  return itemState === 'expert' ? 'experts' : itemState
}

/** What a message says of its dispute, in short: it is changed when this changes. Nothing of how votes fell is in it.
 * Pure. */
export function pollDigest(post: Counted): string {
  const status = pollStatus(post)
  if (status !== 'open') return status
  return `open ${post.given} ${post.asked} ${post.deadline ?? ''}`
}

/** Whether a message that says this stays as it is. Pure. */
export function isPollOver(status: PollStatus): boolean {
  return status === 'decided' || status === 'undecided' || status === 'again'
}
