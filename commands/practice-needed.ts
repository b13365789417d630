import type { ExpectedError } from '../core/errors.ts'
import type { Translate } from '../locales/messages.ts'
import { explainError } from './explain-error.ts'
import type { Block, ScreenDraft } from './screen.ts'
import { paragraph, plainText } from './text.ts'

/** Where a person must practise before they get an item: says so, with the way there. Null for other failures. */
export function practiceNeeded(
  t: Translate,
  failure: unknown,
  before: readonly Block[] = [],
): ScreenDraft | null {
  if (!isPracticeNeeded(failure)) return null
  const args = { project: failure.params.project }
  return {
    blocks: [...before, paragraph(explainError(t, failure))],
    buttons: [[{ label: plainText(t('practice.begin')), command: 'practice', args, style: 'primary' }]],
    ephemeral: true,
  }
}

function isPracticeNeeded(failure: unknown): failure is ExpectedError<'practice.needed'> {
  return failure instanceof Error && 'code' in failure && failure.code === 'practice.needed'
}
