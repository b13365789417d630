import type { Adapter } from '../commands/adapter.ts'
import { createRouter } from '../commands/router.ts'
import { type App, type AppOverrides, createApp } from '../core/app.ts'
import type { Config } from '../core/config.ts'
import { channelOf } from './channel-of.ts'
import { createAdapters } from './create-adapters.ts'
import { tendGroups } from './group-messages.ts'
import { importSample } from './import-sample.ts'
import { createLiveScreens, type LiveScreens } from './live-screens.ts'
import { servicesOf } from './services.ts'
import type { LinkServer } from './web/link/link-server.ts'

export interface Tagora {
  readonly app: App
  readonly adapters: readonly Adapter[]
  /** The pages for wallets; absent unless they have an address of their own. */
  readonly linkServer?: LinkServer
  /** Ends adapters first, so that nothing new comes in, then the core. */
  stop(): Promise<void>
}

/** The person of the web chat who may run moderator commands in local mode. */
const LOCAL_MODERATOR = 'web:moderator'

/** Starts the core, the sample project of local mode, every configured adapter and the jobs. */
export async function startTagora(config: Config, overrides: AppOverrides = {}): Promise<Tagora> {
  const app = await createApp(config, overrides)
  const started: { stop(): Promise<void> }[] = []
  const stop = async () => {
    const stops = await Promise.allSettled(started.map((one) => one.stop()))
    for (const one of stops) {
      if (one.status === 'rejected') app.log.error({ err: one.reason }, 'an adapter did not stop well')
    }
    await app.stop()
  }
  try {
    await importSample(app)
    const adapters = await startAdapters(app, started)
    const linkServer = await startLinkServer(app)
    if (linkServer) started.push(linkServer)
    app.scheduler.start()
    return { app, adapters, stop, ...(linkServer && { linkServer }) }
  } catch (cause) {
    await stop()
    throw cause
  }
}

async function startAdapters(app: App, started: { stop(): Promise<void> }[]): Promise<Adapter[]> {
  const { config } = app
  const services = servicesOf(app)
  const running = new Map<string, Adapter>()
  const live: LiveScreens = createLiveScreens({ ...app, services, adapters: running })
  app.wallets.screens = live
  app.groups.tend = () => tendGroups({ ...app, adapters: running })
  const handle = createRouter({
    ...app,
    services,
    moderators: new Set([...config.moderators, ...(config.chain ? [] : [LOCAL_MODERATOR])]),
    tapsPer10Seconds: config.tapsPer10Seconds,
  })
  const adapters = await createAdapters(app, handle, live)
  for (const adapter of adapters) {
    app.channels.set(adapter.platform, channelOf(app, services, adapter))
    started.push(adapter)
    await adapter.start()
    running.set(adapter.platform, adapter)
    if ('url' in adapter && typeof adapter.url === 'string') app.wallets.pagesUrl ??= adapter.url
  }
  return adapters
}

async function startLinkServer({ config, wallets, log }: App): Promise<LinkServer | undefined> {
  if (!config.link) return undefined
  const { createLinkServer } = await import('./web/link/link-server.ts')
  const { buildPage, pageDir } = await import('./web/build-page.ts')
  await buildPage()
  const server = createLinkServer({ config: config.link, pages: wallets.pages, log, pageDir })
  await server.start()
  return server
}
