import { type Logger, pino } from 'pino'
import { type Chain, startChain } from './chain/start-chain.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Config } from './config.ts'
import { createJobs } from './jobs/jobs.ts'
import { createScheduler, type Scheduler } from './jobs/scheduler.ts'
import type { Channel } from './notifications/deliver-notifications.ts'
import { openStore, type Store } from './store/database.ts'

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
  /** Ends jobs, chain and store in this order. */
  stop(): Promise<void>
}

export interface AppOverrides {
  readonly clock?: Clock
  readonly log?: Logger
}

/** Builds the core once: store, chain with its contracts, jobs (not yet started).
 * @throws ExpectedError `database.unreachable`, `chain.unreachable`, `chain.toolMissing` */
export async function createApp(config: Config, overrides: AppOverrides = {}): Promise<App> {
  const clock = overrides.clock ?? systemClock
  const log = overrides.log ?? createLog(config)
  const store = await openStore(config.databaseUrl)
  try {
    const { dataDir } = config
    const chain = await startChain({
      store,
      clock,
      log,
      dataDir,
      ...(config.chain && { remote: config.chain }),
    })
    const channels = new Map<string, Channel>()
    const jobs = createJobs({
      store,
      clock,
      settlementSeconds: config.settlementSeconds,
      settle: () => chain.tick(),
      delivery: { store, clock, log, channels },
    })
    const scheduler = createScheduler(jobs, log)
    const stop = async () => {
      await scheduler.stop()
      await chain.close()
      await store.close()
    }
    return { config, store, clock, log, chain, scheduler, channels, stop }
  } catch (cause) {
    await store.close()
    throw cause
  }
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
