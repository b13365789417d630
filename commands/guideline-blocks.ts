import type { Project } from '../core/projects/project.ts'
import type { Translate } from '../locales/messages.ts'
import type { Block } from './screen.ts'
import { heading, list, paragraph } from './text.ts'

type Example = Project['definition']['guideline']['good'][number]

/** How to label a project's items: the summary, what each label means, one good and one poor example. */
export function guidelineBlocks(t: Translate, project: Project): Block[] {
  const { title, guideline, schema } = project.definition
  const titleOf = (name: string) => schema.labels.find((label) => label.name === name)?.title ?? name
  const example = (key: 'start.good' | 'start.poor', { text, label, why }: Example): Block[] => [
    { kind: 'quote', text },
    paragraph(t(key, { label: titleOf(label), why })),
  ]
  return [
    heading(t('start.guideline', { project: title })),
    paragraph(t('guideline.summary', { summary: guideline.summary })),
    list(schema.labels.map((one) => t('guideline.label', { label: one.title, definition: one.definition }))),
    ...guideline.good.slice(0, 1).flatMap((one) => example('start.good', one)),
    ...guideline.poor.slice(0, 1).flatMap((one) => example('start.poor', one)),
  ]
}
