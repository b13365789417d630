import { readGold } from '../core/quality/gold/read-gold.ts'
import type { TapContext } from './command.ts'
import { goldBlocks } from './gold-blocks.ts'
import type { Block, ButtonDraft, ScreenDraft } from './screen.ts'
import { plainText } from './text.ts'

/** As many as fit into a message of any platform beside a proposal. */
const LISTED = 5

/** The gold of a project below `before`, with the first proposal to say yes or no to. */
export async function goldScreen(
  { trx, account, t }: Pick<TapContext, 'trx' | 'account' | 't'>,
  slug: string,
  before: readonly Block[] = [],
): Promise<ScreenDraft> {
  const gold = await readGold(trx, { slug, limit: LISTED, account })
  const [first] = gold.waiting
  const args = { project: gold.slug, item: first?.externalId ?? '' }
  const answers: ButtonDraft[] = [
    { label: plainText(t('gold.yes')), command: 'gold confirm', args, style: 'success' },
    { label: plainText(t('gold.no')), command: 'gold retire', args, style: 'danger' },
  ]
  const disputes: ButtonDraft = {
    label: plainText(t('gold.seeDisputes', { count: gold.disputes })),
    command: 'gold disputes',
    args: { project: gold.slug },
  }
  const buttons = [...(first ? [answers] : []), ...(gold.disputes > 0 ? [[disputes]] : [])]
  return { blocks: [...before, ...goldBlocks(t, gold)], buttons, ephemeral: true }
}
