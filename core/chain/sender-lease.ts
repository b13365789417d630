import { hostname } from 'node:os'
import { z } from 'zod'
import { type Clock, type Instant, plusMs } from '../clock.ts'
import { newId } from '../ids.ts'
import { lockChainState, writeChainState } from '../store/chain-state.ts'
import type { Store, Trx } from '../store/database.ts'
import { isAlive } from './processes.ts'

/** The right to send operator transactions: held by one sender at a time, over all processes. */
export interface SenderLease {
  /** Takes or extends the lease; false while somebody else holds it. */
  acquire(): Promise<boolean>
  /** Throws unless the lease is still ours, and keeps it so until the transaction ends. */
  assertHeld(trx: Trx): Promise<void>
  release(): Promise<void>
}

const leaseSchema = z.object({ holder: z.string(), host: z.string(), pid: z.number(), until: z.string() })
type Lease = z.infer<typeof leaseSchema>

const LEASE_MS = 15_000

/** A lease for one sender. Nothing is taken yet. */
export function createSenderLease(store: Store, clock: Clock): SenderLease {
  const mine = { holder: newId<string>(), host: hostname(), pid: process.pid }
  const holds = (lease: Lease | null) => lease?.holder === mine.holder
  return {
    acquire: () =>
      store.transaction(async (trx) => {
        const lease = parseLease(await lockChainState(trx, 'sender'))
        const now = clock.now()
        if (lease && !holds(lease) && !isOver(lease, now)) return false
        await writeChainState(trx, 'sender', JSON.stringify({ ...mine, until: plusMs(now, LEASE_MS) }))
        return true
      }),
    async assertHeld(trx) {
      if (!holds(parseLease(await lockChainState(trx, 'sender')))) {
        throw new Error('another sender took over in the middle of a step')
      }
    },
    release: () =>
      store.transaction(async (trx) => {
        if (holds(parseLease(await lockChainState(trx, 'sender')))) await writeChainState(trx, 'sender', '')
      }),
  }
}

function parseLease(text: string): Lease | null {
  return text === '' ? null : leaseSchema.parse(JSON.parse(text))
}

/** A process that was killed cannot release its lease; on its own host its successor need not wait for it. */
function isOver(lease: Lease, now: Instant): boolean {
  return lease.until <= now || (lease.host === hostname() && !isAlive(lease.pid))
}
