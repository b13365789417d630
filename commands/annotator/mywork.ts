import { ownContestable } from '../../core/consensus/appeals/own-contestable.ts'
import { readWork, type WorkEntry } from '../../core/tasks/read-work.ts'
import type { Translate } from '../../locales/messages.ts'
import type { TapCommand } from '../command.ts'
import { objectButton } from '../object-button.ts'
import type { Block, ButtonDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'

const SHOWN = 8
/** Longest part of a reason: all entries must fit into one message. */
const WHY_LENGTH = 120

/** A person's latest answers with what became of each. */
export const mywork: TapCommand = {
  name: 'mywork',
  mode: 'tap',
  args: [],
  needsConsent: true,
  listed: true,
  run: async ({ trx, clock, account, t }) => {
    const { entries, totals } = await readWork(trx, account, SHOWN)
    if (entries.length === 0) return { blocks: [paragraph(t('mywork.none'))], buttons: [], ephemeral: true }
    const sums = t('mywork.totals', { count: totals.labeled, agreed: totals.agreed, open: totals.open })
    const contestable = (await ownContestable(trx, clock, account.personId)).length
    const against = contestable > 0 ? [paragraph(t('mywork.against', { count: contestable }))] : []
    const appeal = { label: plainText(t('appeal.see')), command: 'appeal', style: 'primary' } as const
    return {
      blocks: [
        heading(t('mywork.title')),
        paragraph(sums),
        ...against,
        ...entries.flatMap((one) => entryBlocks(t, one)),
      ],
      buttons: [...(contestable > 0 ? [[appeal]] : []), ...objectRows(t, entries)],
      ephemeral: true,
    }
  },
}

/** One button for the newest check that somebody did not pass: they may know better. */
function objectRows(t: Translate, entries: readonly WorkEntry[]): ButtonDraft[][] {
  const missed = entries.find(({ known, labelTitle }) => known && known.labelTitle !== labelTitle)
  if (!missed?.slug) return []
  const { slug, itemId, labelTitle: label } = missed
  return [[objectButton(t, { slug, itemId, label })]]
}

function entryBlocks(t: Translate, entry: WorkEntry): Block[] {
  const { excerpt: text, known } = entry
  return [
    { kind: 'quote', text },
    paragraph(outcomeOf(t, entry)),
    ...(known ? [paragraph(checkOf(t, known))] : []),
  ]
}

/** What an answer was checked by, and why: told only once it tests nobody any more. */
function checkOf(t: Translate, { labelTitle: label, why }: NonNullable<WorkEntry['known']>): string {
  if (why === null) return t('mywork.known', { label })
  const shown = why.length > WHY_LENGTH ? `${[...why].slice(0, WHY_LENGTH).join('')}…` : why
  return t('mywork.knownWhy', { label, why: shown })
}

function outcomeOf(t: Translate, { state, labelTitle: label, decision }: WorkEntry): string {
  if (state === 'agreed' && decision)
    return t('mywork.agreed', { label, agree: decision.agree, total: decision.total })
  if (state === 'disagreed' && decision) {
    const { labelTitle, agree, total } = decision
    return t('mywork.disagreed', { label, decision: labelTitle, agree, total })
  }
  if (state === 'expert') return t('mywork.expert', { label })
  if (state === 'undecided') return t('mywork.undecided', { label })
  return state === 'uncounted' ? t('mywork.uncounted', { label }) : t('mywork.open', { label })
}
