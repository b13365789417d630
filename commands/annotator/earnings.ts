import { amount } from '../../core/amount.ts'
import { readEarnings } from '../../core/people/read-earnings.ts'
import type { TapCommand } from '../command.ts'
import { heading, paragraph } from '../text.ts'

/** What a person earned, what is on its way, what was lost, and where the stake is. */
export const earnings: TapCommand = {
  name: 'earnings',
  mode: 'tap',
  args: [],
  needsConsent: true,
  listed: true,
  run: async ({ trx, account, services, t }) => {
    const sums = await readEarnings(trx, account.personId)
    if (!sums) return { blocks: [paragraph(t('earnings.none'))], buttons: [], ephemeral: true }
    const symbol = services.tokenSymbol
    return {
      blocks: [
        heading(t('earnings.title')),
        paragraph(t('earnings.paid', { earned: amount(sums.earnedWei), symbol })),
        paragraph(t('earnings.pending', { pending: amount(sums.pendingWei), symbol })),
        paragraph(t('earnings.slashed', { slashed: amount(sums.slashedWei), symbol })),
        paragraph(t('earnings.stake', { stake: amount(sums.stakeWei), held: amount(sums.heldWei), symbol })),
        paragraph(t('earnings.wallet', { address: sums.address })),
      ],
      buttons: [],
      ephemeral: true,
    }
  },
}
