import { latestNotifications } from '../../core/store/notifications.ts'
import type { TapCommand } from '../command.ts'
import { noticeBlocks, noticeButtons } from '../notice-blocks.ts'
import { heading, paragraph } from '../text.ts'

const SHOWN = 5

/** The latest notices again: also the way to those that no private message could deliver. */
export const inbox: TapCommand = {
  name: 'inbox',
  mode: 'tap',
  args: [],
  needsConsent: false,
  listed: true,
  run: async ({ trx, account, services, t }) => {
    const notices = await latestNotifications(trx, account.personId, SHOWN)
    if (notices.length === 0) return { blocks: [paragraph(t('inbox.none'))], buttons: [], ephemeral: true }
    const blocks = notices.flatMap((notice) => noticeBlocks(t, services, notice))
    const buttons = notices.flatMap((notice) => noticeButtons(t, notice))
    return { blocks: [heading(t('inbox.title')), ...blocks], buttons, ephemeral: true }
  },
}
