import type { AuditFile } from '../../core/consensus/audits/next-audit.ts'
import type { Translate } from '../../locales/messages.ts'
import { labelRows } from '../label-rows.ts'
import type { Block, ScreenDraft } from '../screen.ts'
import { heading, list, paragraph, plainText } from '../text.ts'

/** An audited item with its labels as buttons, below `before`: blind, as what was decided would lead the eye. */
export function auditScreen(t: Translate, file: AuditFile, before: readonly Block[] = []): ScreenDraft {
  const { itemId, project, text, guidelineVersion: version, contest, rulings } = file
  const { title, schema, guideline } = project.definition
  const none = { label: plainText(t('expert.undecidable')), command: 'expert-reason', args: { item: itemId } }
  return {
    blocks: [
      ...before,
      heading(t('task.question', { question: schema.question })),
      paragraph(t('audit.blind')),
      { kind: 'quote', text },
      paragraph(t('expert.guideline', { project: title, version, summary: guideline.summary })),
      list(
        schema.labels.map((one) => t('guideline.label', { label: one.title, definition: one.definition })),
      ),
      ...(contest === null ? [] : [paragraph(t('audit.contested', { reason: contest }))]),
      paragraph(t('expert.signed', { given: rulings.given, needed: rulings.needed })),
    ],
    buttons: [...labelRows(project, 'expert-reason', { item: itemId }), [none]],
    ephemeral: true,
  }
}
