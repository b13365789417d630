import { readAgain } from '../../core/wallet/personhood/read-again.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'

/** Has the contracts asked again about a person who has just got a proof. */
export const personhoodAgain: TapCommand = {
  name: 'personhood-again',
  mode: 'tap',
  args: [],
  needsConsent: false,
  listed: false,
  run: async ({ trx, clock, account, t }) => {
    await readAgain(trx, clock, account)
    return { blocks: [paragraph(t('personhood.asked'))], buttons: [], ephemeral: true }
  },
}
