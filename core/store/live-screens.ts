import type { Instant } from '../clock.ts'
import type { WalletFlowId } from '../ids.ts'
import { locksRows, type Trx } from './database.ts'

/** Where a screen stands that changes by itself, and which version of what it shows. */
export interface LiveScreen {
  readonly id: WalletFlowId
  readonly platform: string
  /** Known to the platform's adapter alone. */
  readonly place: string
  readonly version: number
  readonly failures: number
}

/** Remembers where a screen stands; the latest place counts. */
export async function putLiveScreen(
  trx: Trx,
  screen: Omit<LiveScreen, 'failures'> & { readonly shownAt: Instant },
): Promise<void> {
  const { id, platform, place, version, shownAt } = screen
  const values = { platform, place, version, failures: 0, lease_until: null, shown_at: shownAt }
  await trx
    .insertInto('live_screens')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
}

/** Leases a screen to this process; null when there is none, or another process is at it. */
export async function leaseLiveScreen(
  trx: Trx,
  id: WalletFlowId,
  { now, until }: { now: Instant; until: Instant },
): Promise<LiveScreen | null> {
  const row = await trx
    .selectFrom('live_screens')
    .selectAll()
    .where('id', '=', id)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .$if(locksRows(trx), (query) => query.forUpdate())
    .executeTakeFirst()
  if (!row) return null
  await trx.updateTable('live_screens').set({ lease_until: until }).where('id', '=', id).execute()
  return { id, platform: row.platform, place: row.place, version: row.version, failures: row.failures }
}

/** Ends a lease; `next` says what the screen shows now, or when to try again. */
export async function releaseLiveScreen(
  trx: Trx,
  id: WalletFlowId,
  next:
    | { readonly place: string; readonly version: number }
    | { readonly failures: number; readonly notBefore: Instant }
    | null,
): Promise<void> {
  const values =
    next === null
      ? { lease_until: null }
      : 'place' in next
        ? { place: next.place, version: next.version, failures: 0, lease_until: null }
        : { failures: next.failures, lease_until: next.notBefore }
  await trx.updateTable('live_screens').set(values).where('id', '=', id).execute()
}

export async function dropLiveScreen(trx: Trx, id: WalletFlowId): Promise<void> {
  await trx.deleteFrom('live_screens').where('id', '=', id).execute()
}

/** Screens of these platforms that show an older version than there is, and are in nobody's hands. */
export async function staleLiveScreens(
  trx: Trx,
  platforms: readonly string[],
  now: Instant,
  limit: number,
): Promise<WalletFlowId[]> {
  if (platforms.length === 0) return []
  const rows = await trx
    .selectFrom('live_screens')
    .innerJoin('wallet_flows', (join) => join.onRef('wallet_flows.id', '=', 'live_screens.id'))
    .select('wallet_flows.id')
    .where('live_screens.platform', 'in', platforms)
    .whereRef('wallet_flows.version', '>', 'live_screens.version')
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Forgets screens shown before: what opened them is worth nothing any more. Returns how many. */
export async function deleteLiveScreensBefore(trx: Trx, before: Instant): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('live_screens')
    .where('shown_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
