import type { ItemId } from '../../core/ids.ts'
import type { Translate } from '../../locales/messages.ts'
import type { Block, ScreenDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'

/** Why people contest what goes against them, in words of the command that shows it. */
const REASONS = ['guideline', 'context', 'otherwise'] as const
const EXCERPT = 120

/** What a person can contest of the latest things against them: votes, or the finding of an audit. */
export type Contesting = 'appeal' | 'finding'

/** Things against a person that fit into a message with everything that belongs to them. */
export const CONTESTABLE_SHOWN = 3

/** Of commands that show what goes against a person: a number in the list, and words that contest it at once. */
export const contestArgs = [
  { name: 'number', kind: 'text', required: false },
  { name: 'words', kind: 'words', required: false },
] as const

/** Of commands that contest an item for one of the usual reasons. */
export const usualReasonArgs = ['item', 'reason'].map(
  (name) => ({ name, kind: 'text', required: true }) as const,
)

interface AskedReason {
  readonly contesting: Contesting
  /** The command that takes a usual reason. */
  readonly command: 'appeal-file' | 'finding-contest'
  readonly item: ItemId
  /** Its number in the list. */
  readonly number: string
  /** Longest reason in words of one's own, in characters. */
  readonly longest: number
}

/** Asks why something is contested: one of the usual reasons, or words of one's own. */
export function contestReasonScreen(
  t: Translate,
  { contesting, command, item, number, longest }: AskedReason,
): ScreenDraft {
  const rows = REASONS.map((reason) => [
    { label: plainText(t(`${contesting}.reason.${reason}`)), command, args: { item, reason } },
  ])
  return {
    blocks: [heading(t('appeal.why')), paragraph(t(`${contesting}.words`, { number, count: longest }))],
    buttons: [...rows, [{ label: plainText(t('appeal.back')), command: contesting, style: 'primary' }]],
    ephemeral: true,
  }
}

/** A usual reason in the words that the button showed; empty for none of them. */
export function usualReason(t: Translate, contesting: Contesting, given: string | undefined): string {
  const usual = REASONS.find((one) => one === given)
  return usual ? plainText(t(`${contesting}.reason.${usual}`)) : ''
}

/** The beginning of an item's text that tells people which one is meant. */
export function contestedText(text: string): Block {
  return { kind: 'quote', text: text.length > EXCERPT ? `${[...text].slice(0, EXCERPT).join('')}…` : text }
}
