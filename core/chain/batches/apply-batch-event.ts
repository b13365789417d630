import { type Clock, type Instant, instantOf, plusMs } from '../../clock.ts'
import { EXPERT_TIME, PANEL_PROPOSE_TIME, PROPOSE_TIME, SEED_DELAY } from '../../ledger/deadlines.ts'
import { type Batch, type BatchState, findBatchByNumber, updateBatch } from '../../store/batches.ts'
import type { Trx } from '../../store/database.ts'
import { dropDraws } from '../../store/draws.ts'
import type { BatchEvent, BatchLocked, EventPlace } from '../ledger-event.ts'

/**
 * Moves a batch on with what the ledger says of it, or back when a reorganisation took that away. Events of batches
 * that are not ours change nothing.
 */
export async function applyBatchEvent(
  trx: Trx,
  clock: Clock,
  event: BatchEvent,
  place: EventPlace,
  direction: 'apply' | 'undo',
): Promise<void> {
  const batch = await findBatchByNumber(trx, event.batch)
  if (!batch || (event.name === 'BatchLocked' && event.labelsRoot !== batch.labelsRoot)) return
  if (direction === 'undo') return await undo(trx, clock, batch, event)
  const skipped = event.name === 'PanelResolved' && batch.state !== 'panelProposed'
  // A panel that never came to stand on the ledger leaves no votes.
  const dropped = skipped ? { panelSeed: null, panelVotes: null } : {}
  await updateBatch(trx, { ...batch, ...changeOf(event, place), ...dropped }, clock.now())
}

function changeOf(event: BatchEvent, { block, timestamp, transactionHash }: EventPlace): Partial<Batch> {
  const now = instantOf(timestamp * 1_000)
  switch (event.name) {
    case 'BatchLocked': {
      const endsAt = plusMs(now, PROPOSE_TIME * 1_000)
      return { state: 'locked', terms: event.terms, seedBlock: block + SEED_DELAY, endsAt }
    }
    case 'BatchProposed':
      return { state: 'proposed', endsAt: instantOf(event.end * 1_000) }
    case 'PanelProposed':
      return { state: 'panelProposed', endsAt: instantOf(event.end * 1_000) }
    default: {
      const paid = {
        settledBlock: block,
        paidBy: event.name,
        paidHash: transactionHash,
        accounted: false,
      } as const
      return { ...paid, ...opened(event, block, now) }
    }
  }
}

/** What is left open after a call that paid. */
function opened(
  event: Exclude<BatchEvent, { end: number } | BatchLocked>,
  block: number,
  now: Instant,
): Partial<Batch> {
  if (event.name === 'VerdictResolved') return { state: 'closed', verdicts: event.verdicts }
  if (event.name === 'OpenVoided') return { state: 'closed', verdicts: event.outcomes }
  const openItems = 'openItems' in event ? event.openItems : []
  if (openItems.length === 0) return { state: 'closed' }
  const seedBlock = block + SEED_DELAY
  if (event.name === 'PanelResolved' || isForExperts(openItems)) {
    return { state: 'experts', expertItems: openItems, endsAt: plusMs(now, EXPERT_TIME * 1_000) }
  }
  return { state: 'escalated', openItems, seedBlock, endsAt: plusMs(now, PANEL_PROPOSE_TIME * 1_000) }
}

/** Items that no panel saw wait for experts in two words each, of which the second is zero. */
function isForExperts(openItems: readonly string[]): boolean {
  const [, second] = openItems
  return second !== undefined && BigInt(second) === 0n
}

/** What a batch was before each event. */
const BEFORE: Readonly<Record<BatchEvent['name'], BatchState>> = {
  BatchLocked: 'made',
  BatchProposed: 'drawn',
  BatchSettled: 'proposed',
  PanelProposed: 'panelDrawn',
  PanelResolved: 'panelProposed',
  VerdictResolved: 'experts',
  OpenVoided: 'experts',
  BatchExpired: 'drawn',
}

/** Back to before the event. Another chain draws other validators: those who were asked are asked no longer. What
 * the ledger paid is in our books; it is brought in line once it is paid again. */
async function undo(trx: Trx, clock: Clock, batch: Batch, event: BatchEvent): Promise<void> {
  const state = event.name === 'BatchExpired' && batch.votes !== null ? 'proposed' : BEFORE[event.name]
  if (event.name === 'BatchLocked') await dropDraws(trx, batch.id, 1)
  if (event.name === 'BatchSettled' && batch.panelSeed !== null) await dropDraws(trx, batch.id, 2)
  await updateBatch(trx, { ...batch, ...undone(event), state, accounted: true }, clock.now())
}

function undone({ name }: BatchEvent): Partial<Batch> {
  if (name === 'BatchLocked') return { terms: null, seedBlock: null, seed: null, votes: null, endsAt: null }
  if (name === 'BatchSettled') return { openItems: [], expertItems: [], panelSeed: null, panelVotes: null }
  if (name === 'PanelResolved') return { expertItems: [] }
  if (name === 'VerdictResolved' || name === 'OpenVoided') return { verdicts: null }
  return {}
}
