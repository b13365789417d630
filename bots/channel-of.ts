import type { Adapter } from '../commands/adapter.ts'
import { noticeBlocks, noticeButtons } from '../commands/notice-blocks.ts'
import type { Services } from '../commands/services.ts'
import { storeScreen } from '../commands/store-screen.ts'
import { phraseBlocks } from '../commands/wallet/phrase-blocks.ts'
import type { App } from '../core/app.ts'
import type { Channel } from '../core/notifications/deliver-notifications.ts'
import { translator } from '../locales/translate.ts'

/** Words a notification in the person's language and sends it over an adapter; one about a wallet with the
 * person's own phrase. */
export function channelOf(
  { store, clock }: Pick<App, 'store' | 'clock'>,
  services: Services,
  adapter: Adapter,
): Channel {
  return async (notification, to) => {
    const t = translator(to.locale)
    const screen = await store.transaction(async (trx) => {
      const isAboutWallet = notification.kind.startsWith('wallet.')
      const phrase = isAboutWallet ? await phraseBlocks(trx, notification.accountId, t) : []
      const blocks = [...noticeBlocks(t, services, notification), ...phrase]
      const buttons = noticeButtons(t, notification)
      return await storeScreen(trx, clock, notification.accountId, { blocks, buttons }, true)
    })
    return await adapter.send(to, screen, notification.id)
  }
}
