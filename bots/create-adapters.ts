import type { Adapter, Handle } from '../commands/adapter.ts'
import type { App } from '../core/app.ts'
import { moveGroupChat } from '../core/store/group-places.ts'
import { insertInvites } from '../core/store/invites.ts'
import type { LiveScreens } from './live-screens.ts'

/** Every adapter the configuration asks for. The web chat lets anybody act as anybody, so it is only there
 * on the local chain, where nothing is worth money. Adapters are loaded only when they are used. */
export async function createAdapters(app: App, handle: Handle, live: LiveScreens): Promise<Adapter[]> {
  const { config, store, clock, log } = app
  const adapters: Adapter[] = []
  if (config.discord) {
    const { createDiscordAdapter } = await import('./discord/adapter.ts')
    adapters.push(
      createDiscordAdapter({ config: config.discord, handle, onLive: live.onLive('discord'), log }),
    )
  }
  if (config.telegram) {
    const { createTelegramAdapter } = await import('./telegram/adapter.ts')
    adapters.push(
      createTelegramAdapter({
        config: config.telegram,
        handle,
        onLive: live.onLive('telegram'),
        onGroupMoved: (from, to) =>
          store.transaction((trx) => moveGroupChat(trx, { platform: 'telegram', chat: from }, to)),
        onInvited: (inviterId, invitedIds) =>
          store.transaction((trx) =>
            insertInvites(trx, { platform: 'telegram', inviterId, invitedIds }, clock.now()),
          ),
        log,
      }),
    )
  }
  if (!config.chain) {
    const { createWebAdapter } = await import('./web/adapter.ts')
    const { buildPage, pageDir } = await import('./web/build-page.ts')
    await buildPage()
    adapters.push(
      createWebAdapter({
        store,
        clock,
        handle,
        onLive: live.onLive('web'),
        log,
        pageDir,
        pages: app.wallets.pages,
        ...config.web,
      }),
    )
  }
  return adapters
}
