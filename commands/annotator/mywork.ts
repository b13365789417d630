import { amount } from '../../core/amount.ts'
import { ownContestable } from '../../core/consensus/appeals/own-contestable.ts'
import { ExpectedError } from '../../core/errors.ts'
import { resubmissionsOf } from '../../core/store/resubmissions.ts'
import { readOutcome } from '../../core/tasks/read-outcome.ts'
import { readWork } from '../../core/tasks/read-work.ts'
import type { WorkEntry } from '../../core/tasks/work-entry.ts'
import { TOKEN_SYMBOL as symbol } from '../../core/token.ts'
import type { Translate } from '../../locales/messages.ts'
import type { TapCommand } from '../command.ts'
import { objectButton } from '../object-button.ts'
import type { Block, ButtonDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'
import { outcomeScreen, outcomeText } from './outcome-screen.ts'

const SHOWN = 8
const PER_ROW = 4
/** Longest part of a reason: all entries must fit into one message. */
const WHY_LENGTH = 120

/** A person's latest answers with what became of each; with a number, everything behind one of them. */
export const mywork: TapCommand = {
  name: 'mywork',
  mode: 'tap',
  args: [{ name: 'which', kind: 'text', required: false }],
  needsConsent: true,
  listed: true,
  run: async ({ trx, clock, account, args, services, t }) => {
    const { entries, totals } = await readWork(trx, account, SHOWN)
    if (entries.length === 0) return { blocks: [paragraph(t('mywork.none'))], buttons: [], ephemeral: true }
    const contestable = await ownContestable(trx, clock, account.personId)
    if (args.which) {
      const entry = entries[Number(args.which) - 1]
      if (!entry) throw new ExpectedError('mywork.noSuch', { count: entries.length })
      const canAppeal = contestable.some(
        ({ itemId, round }) => itemId === entry.itemId && round === entry.round,
      )
      const offers = await resubmissionsOf(trx, account.personId, clock.now())
      const canResubmit = offers.some(({ itemId }) => itemId === entry.itemId)
      const outcome = await readOutcome(trx, entry)
      return outcomeScreen(t, services, entry, { ...outcome, canAppeal, canResubmit })
    }
    const sums = t('mywork.totals', { count: totals.labeled, agreed: totals.agreed, open: totals.open })
    const against =
      contestable.length > 0 ? [paragraph(t('mywork.against', { count: contestable.length }))] : []
    const appeal = { label: plainText(t('appeal.see')), command: 'appeal', style: 'primary' } as const
    return {
      blocks: [
        heading(t('mywork.title')),
        paragraph(sums),
        ...against,
        ...entries.flatMap((one, index) => entryBlocks(t, one, index + 1)),
      ],
      buttons: [
        ...numberRows(entries),
        ...(contestable.length > 0 ? [[appeal]] : []),
        ...objectRows(t, entries),
        [{ label: plainText(t('task.back')), command: 'task' }],
      ],
      ephemeral: true,
    }
  },
}

/** A button for each entry, which typing its number reaches too. */
function numberRows(entries: readonly WorkEntry[]): ButtonDraft[][] {
  const buttons = entries.map((_, index): ButtonDraft => {
    const which = String(index + 1)
    return { label: which, command: 'mywork', args: { which } }
  })
  return [buttons.slice(0, PER_ROW), buttons.slice(PER_ROW)].filter((row) => row.length > 0)
}

/** One button for the newest check that somebody did not pass: they may know better. */
function objectRows(t: Translate, entries: readonly WorkEntry[]): ButtonDraft[][] {
  const missed = entries.find(({ known, labelTitle }) => known && known.labelTitle !== labelTitle)
  if (!missed?.project) return []
  const { project, itemId, labelTitle: label } = missed
  return [[objectButton(t, { slug: project.slug, itemId, label })]]
}

function entryBlocks(t: Translate, entry: WorkEntry, number: number): Block[] {
  const { excerpt: text, known } = entry
  return [
    { kind: 'quote', text },
    paragraph(`**${number}.** ${outcomeText(t, entry)}${gainOf(entry)}`),
    ...(known ? [paragraph(checkOf(t, known))] : []),
  ]
}

/** What it brought or cost, once the ledger has paid. */
function gainOf({ gainWei }: WorkEntry): string {
  if (gainWei === null || gainWei === 0n) return ''
  return gainWei > 0n ? ` · +${amount(gainWei)} ${symbol}` : ` · \u2212${amount(-gainWei)} ${symbol}`
}

/** What an answer was checked by, and why: told only once it tests nobody any more. */
function checkOf(t: Translate, { labelTitle: label, why }: NonNullable<WorkEntry['known']>): string {
  if (why === null) return t('mywork.known', { label })
  const shown = why.length > WHY_LENGTH ? `${[...why].slice(0, WHY_LENGTH).join('')}…` : why
  return t('mywork.knownWhy', { label, why: shown })
}
