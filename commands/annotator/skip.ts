import type { AssignmentId } from '../../core/ids.ts'
import { skipAssignment, skipReasons } from '../../core/tasks/skip-assignment.ts'
import type { TapCommand, TapContext } from '../command.ts'
import { reasonsScreen } from '../reasons-screen.ts'
import { receiptBlocks } from '../receipt-blocks.ts'
import type { ScreenDraft } from '../screen.ts'
import { nextItemScreen } from '../task-screen.ts'
import { heading, paragraph } from '../text.ts'

/** "Can't tell": asks why, then gives the item back and shows the next one. */
export const skip: TapCommand = {
  name: 'skip',
  mode: 'tap',
  args: [{ name: 'assignment', kind: 'text', required: true }],
  needsConsent: true,
  listed: false,
  run: async (context) => {
    const { trx, clock, account, args, t } = context
    const assignmentId = args.assignment as AssignmentId
    const reason = skipReasons.find((one) => one === args.reason)
    if (!reason) return askReason(context, assignmentId)
    const code = await skipAssignment(trx, clock, account, { assignmentId, reason })
    return await nextItemScreen(context, [paragraph(t('task.skipped')), ...receiptBlocks(t, code)])
  },
}

function askReason({ t }: TapContext, assignment: AssignmentId): ScreenDraft {
  const choices = skipReasons.map((reason) => ({ reason, label: t(`task.skip.${reason}`) }))
  return reasonsScreen(t, { command: 'skip', assignment, blocks: [heading(t('task.skipWhy'))] }, choices)
}
