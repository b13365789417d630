import { type Clock, plusMs } from '../clock.ts'
import { tellVerdicts } from '../consensus/appeals/tell-verdicts.ts'
import { tendAudits } from '../consensus/audits/tend-audits.ts'
import { tendBreakers } from '../consensus/breaker/tend-breakers.ts'
import { tendCases } from '../consensus/experts/tend-cases.ts'
import { replaceLateValidators } from '../consensus/replace-late-validators.ts'
import { tellValidators } from '../consensus/tell-validators.ts'
import { watchHealth } from '../insights/watch-health.ts'
import { deliverNotifications } from '../notifications/deliver-notifications.ts'
import { maintainGold } from '../quality/gold/maintain-gold.ts'
import { retireLeaks } from '../quality/gold/retire-leaks.ts'
import { reviewStandings } from '../quality/standing/review-standings.ts'
import { deleteActionsBefore } from '../store/actions.ts'
import type { Store } from '../store/database.ts'
import { deleteInvitesBefore } from '../store/invites.ts'
import { deleteLiveScreensBefore } from '../store/live-screens.ts'
import { noteStakes } from '../store/personhood.ts'
import { deleteEventsBefore } from '../store/platform-events.ts'
import { deleteFlowsBefore } from '../store/wallet-flows.ts'
import { expireLeases } from '../tasks/expire-leases.ts'
import { refreshBeliefs } from '../tasks/refresh-beliefs.ts'
import { releaseResubmissions } from '../tasks/release-resubmissions.ts'
import { remindSessions } from '../wallet/money/remind-sessions.ts'
import type { Wallets } from '../wallets.ts'
import type { Job } from './scheduler.ts'

const DAY_MS = 24 * 3_600_000
/** Telegram keeps updates for a day, Discord's interactions live for 15 minutes. */
const EVENTS_KEPT_MS = 3 * DAY_MS
/** Attempts to link wallets, for whoever asks what became of one. */
const FLOWS_KEPT_MS = 30 * DAY_MS

/** For who comes into a community long before they label. */
const INVITES_KEPT_MS = 90 * DAY_MS

interface JobDeps {
  readonly store: Store
  readonly clock: Clock
  readonly settlementSeconds: number
  /** Brings database and chain in line. */
  settle(): Promise<unknown>
  readonly wallets: Pick<Wallets, 'tick' | 'applyChanges' | 'sweep' | 'refreshPersonhood'>
  readonly delivery: Parameters<typeof deliverNotifications>[0]
  /** Finds people who act together. */
  ties(): Promise<unknown>
  /** Keeps messages in groups in line with the votes. */
  readonly groups: { tend(): Promise<void> }
}

/** Everything Tagora does by itself. */
export function createJobs(deps: JobDeps): Job[] {
  const { store, clock, settlementSeconds, settle, delivery, wallets, groups, ties } = deps
  return [
    { name: 'settle', schedule: `*/${settlementSeconds} * * * * *`, run: settle },
    { name: 'notify', schedule: '* * * * * *', run: () => deliverNotifications(delivery) },
    { name: 'expire-leases', schedule: '*/5 * * * * *', run: () => expireLeases(store, clock) },
    {
      name: 'late-validators',
      schedule: '*/5 * * * * *',
      run: () => replaceLateValidators(store, clock),
    },
    { name: 'tell-validators', schedule: '*/2 * * * * *', run: () => tellValidators(store, clock) },
    { name: 'groups', schedule: '*/2 * * * * *', run: () => groups.tend() },
    { name: 'verdicts', schedule: '*/3 * * * * *', run: () => tellVerdicts(store, clock) },
    { name: 'resubmissions', schedule: '*/10 * * * * *', run: () => releaseResubmissions(store, clock) },
    { name: 'experts', schedule: '*/5 * * * * *', run: () => tendCases(store, clock) },
    { name: 'audits', schedule: '*/5 * * * * *', run: () => tendAudits(store, clock) },
    { name: 'breakers', schedule: '*/5 * * * * *', run: () => tendBreakers(store, clock) },
    { name: 'standings', schedule: '*/5 * * * * *', run: () => reviewStandings(store, clock) },
    { name: 'beliefs', schedule: '*/10 * * * * *', run: () => refreshBeliefs(store, clock) },
    { name: 'wallets', schedule: '* * * * * *', run: wallets.tick },
    { name: 'live-screens', schedule: '*/2 * * * * *', run: wallets.sweep },
    { name: 'sessions', schedule: '0 41 * * * *', run: () => remindSessions(store, clock) },
    { name: 'wallet-changes', schedule: '*/15 * * * * *', run: wallets.applyChanges },
    { name: 'gold', schedule: '*/20 * * * * *', run: () => maintainGold(store, clock) },
    { name: 'health', schedule: '0 47 */6 * * *', run: () => watchHealth(store, clock) },
    { name: 'gold-leaks', schedule: '0 23 3 * * *', run: () => retireLeaks(store, clock) },
    { name: 'personhood', schedule: '20 * * * * *', run: wallets.refreshPersonhood },
    {
      name: 'stake-ages',
      schedule: '0 7 * * * *',
      run: () => store.transaction((trx) => noteStakes(trx, clock.now())),
    },
    { name: 'ties', schedule: '40 * * * * *', run: ties },
    { name: 'forget', schedule: '0 17 * * * *', run: () => forget(store, clock) },
  ]
}

/** Drops expired buttons and answers to events that no platform can deliver again. */
function forget(store: Store, clock: Clock): Promise<number> {
  const now = clock.now()
  return store.transaction(async (trx) => {
    const events = await deleteEventsBefore(trx, plusMs(now, -EVENTS_KEPT_MS))
    const screens = await deleteLiveScreensBefore(trx, plusMs(now, -DAY_MS))
    const flows = await deleteFlowsBefore(trx, plusMs(now, -FLOWS_KEPT_MS))
    const invites = await deleteInvitesBefore(trx, plusMs(now, -INVITES_KEPT_MS))
    return events + screens + flows + invites + (await deleteActionsBefore(trx, now))
  })
}
