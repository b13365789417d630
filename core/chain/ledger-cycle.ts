import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import { unauditedBatches } from '../store/audit-draws.ts'
import { openBatches } from '../store/batches.ts'
import type { Store } from '../store/database.ts'
import { auditBlockOf, drawAudits } from './audits/draw-audits.ts'
import { accountBatches } from './batches/account-batches.ts'
import { confirmVotes } from './batches/confirm-votes.ts'
import { drawBatches } from './batches/draw-batches.ts'
import { type BatchLimits, makeBatches } from './batches/make-batches.ts'
import { passToExperts } from './batches/pass-to-experts.ts'
import { publishBatches } from './batches/publish-batches.ts'
import { sendCycle } from './batches/send-cycle.ts'
import { type ChainClient, explainChainError } from './client.ts'
import { tendCourt } from './court/tend-court.ts'
import type { DemoSigner } from './demo-signer.ts'
import { provision } from './provision.ts'
import type { LedgerPlace, Operators } from './quorum.ts'
import type { Reviews } from './reviews.ts'

/** The operators' side of the ledger: what it is given, and what follows from what it did. */
export interface LedgerCycle {
  /** Queues what waits for the ledger. Returns how many transactions.
   * @throws ExpectedError `operators.tooFew`, `chain.unreachable` */
  prepare(): Promise<number>
  /** Draws validators whose seed is known and books what was paid. Returns how many batches it moved. */
  follow(): Promise<number>
}

export interface LedgerCycleOptions {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly client: ChainClient
  readonly place: LedgerPlace
  readonly operators: Operators
  readonly operator: string
  readonly limits: BatchLimits
  /** Folder in which the data of batches are published; null to publish nothing. */
  readonly publishTo: string | null
  readonly reviews: Reviews
  /** Null unless the chain is local. */
  readonly demo: DemoSigner | null
}

export function createLedgerCycle(options: LedgerCycleOptions): LedgerCycle {
  const { store, clock, client, place, operator, demo, limits } = options
  const { ledger } = place
  return {
    prepare: explained(client, async () => {
      const provisioned = await store.transaction((trx) => provision(trx, { clock, ledger, operator, demo }))
      await store.transaction((trx) => passToExperts(trx, clock, options.reviews))
      await store.transaction((trx) => makeBatches(trx, clock, limits))
      await confirmVotes(options)
      const court = await tendCourt(options)
      const block = await client.provider.getBlock('latest')
      return provisioned + court + (await sendCycle(options, block?.timestamp ?? 0))
    }),
    follow: explained(client, async () => {
      const drawn = await drawBatches({ ...options, ledger })
      const accounted = await accountBatches({ ...options, ledger })
      const audited = await drawAudits(options)
      await publishBatches(options)
      if (demo) await mineForSeeds(options)
      return drawn + accounted + audited
    }),
  }
}

/** The step, which says so when the chain cannot be reached. */
function explained<T>(client: ChainClient, step: () => Promise<T>): () => Promise<T> {
  return async () => {
    try {
      return await step()
    } catch (cause) {
      throw explainChainError(client, cause)
    }
  }
}

/** Nobody else makes blocks on the local chain: those that a draw waits for are made here. */
async function mineForSeeds({ store, client }: LedgerCycleOptions): Promise<void> {
  const { batches, closed } = await store.transaction(async (trx) => ({
    batches: await openBatches(trx),
    closed: await unauditedBatches(trx, 1),
  }))
  const waiting = batches.filter(({ state }) => state === 'locked' || state === 'escalated')
  const last = Math.max(0, ...waiting.map((batch) => batch.seedBlock ?? 0), ...closed.map(auditBlockOf))
  const head = await client.provider.getBlockNumber()
  if (last >= head && last > 0)
    await client.provider.send('anvil_mine', [`0x${(last + 1 - head).toString(16)}`])
}
