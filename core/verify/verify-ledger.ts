import { getAddress } from 'ethers'
import type { ChainClient } from '../chain/client.ts'
import { applyStep } from '../ledger/history/apply-step.ts'
import { checkBatchData } from '../ledger/history/check-batch-data.ts'
import { compareSolvency, compareWords } from '../ledger/history/compare-words.ts'
import type { Step } from '../ledger/history/event.ts'
import type { Difference, Replay } from '../ledger/history/replay.ts'
import type { DataSource } from './data-source.ts'
import { hasState } from './has-state.ts'
import { openReplay } from './open-replay.ts'
import { type LedgerFacts, readFacts } from './read-facts.ts'
import { type BlockHistory, courtsIn, createHistoryReader } from './read-history.ts'
import { type Holdings, readHoldings } from './read-holdings.ts'
import { readWords, type Wanted } from './read-words.ts'
import type { TrackedBook } from './tracked-book.ts'

export interface VerifyOptions {
  readonly client: ChainClient
  readonly ledger: string
  /** The registry the ledger was deployed with; null where it is the one it has now. */
  readonly registry: string | null
  /** First block to read: that of the deployment, or any before it. */
  readonly from: number
  /** Where the operators publish the data of batches; null to check the chain alone. */
  readonly data: DataSource | null
  /** Goes on after the first difference. */
  readonly all: boolean
}

/** A difference and where it was found. */
export type Located = Difference & { readonly block: number; readonly transaction: string | null }

export interface VerifyReport {
  readonly chainId: string
  readonly ledger: string
  readonly from: number
  readonly to: number
  readonly events: number
  readonly batches: number
  /** Batches whose published data were held against the chain. */
  readonly published: number
  /** Blocks at which the stored words could be read and were compared. */
  readonly compared: number
  readonly differences: readonly Located[]
}

/**
 * Replays the whole history of a ledger by the mirror of its rules: every draw, decision, reward, slash, vesting and
 * balance is recomputed from calldata and block hashes and held against events, stored words and published data.
 * Only reads. Failures to reach the node are passed on as they are.
 */
export async function verifyLedger(options: VerifyOptions): Promise<VerifyReport> {
  const { client, from, all } = options
  const ledger = getAddress(options.ledger)
  const to = await client.provider.getBlockNumber()
  const facts = await readFacts(client, ledger, from)
  const place = { ledger, registry: getAddress(options.registry ?? facts.registry) }
  const { replay, books } = await openReplay(client, place, facts, { from, to })
  const holdings = await readHoldings(client.provider, { token: facts.token, ledger }, { from, to })
  // A ledger is made before its court, and governance may appoint another.
  const courts = [facts.court, ...(await courtsIn(client, ledger, { from, to }))]
  const checks = createChecks(options, { facts, courts, replay, books, holdings })
  const history = createHistoryReader(client, place)
  for await (const block of history.read({ from, to })) {
    await checks.block(block)
    if (checks.differences.length > 0 && !all) break
  }
  if (checks.differences.length === 0 || all) await checks.end(to)
  const { events, published, compared, differences } = checks
  const batches = replay.records.size
  return {
    chainId: String(client.chainId),
    ledger,
    from,
    to,
    events,
    batches,
    published,
    compared,
    differences,
  }
}

interface Checked {
  readonly facts: LedgerFacts
  /** Every court the ledger has had. */
  readonly courts: readonly string[]
  readonly replay: Replay
  readonly books: TrackedBook
  readonly holdings: Holdings
}

/** The checks of one run and what they have found so far. */
interface Checks {
  readonly differences: Located[]
  events: number
  published: number
  compared: number
  block(block: BlockHistory): Promise<void>
  end(head: number): Promise<void>
}

function createChecks({ client, data }: VerifyOptions, checked: Checked): Checks {
  const { facts, courts, replay, books, holdings } = checked
  const { book, ledger } = { book: books.book, ledger: replay.ledger }

  /** Batches whose published data have been checked. */
  const seen = new Set<number>()

  async function compare(block: number, wanted: Wanted): Promise<void> {
    const stored = await readWords(client, ledger, wanted, block)
    checks.compared++
    note(block, null, compareWords(book, stored))
  }

  function note(block: number, transaction: string | null, found: readonly Difference[]): void {
    checks.differences.push(...found.map((difference) => ({ ...difference, block, transaction })))
  }

  async function checkData(batch: number, final: boolean): Promise<readonly Difference[]> {
    const record = replay.records.get(batch)
    if (!data || !record) return []
    const read = await data.read(batch)
    if (!('labels' in read)) return read
    checks.published++
    const lockedAt = record.lockedAt.timestamp
    return checkBatchData(replay, record, { batch, data: read, lockedAt, courts, final })
  }

  const checks: Checks = {
    differences: [],
    events: 0,
    published: 0,
    compared: 0,
    async block({ block, steps }) {
      for (const step of steps) {
        checks.events++
        note(block, step.transaction, applyStep(replay, step))
        const batch = closedBy(replay, step)
        if (batch === null || seen.has(batch)) continue
        seen.add(batch)
        note(block, step.transaction, await checkData(batch, isSettled(replay, batch)))
      }
      note(block, null, compareSolvency(book, holdings.after(block)))
      const changed = books.takeChanged()
      if (steps.some(movesBatch) && (await hasState(client, ledger, block))) await compare(block, changed)
    },
    async end(head) {
      for (const [batch, { word }] of book.batches) {
        if (word.state !== 'closed') note(head, null, await checkData(batch, false))
      }
      await compare(head, books.all())
      note(head, null, compareSolvency(book, await facts.heldAt(head)))
    },
  }
  return checks
}

/** The batch that a step closed, if it did. */
function closedBy({ book }: Replay, { event: { args } }: Step): number | null {
  if (!('batch' in args)) return null
  return book.batches.get(args.batch)?.word.state === 'closed' ? args.batch : null
}

function isSettled({ records }: Replay, batch: number): boolean {
  return records.get(batch)?.settled !== undefined
}

function movesBatch({ event }: Step): boolean {
  return 'batch' in event.args
}
