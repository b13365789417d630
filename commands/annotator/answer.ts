import type { AssignmentId } from '../../core/ids.ts'
import { submitAnnotation } from '../../core/tasks/submit-annotation.ts'
import type { TapCommand } from '../command.ts'
import { nextItemScreen } from '../task-screen.ts'
import { paragraph } from '../text.ts'

const WORDING = { counted: 'task.saved', countedLate: 'task.savedLate', keptLate: 'task.keptLate' } as const

/** A tapped label: stores the annotation and shows the next item, all in the tap's transaction. */
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
    return await nextItemScreen(context, [paragraph(t(WORDING[saved.outcome], { label: saved.labelTitle }))])
  },
}
