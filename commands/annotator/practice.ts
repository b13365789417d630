import { ExpectedError } from '../../core/errors.ts'
import type { ItemId } from '../../core/ids.ts'
import { activeProjects } from '../../core/projects/active-projects.ts'
import { findProject } from '../../core/projects/find-project.ts'
import type { Project } from '../../core/projects/project.ts'
import {
  answerPractice,
  nextPractice,
  type PracticeResult,
  type PracticeStep,
} from '../../core/quality/training/practise.ts'
import type { Trx } from '../../core/store/database.ts'
import type { Translate } from '../../locales/messages.ts'
import type { TapCommand } from '../command.ts'
import { labelRows } from '../label-rows.ts'
import { objectButton } from '../object-button.ts'
import type { ButtonDraft, ScreenDraft } from '../screen.ts'
import { heading, paragraph, plainText } from '../text.ts'

/** Shows the next item to practise on. */
export const practice: TapCommand = {
  name: 'practice',
  mode: 'tap',
  args: [{ name: 'project', kind: 'text', required: false }],
  needsConsent: true,
  listed: true,
  run: async ({ trx, clock, account, args, t }) => {
    const project = await projectToPractise(trx, args.project)
    return stepScreen(t, project, await nextPractice(trx, clock, project, account))
  },
}

/** Says at once whether a practice answer is right, and why. */
export const practiceAnswer: TapCommand = {
  name: 'practice answer',
  mode: 'tap',
  args: [
    { name: 'project', kind: 'text', required: true },
    { name: 'item', kind: 'text', required: true },
    { name: 'label', kind: 'text', required: true },
  ],
  needsConsent: true,
  listed: false,
  run: async ({ trx, clock, account, args, t }) => {
    const project = await findProject(trx, args.project ?? '')
    const given = { itemId: (args.item ?? '') as ItemId, label: args.label ?? '' }
    return resultScreen(t, project, given, await answerPractice(trx, clock, project, account, given))
  },
}

async function projectToPractise(trx: Trx, slug: string | undefined): Promise<Project> {
  if (slug !== undefined) return await findProject(trx, slug)
  const active = await activeProjects(trx)
  const project = active.find((one) => one.definition.practice) ?? active[0]
  if (!project) throw new ExpectedError('project.none', {})
  return project
}

function stepScreen(t: Translate, project: Project, { item, progress }: PracticeStep): ScreenDraft {
  if (!item) return passedScreen(t, project)
  const { title, schema } = project.definition
  return {
    blocks: [
      heading(t('practice.title', { project: title })),
      paragraph(t('practice.progress', { right: progress.right, wanted: progress.wanted, of: progress.of })),
      heading(t('task.question', { question: schema.question })),
      { kind: 'quote', text: item.text },
    ],
    buttons: labelRows(project, 'practice answer', { project: project.slug, item: item.itemId }),
    ephemeral: true,
  }
}

function resultScreen(
  t: Translate,
  project: Project,
  { itemId, label: given }: { itemId: ItemId; label: string },
  result: PracticeResult,
): ScreenDraft {
  const { isRight, text, title: label, definition, why, progress } = result
  const verdict = t(isRight ? 'practice.right' : 'practice.wrong', { label })
  const reason = why === null ? t('guideline.label', { label, definition }) : t('practice.why', { why })
  const blocks = [{ kind: 'quote' as const, text }, paragraph(verdict), paragraph(reason)]
  if (progress.isPassed) {
    const passed = passedScreen(t, project)
    return { ...passed, blocks: [...blocks, ...passed.blocks] }
  }
  const { right, wanted, of } = progress
  const args = { project: project.slug }
  const next: ButtonDraft = {
    label: plainText(t('practice.next')),
    command: 'practice',
    args,
    style: 'primary',
  }
  const said = project.definition.schema.labels.find((one) => one.name === given)?.title ?? given
  const object = objectButton(t, { slug: project.slug, itemId, label: said })
  return {
    blocks: [...blocks, paragraph(t('practice.progress', { right, wanted, of }))],
    buttons: isRight ? [[next]] : [[next], [object]],
    ephemeral: true,
  }
}

function passedScreen(t: Translate, { slug, definition }: Project): ScreenDraft {
  const args = { project: slug }
  return {
    blocks: [paragraph(t('practice.passed', { project: definition.title }))],
    buttons: [[{ label: plainText(t('start.begin')), command: 'task', args, style: 'primary' }]],
    ephemeral: true,
  }
}
