import { pino } from 'pino'
import { tendGroups } from '../../bots/group-messages.ts'
import type { Adapter } from '../../commands/adapter.ts'
import { type Clock, plusMs, systemClock } from '../../core/clock.ts'
import type { LedgerOutcome } from '../../core/consensus/close-review.ts'
import { closeReview } from '../../core/consensus/close-review.ts'
import type { Store } from '../../core/store/database.ts'
import { closeDraws } from '../../core/store/draws.ts'
import { claimValidation } from '../../core/tasks/claim-validation.ts'
import { type Dispute, openDispute } from './dispute.ts'

const PACE_MS = 10_000

/** A dispute and the job that shows it to groups, looking whenever a test says so. */
export interface TendedGroups {
  readonly dispute: Dispute
  /** Looks as often as is enough for every message to be right, each time after the platform's pace. */
  tend(): Promise<void>
  /** Looks once, at once. */
  look(): Promise<void>
  /** Votes in private. */
  answer(index: number, label: string): Promise<void>
  /** Ends the review as the ledger would. */
  close(outcome: LedgerOutcome): Promise<void>
  /** How many notices of a kind there are. */
  notices(kind: string): Promise<number>
}

/** A dispute among people of a platform with these ids, who agreed to the terms; see `openDispute`. The job's
 * clock is ahead by `time`, which a test may share with its platform. */
export async function tendedGroups(
  store: Store,
  adapter: Adapter,
  userIds: readonly string[],
  time = { aheadMs: 0 },
): Promise<TendedGroups> {
  const clock: Clock = { now: () => plusMs(systemClock.now(), time.aheadMs) }
  const { platform } = adapter
  const dispute = await openDispute(store, clock, { name: 'disputed', userIds, platform, drawn: 6 })
  await store.transaction((trx) => trx.updateTable('accounts').set({ consent_at: clock.now() }).execute())
  await dispute.drawPanel()
  const log = pino({ level: 'silent' })
  const adapters = new Map([[platform, adapter]])
  const look = () => tendGroups({ store, clock, log, adapters })
  const inTrx: Store['transaction'] = (work) => store.transaction(work)
  const { project, itemId, batchId, people } = dispute
  return {
    dispute,
    look,
    tend: async () => {
      for (let round = 0; round < 3; round++) {
        time.aheadMs += PACE_MS
        await look()
      }
    },
    answer: async (index, label) => {
      const person = people[index]
      if (!person) throw new Error(`there is no person ${index}`)
      const { assignmentId } = await inTrx((trx) => claimValidation(trx, clock, person))
      await dispute.answer(index, assignmentId, label)
    },
    close: async (outcome) => {
      await inTrx((trx) => closeDraws(trx, batchId, 2))
      await inTrx((trx) => closeReview(trx, clock, project, { itemId, outcome }))
    },
    notices: async (kind) => {
      const rows = await inTrx((trx) =>
        trx.selectFrom('notifications').select('id').where('kind', '=', kind).execute(),
      )
      return rows.length
    },
  }
}
