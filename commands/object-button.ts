import type { ItemId } from '../core/ids.ts'
import type { Translate } from '../locales/messages.ts'
import type { ButtonDraft } from './screen.ts'
import { plainText } from './text.ts'

/** The way to say that a known answer is wrong, for somebody who said `label`. */
export function objectButton(
  t: Translate,
  { slug, itemId, label }: { slug: string; itemId: ItemId; label: string },
): ButtonDraft {
  const args = { project: slug, item: itemId }
  return { label: plainText(t('gold.object', { label })), command: 'gold object', args }
}
