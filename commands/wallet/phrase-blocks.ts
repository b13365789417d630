import type { AccountId } from '../../core/ids.ts'
import type { Trx } from '../../core/store/database.ts'
import { findPhrase } from '../../core/store/safety-phrases.ts'
import type { Translate } from '../../locales/messages.ts'
import type { Block } from '../screen.ts'
import { paragraph } from '../text.ts'

/** The person's own words, by which they know that a wallet message is ours; or how to choose some. */
export async function phraseBlocks(trx: Trx, accountId: AccountId, t: Translate): Promise<Block[]> {
  const phrase = await findPhrase(trx, accountId)
  return [paragraph(phrase === null ? t('wallet.noPhrase') : t('wallet.phrase', { phrase }))]
}
