import type { AssignmentId } from '../../core/ids.ts'
import { takeLesson } from '../../core/quality/training/take-lesson.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import type { TapCommand } from '../command.ts'
import { lessonScreen } from '../lesson-screen.ts'
import { receiptBlocks } from '../receipt-blocks.ts'
import { nextItemScreen } from '../task-screen.ts'
import { paragraph } from '../text.ts'

const WORDING = { counted: 'task.saved', countedLate: 'task.savedLate', keptLate: 'task.keptLate' } as const

/** A tapped label: stores the annotation and shows the next item, all in the tap's transaction. Now and then, for
 * somebody who confuses two labels, examples of them come before the next item. */
export const answer: TapCommand = {
  name: 'answer',
  mode: 'tap',
  args: [
    { name: 'assignment', kind: 'text', required: true },
    { name: 'label', kind: 'text', required: true },
  ],
  needsConsent: true,
  listed: false,
  run: async (context) => {
    const { trx, clock, account, event, args, t } = context
    const saved = await submitAnnotation(trx, clock, account, {
      assignmentId: args.assignment as AssignmentId,
      label: args.label ?? '',
      platform: event.platform,
    })
    const said = t(WORDING[saved.outcome], { label: saved.labelTitle })
    const before = [paragraph(said), ...receiptBlocks(t, saved.receipt)]
    const lesson = await takeLesson(trx, clock, saved.project, account.personId)
    return lesson ? lessonScreen(t, lesson, before) : await nextItemScreen(context, before)
  },
}
