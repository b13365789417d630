import { readDisputes } from '../core/quality/gold/read-disputes.ts'
import type { TapContext } from './command.ts'
import { disputeBlocks } from './dispute-blocks.ts'
import { labelRows } from './label-rows.ts'
import type { Block, ButtonDraft, ScreenDraft } from './screen.ts'
import { heading, paragraph, plainText } from './text.ts'

/** The gold item of a project that has been in doubt longest, below `before`, with a button for each label it may have;
 * or the one after passing over `skip`. */
export async function disputeScreen(
  { trx, account, t }: Pick<TapContext, 'trx' | 'account' | 't'>,
  slug: string,
  { skip, before = [] }: { skip: number; before?: readonly Block[] },
): Promise<ScreenDraft> {
  const { project, count, open } = await readDisputes(trx, { slug, skip, limit: 1, account })
  const title = heading(t('gold.disputesTitle', { project: project.definition.title, count }))
  const [first] = open
  if (!first) {
    const none = paragraph(t(count > 0 ? 'gold.noMoreDisputes' : 'gold.noDisputes'))
    return { blocks: [...before, title, none], buttons: [], ephemeral: true }
  }
  const args = { project: project.slug, item: first.externalId }
  const next: ButtonDraft = {
    label: plainText(t('gold.leaveOpen')),
    command: 'gold disputes',
    args: { project: project.slug, skip: String(skip + 1) },
  }
  return {
    blocks: [...before, title, ...disputeBlocks(t, first), paragraph(t('gold.whichAnswer'))],
    buttons: [...labelRows(project, 'gold repair', args), [next]],
    ephemeral: true,
  }
}
