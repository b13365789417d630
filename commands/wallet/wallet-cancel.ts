import { cancelChange } from '../../core/wallet/cancel-change.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'
import { phraseBlocks } from './phrase-blocks.ts'

/** Keeps the wallet that was to be changed or unlinked; from any chat of the person. */
export const walletCancel: TapCommand = {
  name: 'wallet-cancel',
  mode: 'tap',
  args: [],
  needsConsent: false,
  listed: false,
  run: async ({ trx, clock, account, t }) => {
    const { oldAddress: address } = await cancelChange(trx, clock, account)
    const kept = paragraph(t('wallet.kept', { address }))
    return { blocks: [kept, ...(await phraseBlocks(trx, account.id, t))], buttons: [], ephemeral: true }
  },
}
