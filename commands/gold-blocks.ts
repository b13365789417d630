import type { GoldOverview, ListedGold } from '../core/quality/gold/read-gold.ts'
import type { Translate } from '../locales/messages.ts'
import type { Block } from './screen.ts'
import { heading, list, paragraph } from './text.ts'

const REASONS = ['worn', 'leaked', 'disputed', 'withdrawn', 'practice'] as const
/** Longest part of an item's text: the whole list must fit into one message. */
const TEXT_LENGTH = 600

/** How the gold of a project stands: counts, the first proposal, and the active items. */
export function goldBlocks(t: Translate, gold: GoldOverview): Block[] {
  const [first] = gold.waiting
  return [
    heading(t('gold.title', { project: gold.title })),
    ...countLines(t, gold).map(paragraph),
    ...(first ? proposalBlocks(t, first) : [paragraph(t('gold.none'))]),
    ...(gold.judging.length > 0
      ? [paragraph(t('gold.activeTitle')), list(gold.judging.map((one) => activeLine(t, one)))]
      : []),
  ]
}

function countLines(t: Translate, gold: GoldOverview): string[] {
  const labels = gold.activeByLabel.map(({ labelTitle: label, count }) => t('gold.label', { label, count }))
  const retired = Object.values(gold.retired).reduce((sum, count) => sum + count, 0)
  const { active, wanted, candidates: waiting } = gold
  const counts = t('gold.counts', { active, wanted, waiting, retired, labels: labels.join(', ') })
  const reasons = REASONS.flatMap((reason) => {
    const count = gold.retired[reason]
    return count ? [t(`gold.reason.${reason}`, { count })] : []
  })
  return reasons.length > 0 ? [counts, t('gold.retired', { reasons: reasons.join(', ') })] : [counts]
}

function proposalBlocks(t: Translate, { externalId, text, labelTitle }: ListedGold): Block[] {
  const shown = text.length > TEXT_LENGTH ? `${[...text].slice(0, TEXT_LENGTH).join('')}…` : text
  return [
    paragraph(t('gold.waitingTitle')),
    { kind: 'quote', text: shown },
    paragraph(t('gold.waiting', { item: externalId.slice(0, 60), label: labelTitle })),
  ]
}

function activeLine(t: Translate, { externalId, labelTitle, exposures, cap }: ListedGold): string {
  const words = { item: externalId.slice(0, 60), label: labelTitle, seen: exposures, cap: cap ?? 0 }
  return t('gold.active', words)
}
