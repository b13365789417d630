import type { CaseFile } from '../../core/consensus/experts/next-case.ts'
import type { Translate } from '../../locales/messages.ts'
import { labelRows } from '../label-rows.ts'
import type { Block, ScreenDraft } from '../screen.ts'
import { heading, list, paragraph, plainText } from '../text.ts'

/** An item with everything an expert needs, and its labels as buttons, below `before`. */
export function caseScreen(t: Translate, file: CaseFile | null, before: readonly Block[] = []): ScreenDraft {
  if (!file) return { blocks: [...before, paragraph(t('expert.none'))], buttons: [], ephemeral: true }
  const {
    itemId,
    project,
    text,
    guidelineVersion: version,
    firstLabel,
    votes,
    reasons,
    rulings,
    appeals,
    mayBeUnclear,
  } = file
  const { title, schema, guideline } = project.definition
  const titleOf = (name: string) => schema.labels.find((label) => label.name === name)?.title ?? name
  const facts = [
    ...(firstLabel === null ? [] : [t('expert.first', { label: titleOf(firstLabel) })]),
    ...votes.map(({ stage, label, count }) =>
      t(stage > 1 ? 'expert.panelVotes' : 'expert.votes', { label: titleOf(label), count }),
    ),
    ...appeals.map((reason) => t('expert.appeal', { reason })),
    ...reasons.map(({ reason, count }) => t('expert.declined', { reason: reasonText(t, reason), count })),
  ]
  const none = { label: plainText(t('expert.undecidable')), command: 'expert-reason', args: { item: itemId } }
  const unclear = {
    label: plainText(t('expert.unclear')),
    command: 'expert-reason',
    args: { item: itemId, unclear: 'yes' },
  }
  return {
    blocks: [
      ...before,
      heading(t('task.question', { question: schema.question })),
      { kind: 'quote', text },
      paragraph(t('expert.guideline', { project: title, version, summary: guideline.summary })),
      list(
        schema.labels.map((one) => t('guideline.label', { label: one.title, definition: one.definition })),
      ),
      ...(facts.length > 0 ? [list(facts)] : []),
      ...(mayBeUnclear ? [paragraph(t('expert.unclearOrNot'))] : []),
      paragraph(t('expert.signed', { given: rulings.given, needed: rulings.needed })),
    ],
    buttons: [
      ...labelRows(project, 'expert-reason', { item: itemId }),
      mayBeUnclear ? [unclear, none] : [none],
    ],
    ephemeral: true,
  }
}

/** Why a validator gave no label, in words. */
function reasonText(t: Translate, reason: string): string {
  const known = t.find(`task.skip.${reason}`) ?? t.find(`recuse.${reason}`)
  return known === null ? reason : plainText(known)
}
