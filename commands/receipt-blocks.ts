import type { Translate } from '../locales/messages.ts'
import type { Block } from './screen.ts'
import { paragraph } from './text.ts'

/** How to get the signed receipt of a vote that was just given: an operator signs it a moment later. Nothing for an
 * answer that is no vote. */
export function receiptBlocks(t: Translate, code: string | null): Block[] {
  return code === null ? [] : [paragraph(t('task.receipt', { code }))]
}
