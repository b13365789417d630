import { setPhrase } from '../../core/wallet/set-phrase.ts'
import type { TapCommand } from '../command.ts'
import { paragraph } from '../text.ts'
import { phraseBlocks } from './phrase-blocks.ts'

/** Sets or shows the words by which a person knows our wallet messages. */
export const phrase: TapCommand = {
  name: 'phrase',
  mode: 'tap',
  args: [{ name: 'words', kind: 'words', required: false }],
  needsConsent: false,
  listed: true,
  run: async ({ trx, clock, account, args, t }) => {
    if (!args.words) {
      return { blocks: await phraseBlocks(trx, account.id, t), buttons: [], ephemeral: true }
    }
    const words = await setPhrase(trx, clock, account, args.words)
    return { blocks: [paragraph(t('wallet.phraseSet', { phrase: words }))], buttons: [], ephemeral: true }
  },
}
