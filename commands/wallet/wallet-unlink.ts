import { changeWallet } from '../../core/wallet/change-wallet.ts'
import type { TapCommand } from '../command.ts'
import { paragraph, plainText } from '../text.ts'
import { dateTime } from './date-time.ts'
import { walletServices } from './flow-view.ts'
import { phraseBlocks } from './phrase-blocks.ts'

/** Asks, once more, and then has the wallet unlinked after the delay. */
export const walletUnlink: TapCommand = {
  name: 'wallet-unlink',
  mode: 'tap',
  args: [{ name: 'sure', kind: 'text', required: false }],
  needsConsent: false,
  listed: false,
  run: async ({ trx, clock, account, services, args, t }) => {
    const phrase = await phraseBlocks(trx, account.id, t)
    const { changeMs: delayMs } = walletServices(services)
    const count = Math.round(delayMs / 3_600_000)
    if (args.sure !== 'yes') {
      return {
        blocks: [paragraph(t('wallet.unlinkSure', { count })), ...phrase],
        buttons: [
          [
            {
              label: plainText(t('wallet.unlink')),
              command: 'wallet-unlink',
              args: { sure: 'yes' },
              style: 'danger',
            },
            { label: plainText(t('wallet.back')), command: 'wallet' },
          ],
        ],
        ephemeral: true,
      }
    }
    const { dueAt } = await changeWallet(trx, clock, account, { next: null, delayMs })
    const cancel = { label: plainText(t('wallet.cancelChange')), command: 'wallet-cancel' }
    return {
      blocks: [paragraph(t('wallet.willUnlink', { due: dateTime(t, dueAt) })), ...phrase],
      buttons: [[{ ...cancel, style: 'primary' }]],
      ephemeral: true,
    }
  },
}
