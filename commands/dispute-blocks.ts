import type { GoldDispute } from '../core/quality/gold/read-disputes.ts'
import type { Translate } from '../locales/messages.ts'
import type { Block } from './screen.ts'
import { paragraph } from './text.ts'

/** Longest part of an item's text and of a reason: all of it must fit into one message. */
const TEXT_LENGTH = 400
const WHY_LENGTH = 120
const LABELS = 3

/** One gold item whose answer is in doubt: what it said, and what people say. */
export function disputeBlocks(t: Translate, dispute: GoldDispute): Block[] {
  const { text, why, saidTitle: said, isKnown, objections: count, given } = dispute
  const item = cut(dispute.externalId, 60)
  const people = given
    .slice(0, LABELS)
    .map(({ labelTitle: label, people: count }) => t('gold.said', { label, count }))
  return [
    { kind: 'quote', text: cut(text, TEXT_LENGTH) },
    paragraph(
      why === null
        ? t('gold.dispute', { item, said })
        : t('gold.disputeWhy', { item, said, why: cut(why, WHY_LENGTH) }),
    ),
    ...(isKnown ? [] : [paragraph(t('gold.judgesNobody'))]),
    ...(count > 0 ? [paragraph(t('gold.objections', { count }))] : []),
    paragraph(
      people.length > 0 ? t('gold.disputePeople', { people: people.join(', ') }) : t('gold.disputeNobody'),
    ),
  ]
}

function cut(text: string, length: number): string {
  const letters = [...text]
  return letters.length > length ? `${letters.slice(0, length).join('')}…` : text
}
