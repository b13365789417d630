import { type OpenBytes, panelCommitment, proposedCommitment } from '../commitments.ts'
import { MAX_PANEL_WINDOW, windowOf } from '../deadlines.ts'
import { firstSeed, panelSeed } from '../draw.ts'
import type { BatchWord } from '../words.ts'
import type { Batch, Book, Moment } from './book.ts'
import type { Signers } from './lock-batch.ts'
import { paramsOf } from './settle-batch.ts'

export interface Proposed {
  readonly seed: string
  readonly word: BatchWord
  readonly commitment: string
}

/** What putting the votes of a locked batch on the table does; `votes` in the bytes of the wire. */
export function proposeBatch(
  book: Book,
  { word }: Batch,
  proposal: { inner: string; secret: string; votes: string; seedBlockHash: string } & Signers,
  at: Moment,
): Proposed {
  const { inner, secret, votes, seedBlockHash, signers, opsVersion } = proposal
  const seed = firstSeed(secret, seedBlockHash, word.id)
  const end = at.timestamp + windowOf(paramsOf(book, word).windowMinutes, book.minWindow)
  const next: BatchWord = { ...word, state: 'proposed', end, signers, opsVersion }
  return { seed, word: next, commitment: proposedCommitment(inner, votes, seed) }
}

/** What putting the votes of a panel on the table does; `open.seed` is that of round one. */
export function proposePanel(
  book: Book,
  { word }: Batch,
  proposal: { open: OpenBytes; votes: string; seedBlockHash: string } & Signers,
  at: Moment,
): Proposed {
  const { open, votes, seedBlockHash, signers, opsVersion } = proposal
  const seed = panelSeed(open.seed, seedBlockHash)
  const window = windowOf(paramsOf(book, word).windowMinutes, book.minWindow)
  const end = at.timestamp + Math.min(window, MAX_PANEL_WINDOW)
  const next: BatchWord = { ...word, state: 'panel', end, open: 0, signers, opsVersion }
  return { seed, word: next, commitment: panelCommitment({ ...open, seed }, votes) }
}
