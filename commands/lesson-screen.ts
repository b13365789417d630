import type { LessonExample } from '../core/quality/training/choose-examples.ts'
import type { Lesson } from '../core/quality/training/take-lesson.ts'
import type { Translate } from '../locales/messages.ts'
import type { Block, ScreenDraft } from './screen.ts'
import { heading, list, paragraph, plainText } from './text.ts'

/** Examples of two labels somebody confuses, below `before`, with the way on to the next item. */
export function lessonScreen(t: Translate, lesson: Lesson, before: readonly Block[]): ScreenDraft {
  const { truth, given, examples } = lesson
  return {
    blocks: [
      ...before,
      heading(t('lesson.title', { truth: truth.title, given: given.title })),
      paragraph(t('lesson.intro', { truth: truth.title, given: given.title })),
      list(
        [truth, given].map((label) =>
          t('guideline.label', { label: label.title, definition: label.definition }),
        ),
      ),
      ...examples.flatMap((example) => exampleBlocks(t, lesson, example)),
    ],
    buttons: [[{ label: plainText(t('lesson.goOn')), command: 'task', style: 'primary' }]],
    ephemeral: true,
  }
}

function exampleBlocks(
  t: Translate,
  { truth, given }: Lesson,
  { kind, text, label, why }: LessonExample,
): Block[] {
  const title = label === truth.name ? truth.title : given.title
  const words = { label: title, why: why ?? '' }
  const said =
    kind === 'good'
      ? t('start.good', words)
      : kind === 'poor'
        ? t('start.poor', words)
        : why === null
          ? t('lesson.known', { label: title })
          : t('lesson.knownWhy', words)
  return [{ kind: 'quote', text }, paragraph(said)]
}
