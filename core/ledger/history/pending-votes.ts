import type { Moment } from '../book/book.ts'
import { resolvePanel } from '../book/panel.ts'
import { paramsOf, settleBatch } from '../book/settle-batch.ts'
import { decodeVotes } from '../packed-bytes.ts'
import { drawnVotes } from './drawn-votes.ts'
import type { DrawnVote, Replay } from './replay.ts'

/** Votes that stand on the ledger and are not final yet. */
export interface PendingVotes {
  /** 1: those of the first round; 2: those of the panel. */
  readonly stage: 1 | 2
  readonly votes: readonly DrawnVote[]
}

/** Who is drawn in the round of a batch that is proposed now, with what is proposed as their votes; null when no
 * round is. */
export function pendingVotes(replay: Replay, id: number, at: Moment): PendingVotes | null {
  const { book } = replay
  const [batch, record] = [book.batches.get(id), replay.records.get(id)]
  if (!batch || !record) return null
  const params = paramsOf(book, batch.word)
  if (batch.word.state === 'proposed' && record.proposal) {
    const { seed, votes } = record.proposal
    const settlement = { ...record, seed, votes: decodeVotes(votes, params.draws) }
    const { outcomes } = settleBatch(book, batch, settlement, at)
    return { stage: 1, votes: drawnVotes(book, batch.word, outcomes) }
  }
  if (batch.word.state !== 'panel' || !record.open || !record.panel) return null
  const { seed, items: open } = record.open
  const votes = decodeVotes(record.panel.votes, params.panelDraws)
  const panel = { settled: record.settled ?? '0x', seed, open, votes }
  const { outcomes } = resolvePanel(book, batch, panel, at)
  return { stage: 2, votes: drawnVotes(book, batch.word, outcomes) }
}
