import { getAddress } from 'ethers'
import type { ChainClient } from '../chain/client.ts'
import type { Moment } from '../ledger/book/book.ts'
import { applyStep } from '../ledger/history/apply-step.ts'
import type { Replay } from '../ledger/history/replay.ts'
import { openReplay } from './open-replay.ts'
import { readFacts } from './read-facts.ts'
import { courtsIn, createHistoryReader } from './read-history.ts'

interface ReplayOptions {
  readonly client: ChainClient
  readonly ledger: string
  /** The registry the ledger was deployed with; null where it is the one it has now. */
  readonly registry: string | null
  readonly from: number
}

/** A ledger as its history up to now leaves it. */
export interface ReplayedLedger {
  readonly replay: Replay
  /** Every court it has had. */
  readonly courts: readonly string[]
  readonly now: Moment
}

/** Replays the history of a ledger without holding it against anything; `verifyLedger` does that. */
export async function replayLedger({
  client,
  from,
  registry,
  ...given
}: ReplayOptions): Promise<ReplayedLedger> {
  const ledger = getAddress(given.ledger)
  const head = await client.provider.getBlock('latest')
  const now = { block: head?.number ?? 0, timestamp: head?.timestamp ?? 0 }
  const range = { from, to: now.block }
  const facts = await readFacts(client, ledger, from)
  const place = { ledger, registry: getAddress(registry ?? facts.registry) }
  const { replay } = await openReplay(client, place, facts, range)
  for await (const { steps } of createHistoryReader(client, place).read(range)) {
    for (const step of steps) applyStep(replay, step)
  }
  return { replay, courts: [facts.court, ...(await courtsIn(client, ledger, range))], now }
}
