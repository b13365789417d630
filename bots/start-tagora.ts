import type { Adapter } from '../commands/adapter.ts'
import { noticeBlocks } from '../commands/notice-blocks.ts'
import { createRouter } from '../commands/router.ts'
import { type App, type AppOverrides, createApp } from '../core/app.ts'
import type { Config } from '../core/config.ts'
import { translator } from '../locales/translate.ts'
import { createAdapters } from './create-adapters.ts'
import { importSample } from './import-sample.ts'
import { servicesOf } from './services.ts'

export interface Tagora {
  readonly app: App
  readonly adapters: readonly Adapter[]
  /** Ends adapters first, so that nothing new comes in, then the core. */
  stop(): Promise<void>
}

/** The person of the web chat who may run moderator commands in local mode. */
const LOCAL_MODERATOR = 'web:moderator'

/** Starts the core, the sample project of local mode, every configured adapter and the jobs. */
export async function startTagora(config: Config, overrides: AppOverrides = {}): Promise<Tagora> {
  const app = await createApp(config, overrides)
  const started: Adapter[] = []
  const stop = async () => {
    const stops = await Promise.allSettled(started.map((adapter) => adapter.stop()))
    for (const one of stops) {
      if (one.status === 'rejected') app.log.error({ err: one.reason }, 'an adapter did not stop well')
    }
    await app.stop()
  }
  try {
    await importSample(app)
    const handle = createRouter({
      ...app,
      services: servicesOf(app),
      moderators: new Set([...config.moderators, ...(config.chain ? [] : [LOCAL_MODERATOR])]),
      tapsPer10Seconds: config.tapsPer10Seconds,
    })
    for (const adapter of await createAdapters(app, handle)) {
      app.channels.set(adapter.platform, channelOf(app, adapter))
      started.push(adapter)
      await adapter.start()
    }
    app.scheduler.start()
    return { app, adapters: started, stop }
  } catch (cause) {
    await stop()
    throw cause
  }
}

/** Words a notification in the person's language and sends it over an adapter. */
function channelOf(app: App, adapter: Adapter) {
  const services = servicesOf(app)
  return (
    notification: Parameters<typeof noticeBlocks>[2],
    to: Parameters<Adapter['send']>[0] & { locale: string },
  ) =>
    adapter.send(
      to,
      { blocks: noticeBlocks(translator(to.locale), services, notification), buttons: [] },
      notification.id,
    )
}
