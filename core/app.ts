import { type Logger, pino } from 'pino'
import { type Chain, startChain } from './chain/start-chain.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { ledgerReviews } from './consensus/ledger-reviews.ts'
import { tiePeople } from './consensus/ties/tie-people.ts'
import { createJobs } from './jobs/jobs.ts'
import { createScheduler, type Scheduler } from './jobs/scheduler.ts'
import type { Channel } from './notifications/deliver-notifications.ts'
import { openStore, type Store } from './store/database.ts'
import { lockFolder } from './store/lock-folder.ts'
import { createWallets, type Wallets } from './wallets.ts'

/** The running core: everything adapters and commands are built on. */
export interface App {
  readonly config: Config
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly chain: Chain
  readonly scheduler: Scheduler
  /** Where adapters put the way to people on their platform, by platform. */
  readonly channels: Map<string, Channel>
  readonly wallets: Wallets
  /** Adapters' side: keeps messages in groups in line with the votes. */
  readonly groups: { tend(): Promise<void> }
  /** Ends jobs, chain and store in this order. */
  stop(): Promise<void>
}

export interface AppOverrides {
  readonly clock?: Clock
  readonly log?: Logger
}

/** Annotations in a batch at most: more save little gas, and a batch waits for all its validators. */
const BATCH_ITEMS = 200

/** Builds the core once: store, chain with its contracts, jobs (not yet started).
 * @throws ExpectedError `data.inUse`, `database.unreachable`, `chain.unreachable`, `chain.toolMissing` */
export async function createApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock
  const log = overrides.log ?? createLog(config)
  const { dataDir, settlementSeconds } = config
  const open: Close[] = []
  try {
    // The local chain lives in the data folder, and whoever stops takes it along.
    if (!config.chain) open.push(lockFolder(dataDir))
    const store = await openStore(config.databaseUrl)
    open.push(store.close)
    const chain = await startChain({
      store,
      clock,
      log,
      dataDir,
      reviews: ledgerReviews,
      localWindowMinutes: config.localWindowMinutes,
      limits: { items: BATCH_ITEMS, waitMs: config.batchSeconds * 1_000 },
      trustedFunders: config.trustedFunders,
      ...(config.chain && { remote: config.chain }),
    })
    open.push(chain.close)
    const channels = new Map<string, Channel>()
    const delivery = { store, clock, log, channels }
    const settle = () => chain.tick()
    const wallets = createWallets({
      config,
      store,
      clock,
      log,
      chain: chain.reader,
      money: chain.money,
    })
    open.push(wallets.stop)
    const groups: App['groups'] = { tend: async () => {} }
    const ties = async () => {
      await chain.readFundings()
      await tiePeople(store, clock, { trusted: chain.trustedFunders })
    }
    const scheduler = createScheduler(
      createJobs({ store, clock, settlementSeconds, settle, delivery, wallets, groups, ties }),
      log,
    )
    open.push(scheduler.stop)
    const running = { config, store, clock, log, chain, scheduler, channels, wallets, groups }
    return { ...running, stop: () => closeAll(open) }
  } catch (cause) {
    await closeAll(open)
    throw cause
  }
}

type Close = () => Promise<void> | void

/** Closes in the reverse order of opening, and all of it even when one fails. */
async function closeAll(open: Close[]): Promise<void> {
  const failures: unknown[] = []
  for (const close of open.splice(0).reverse()) {
    try {
      await close()
    } catch (cause) {
      failures.push(cause)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not everything could be stopped')
}

/** Logs as JSON lines on stderr; nothing that opens anything is ever written. */
function createLog(config: Config): Logger {
  return pino(
    {
      level: config.logLevel,
      redact: {
        paths: [
          'token',
          '*.token',
          '*.privateKey',
          '*.operatorKey',
          '*.secret',
          'err.config',
          '*.requestBody',
        ],
        remove: true,
      },
    },
    pino.destination({ fd: 2, sync: false }),
  )
}
