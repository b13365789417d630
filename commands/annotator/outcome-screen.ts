import { amount } from '../../core/amount.ts'
import type { StoredReceipt } from '../../core/store/ledger-answers.ts'
import type { VoteSplit, WorkOutcome } from '../../core/tasks/read-outcome.ts'
import type { WorkEntry } from '../../core/tasks/work-entry.ts'
import type { Translate } from '../../locales/messages.ts'
import type { Block, ButtonDraft, ScreenDraft } from '../screen.ts'
import type { Services } from '../services.ts'
import { heading, list, paragraph, plainText } from '../text.ts'

/** What became of one answer: outcome, votes, what the guideline says, money; and the way to contest it. */
export function outcomeScreen(
  t: Translate,
  services: Services,
  entry: WorkEntry,
  outcome: WorkOutcome & { readonly canAppeal: boolean; readonly canResubmit: boolean },
): ScreenDraft {
  const { ledger, canAppeal, canResubmit } = outcome
  const { excerpt: text, itemId: item } = entry
  const fix: ButtonDraft = {
    label: plainText(t('resubmit.button')),
    command: 'resubmit',
    args: { item },
    style: 'primary',
  }
  const appeal = { label: plainText(t('appeal.see')), command: 'appeal', style: 'primary' } as const
  const back: ButtonDraft = { label: plainText(t('mywork.back')), command: 'mywork' }
  return {
    blocks: [
      heading(t('mywork.oneTitle')),
      { kind: 'quote', text },
      ...reasonBlocks(t, entry, outcome),
      ...(ledger ? [paragraph(t('receipt.payment')), list(moneyLines(t, services, ledger))] : []),
    ],
    buttons: [[...(canAppeal ? [appeal] : []), ...(canResubmit ? [fix] : []), back]],
    ephemeral: true,
  }
}

/** Why an answer ended as it did: how validators voted, and what the guideline says. */
export function reasonBlocks(t: Translate, entry: WorkEntry, { votes, ledger }: WorkOutcome): Block[] {
  const { project, labelTitle, decision } = entry
  const titles = new Set([labelTitle, ...(decision ? [decision.labelTitle] : [])])
  const labels = project?.definition.schema.labels ?? []
  const passages = labels.filter(({ title }) => titles.has(title))
  return [
    paragraph(outcomeText(t, entry)),
    ...(votes.length > 0 ? [list(votes.map((split) => splitText(t, split)))] : []),
    ...(passages.length > 0
      ? [
          paragraph(guidelineText(t, ledger)),
          list(passages.map(({ title: label, definition }) => t('guideline.label', { label, definition }))),
        ]
      : []),
  ]
}

/** An answer and what became of it, in one line. */
export function outcomeText(
  t: Translate,
  { state, labelTitle: label, decision, gainWei }: WorkEntry,
): string {
  if (state === 'agreed' && decision)
    return t('mywork.agreed', { label, agree: decision.agree, total: decision.total })
  if (state === 'disagreed' && decision) {
    const { labelTitle, agree, total } = decision
    return t('mywork.disagreed', { label, decision: labelTitle, agree, total })
  }
  // The ledger has paid, and yet no label won.
  if (state === 'open' && gainWei !== null) return t('mywork.anew', { label })
  if (state === 'expert') return t('mywork.expert', { label })
  if (state === 'unclear') return t('mywork.unclear', { label })
  if (state === 'undecided') return t('mywork.undecided', { label })
  return state === 'uncounted' ? t('mywork.uncounted', { label }) : t('mywork.open', { label })
}

function splitText(t: Translate, { stage, ...split }: VoteSplit): string {
  return stage === 1 ? t('appeal.votes', split) : t('mywork.panelVotes', split)
}

function guidelineText(t: Translate, ledger: StoredReceipt | null): string {
  return ledger ? t('mywork.guidelineVersion', { version: ledger.guidelineVersion }) : t('mywork.guideline')
}

function moneyLines(
  t: Translate,
  { tokenSymbol: symbol }: Services,
  { batch, position, outcome, paid }: StoredReceipt,
): string[] {
  const place = t('receipt.place', { reference: `${batch}.${position}` })
  if (!paid) {
    const isReturned = outcome === 'void' || outcome === 'expired' || outcome === 'skipped'
    return [t(isReturned ? `receipt.outcome.${outcome}` : 'receipt.unpaid'), place]
  }
  const { rewardWei, shareWei, slashWei, transactionHash: hash } = paid
  return [
    ...(rewardWei > 0n ? [t('receipt.reward', { amount: amount(rewardWei), symbol })] : []),
    ...(shareWei > 0n ? [t('receipt.share', { amount: amount(shareWei), symbol })] : []),
    ...(slashWei > 0n ? [t('receipt.slash', { amount: amount(slashWei), symbol })] : []),
    ...(rewardWei + shareWei + slashWei === 0n ? [t('receipt.nothing')] : []),
    place,
    t('receipt.transaction', { hash }),
  ]
}
