import type { Logger } from 'pino'
import { type Clock, plusMs } from '../../clock.ts'
import { reasonOf } from '../../errors.ts'
import type { Store } from '../../store/database.ts'
import { addressesToRead, writeReading } from '../../store/personhood.ts'
import type { PersonhoodCheck } from './signal.ts'

/** Addresses asked about in one turn: the rest wait for the next. */
const AT_ONCE = 20
const MINUTE_MS = 60_000
/** A good answer is asked for again after a day, a failed one after a quarter of an hour. */
const READ_AGAIN_MS = 24 * 60 * MINUTE_MS
const TRY_AGAIN_MS = 15 * MINUTE_MS

interface RefreshDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly checks: readonly PersonhoodCheck[]
}

/** Asks the contracts about linked wallets whose answers are missing or old. When a contract cannot be asked, its last good answer stays. Returns how many answers came. */
export async function refreshPersonhood({ store, clock, log, checks }: RefreshDeps): Promise<number> {
  const counts = await Promise.all(checks.map((check) => refresh(check)))
  return counts.reduce((total, count) => total + count, 0)

  async function refresh(check: PersonhoodCheck): Promise<number> {
    const now = clock.now()
    const due = { readBefore: plusMs(now, -READ_AGAIN_MS), triedBefore: plusMs(now, -TRY_AGAIN_MS) }
    const addresses = await store.transaction((trx) => addressesToRead(trx, check.signal, due, AT_ONCE))
    let read = 0
    for (const address of addresses) {
      const share = await check.read(address).catch((err: unknown) => {
        log.warn({ signal: check.signal, reason: reasonOf(err) }, 'personhood could not be read')
        return null
      })
      await store.transaction((trx) =>
        writeReading(trx, { address, signal: check.signal, share, at: clock.now() }),
      )
      if (share !== null) read += 1
      // A contract that does not answer one question does not answer the next.
      else break
    }
    return read
  }
}
