import { readPersonhood } from '../../core/wallet/personhood/read-personhood.ts'
import type { TapCommand } from '../command.ts'
import { plainText } from '../text.ts'
import { personhoodBlocks } from './personhood-blocks.ts'

/** What speaks for a person being one human, and how they could have more of it. */
export const personhood: TapCommand = {
  name: 'personhood',
  mode: 'tap',
  args: [],
  needsConsent: false,
  listed: true,
  run: async ({ trx, clock, account, services, t }) => {
    const own = await readPersonhood(trx, clock, account.personId, services.personhood ?? [])
    const isAsked = own.signals.some(({ readAt }) => readAt !== null)
    const again = { label: plainText(t('personhood.again')), command: 'personhood-again' }
    return { blocks: personhoodBlocks(t, own), buttons: isAsked ? [[again]] : [], ephemeral: true }
  },
}
