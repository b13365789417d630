import type { ChainClient } from '../chain/client.ts'
import { applyStep } from '../ledger/history/apply-step.ts'
import type { Replay } from '../ledger/history/replay.ts'
import { type LedgerPlace, readEarlierLists } from './read-history.ts'
import { type TrackedBook, trackedBook } from './tracked-book.ts'

/** The mirror of a ledger before its first block of interest, with the operators' lists of before. */
export async function openReplay(
  client: ChainClient,
  place: LedgerPlace,
  facts: Parameters<typeof trackedBook>[0],
  range: { from: number; to: number },
): Promise<{ replay: Replay; books: TrackedBook }> {
  const books = trackedBook(facts)
  const replay: Replay = {
    book: books.book,
    records: new Map(),
    registries: new Map(),
    registry: place.registry,
    chainId: client.chainId,
    ledger: place.ledger,
  }
  for (const event of await readEarlierLists(client, place, range)) {
    applyStep(replay, { at: { block: 0, timestamp: 0 }, transaction: '', event, evidence: {} })
  }
  return { replay, books }
}
