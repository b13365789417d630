import type { Block, Log } from 'ethers'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { insertChainEvent, takeEventsAbove } from '../store/chain-events.ts'
import { readChainState } from '../store/chain-state.ts'
import { reopenTransactions } from '../store/chain-transaction-steps.ts'
import { type Checkpoint, lockCheckpoints, readCheckpoints, saveCheckpoints } from '../store/checkpoints.ts'
import type { Store, Trx } from '../store/database.ts'
import { applyLedgerEvent } from './apply-ledger-event.ts'
import { type ChainClient, explainChainError } from './client.ts'
import { type EventPlace, parseLedgerEvent, readLedgerEvent, writeLedgerEvent } from './ledger-event.ts'

/** Brings our books in line with the ledger's events, in order, each once. */
export interface Watcher {
  /** Reads what is new and deep enough. Returns how many events it applied.
   * @throws ExpectedError `chain.unreachable` */
  tick(): Promise<number>
}

export interface WatcherOptions {
  readonly store: Store
  readonly client: ChainClient
  readonly clock: Clock
  readonly log: Logger
}

const BLOCKS_PER_RANGE = 2_000
const RANGES_PER_TICK = 20

export function createWatcher(options: WatcherOptions): Watcher {
  let running: Promise<number> | null = null

  async function tick(): Promise<number> {
    let applied = 0
    try {
      for (let range = 0; range < RANGES_PER_TICK; range++) {
        const step = await readRange(options)
        if (step === 'done') break
        applied += step
      }
      return applied
    } catch (cause) {
      throw explainChainError(options.client, cause)
    }
  }

  return {
    tick() {
      running ??= tick().finally(() => {
        running = null
      })
      return running
    },
  }
}

/** Applies one range of blocks, or goes back to where our chain and the node's part. */
async function readRange(options: WatcherOptions): Promise<number | 'done'> {
  const { store, client } = options
  const known = await store.transaction(readCheckpoints)
  const last = known.at(-1)
  if (last && !(await isOnChain(client, last))) return goBack(options, known)
  const start = last ? last.number + 1 : await store.transaction(deployBlock)
  const head = (await client.provider.getBlockNumber()) - client.confirmations
  if (start === null || start > head) return 'done'
  const found = await fetchRange(client, start, Math.min(head, start + BLOCKS_PER_RANGE - 1), store)
  return found ? store.transaction((trx) => applyRange(trx, options, known, found)) : 'done'
}

/** The block that holds the ledger, before which there is nothing to read; null while there is none. */
async function deployBlock(trx: Trx): Promise<number | null> {
  const block = await readChainState(trx, 'ledgerBlock')
  return block ? Number(block) : null
}

async function isOnChain(client: ChainClient, checkpoint: Checkpoint): Promise<boolean> {
  return (await client.provider.getBlock(checkpoint.number))?.hash === checkpoint.hash
}

interface FoundRange {
  readonly end: Checkpoint
  readonly logs: readonly Log[]
  /** Seconds since 1970 of every block with a log. */
  readonly times: ReadonlyMap<number, number>
}

/** The ledger's logs of a range; null when the chain changed while we read. */
async function fetchRange(
  client: ChainClient,
  fromBlock: number,
  toBlock: number,
  store: Store,
): Promise<FoundRange | null> {
  const address = await store.transaction((trx) => readChainState(trx, 'ledger'))
  if (!address) return null
  const before = await client.provider.getBlock(toBlock)
  const logs = await client.provider.getLogs({ address, fromBlock, toBlock })
  const after = await client.provider.getBlock(toBlock)
  // The hash of the last block commits to all before it.
  if (!isSame(before, after)) return null
  return { logs, times: await timesOf(client, logs), end: { number: toBlock, hash: after.hash } }
}

async function timesOf(client: ChainClient, logs: readonly Log[]): Promise<Map<number, number>> {
  const times = new Map<number, number>()
  for (const blockNumber of new Set(logs.map((log) => log.blockNumber))) {
    times.set(blockNumber, (await client.provider.getBlock(blockNumber))?.timestamp ?? 0)
  }
  return times
}

function isSame(before: Block | null, after: Block | null): after is Block & { hash: string } {
  return after !== null && after.hash !== null && before?.hash === after.hash
}

/** Applies the logs and moves the checkpoint in the same database transaction. */
async function applyRange(
  trx: Trx,
  { clock }: WatcherOptions,
  expected: readonly Checkpoint[],
  { end, logs, times }: FoundRange,
): Promise<number | 'done'> {
  if (!(await lockCheckpoints(trx, expected))) return 'done'
  const operator = (await readChainState(trx, 'operator')) ?? ''
  let applied = 0
  for (const log of logs) {
    const { transactionHash, blockNumber, blockHash, index: logIndex } = log
    const event = parseLedgerEvent(log)
    if (!event) continue
    applied++
    const stored = { blockNumber, logIndex, blockHash, transactionHash }
    await insertChainEvent(trx, { ...stored, event: writeLedgerEvent(event) })
    const place = { block: blockNumber, timestamp: times.get(blockNumber) ?? 0, transactionHash, operator }
    await applyLedgerEvent(trx, clock, event, place, 'apply')
  }
  await saveCheckpoints(trx, [...expected, end])
  return applied
}

/** Undoes the events of blocks the chain no longer has, and lets the sender look at its transactions again. */
async function goBack(options: WatcherOptions, known: readonly Checkpoint[]): Promise<number | 'done'> {
  const { store, client, clock, log } = options
  let kept = known.slice(0, -1)
  while (kept.length > 0) {
    const candidate = kept.at(-1)
    if (candidate && (await isOnChain(client, candidate))) break
    kept = kept.slice(0, -1)
  }
  return store.transaction(async (trx) => {
    if (!(await lockCheckpoints(trx, known))) return 'done'
    const ancestor = kept.at(-1)?.number ?? -1
    const operator = (await readChainState(trx, 'operator')) ?? ''
    const events = await takeEventsAbove(trx, ancestor)
    for (const { event, transactionHash, blockNumber: block } of events) {
      const place: EventPlace = { block, timestamp: 0, transactionHash, operator }
      await applyLedgerEvent(trx, clock, readLedgerEvent(event), place, 'undo')
    }
    await reopenTransactions(trx, { aboveBlock: ancestor })
    await saveCheckpoints(trx, kept)
    log.warn({ ancestor, events: events.length }, 'the chain was reorganised; its lost events were undone')
    return 0
  })
}
