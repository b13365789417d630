import type { Logger } from 'pino'
import type { Adapter, OnLive } from '../commands/adapter.ts'
import type { Screen } from '../commands/screen.ts'
import type { Services } from '../commands/services.ts'
import { storeScreen } from '../commands/store-screen.ts'
import { flowScreen } from '../commands/wallet/flow-screen.ts'
import { type Clock, plusMs } from '../core/clock.ts'
import { reasonOf } from '../core/errors.ts'
import type { WalletFlowId } from '../core/ids.ts'
import { findLocale } from '../core/store/accounts.ts'
import type { Store } from '../core/store/database.ts'
import {
  dropLiveScreen,
  type LiveScreen,
  leaseLiveScreen,
  putLiveScreen,
  releaseLiveScreen,
  staleLiveScreens,
} from '../core/store/live-screens.ts'
import { findFlow } from '../core/store/wallet-flows.ts'
import { endFlow } from '../core/wallet/end-flow.ts'
import type { WalletFlow } from '../core/wallet/flow.ts'
import { translator } from '../locales/translate.ts'

/** Keeps screens that change by themselves in line with what they show. */
export interface LiveScreens {
  /** What the adapter of a platform tells where its live screens stand. */
  onLive(platform: Adapter['platform']): OnLive
  /** Shows a flow as it is now, wherever its screen stands. Never throws. */
  refresh(id: WalletFlowId): Promise<void>
  /** Does so for everything that is behind. */
  sweep(): Promise<void>
}

interface LiveDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly services: Services
  /** The adapters that run here, by platform. */
  readonly adapters: ReadonlyMap<string, Adapter>
}

const LEASE_MS = 30_000
const RETRY_MS = 2_000
const MOST_FAILURES = 6
const SWEEP = 50
/** States in which the screen is all the person has of it. */
const CODE_SHOWN: readonly WalletFlow['state'][] = ['queued', 'opening', 'waiting']

export function createLiveScreens(deps: LiveDeps): LiveScreens {
  const { store, clock, log, adapters } = deps
  /** Flows whose screens are being changed, and whether they have changed again meanwhile. */
  const changing = new Map<WalletFlowId, { again: boolean }>()

  const refresh = async (id: WalletFlowId): Promise<void> => {
    const known = changing.get(id)
    if (known) {
      known.again = true
      return
    }
    const mark = { again: false }
    changing.set(id, mark)
    try {
      do {
        mark.again = false
        await show(deps, id)
      } while (mark.again)
    } catch (cause) {
      log.error({ err: cause }, 'a screen could not be kept up to date')
    } finally {
      changing.delete(id)
    }
  }

  return {
    refresh,
    onLive: (platform) => async (live, place) => {
      const id = live.id as WalletFlowId
      try {
        const shownAt = clock.now()
        await store.transaction((trx) =>
          putLiveScreen(trx, { id, platform, place, version: live.version, shownAt }),
        )
        await refresh(id)
      } catch (cause) {
        log.error({ err: cause }, 'the place of a screen could not be stored')
      }
    },
    sweep: async () => {
      const platforms = [...adapters.keys()]
      const stale = await store.transaction((trx) => staleLiveScreens(trx, platforms, clock.now(), SWEEP))
      await Promise.all(stale.map(refresh))
    },
  }
}

interface Update {
  readonly live: LiveScreen
  readonly flow: WalletFlow
  readonly screen: Screen
}

async function show(deps: LiveDeps, id: WalletFlowId): Promise<void> {
  const { store, clock, log, adapters } = deps
  const update = await prepare(deps, id)
  const adapter = update && adapters.get(update.live.platform)
  if (!update || !adapter) return
  const { live, flow, screen } = update
  try {
    const place = await adapter.replace(live.place, screen)
    if (place === null) return await lose(deps, adapter, update)
    await store.transaction(async (trx) => {
      if (flow.endedAt) await dropLiveScreen(trx, id)
      else await releaseLiveScreen(trx, id, { place, version: flow.version })
    })
  } catch (cause) {
    const failures = live.failures + 1
    log.warn({ failures, reason: reasonOf(cause) }, 'a screen was not changed')
    const notBefore = plusMs(clock.now(), RETRY_MS * 2 ** live.failures)
    await store.transaction((trx) =>
      failures >= MOST_FAILURES
        ? dropLiveScreen(trx, id)
        : releaseLiveScreen(trx, id, { failures, notBefore }),
    )
  }
}

/** Leases a screen that is behind and makes its next version; null when there is nothing to do. */
async function prepare(
  { store, clock, services, adapters }: LiveDeps,
  id: WalletFlowId,
): Promise<Update | null> {
  return await store.transaction(async (trx) => {
    const now = clock.now()
    const live = await leaseLiveScreen(trx, id, { now, until: plusMs(now, LEASE_MS) })
    if (!live) return null
    const flow = await findFlow(trx, id)
    const isQueued = flow?.state === 'queued'
    if (!flow || !adapters.has(live.platform) || (flow.version <= live.version && !isQueued)) {
      await releaseLiveScreen(trx, id, null)
      return null
    }
    const t = translator(await findLocale(trx, flow.accountId))
    const draft = await flowScreen({ trx, clock, services, t }, flow)
    return { live, flow, screen: await storeScreen(trx, clock, flow.accountId, draft) }
  })
}

/** Nobody sees the screen any more: what it waited for ends, and what matters is said in private. */
async function lose(
  { store, clock }: LiveDeps,
  adapter: Adapter,
  { flow, live, screen }: Update,
): Promise<void> {
  await store.transaction(async (trx) => {
    await dropLiveScreen(trx, live.id)
    if (CODE_SHOWN.includes(flow.state)) await endFlow(trx, clock.now(), flow, 'unseen')
  })
  if (CODE_SHOWN.includes(flow.state)) return
  const to = { userId: flow.platformUserId, directChannelId: null }
  await adapter.send(to, screen, `${flow.id}:${flow.version}`)
}
