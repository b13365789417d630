import type { AssignmentId } from '../../core/ids.ts'
import { findTask } from '../../core/tasks/find-task.ts'
import type { TapCommand } from '../command.ts'
import { guidelineBlocks } from '../guideline-blocks.ts'
import { plainText } from '../text.ts'

/** The guideline of the item in hand, with the way back to it. */
export const guideline: TapCommand = {
  name: 'guideline',
  mode: 'tap',
  args: [{ name: 'assignment', kind: 'text', required: true }],
  needsConsent: true,
  listed: false,
  run: async ({ trx, account, args, t }) => {
    const task = await findTask(trx, account, args.assignment as AssignmentId)
    return {
      blocks: guidelineBlocks(t, task.project),
      buttons: [[{ label: plainText(t('task.back')), command: 'task', style: 'primary' }]],
      ephemeral: true,
    }
  },
}
