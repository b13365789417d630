import type { ItemId } from '../../core/ids.ts'
import { readOutcome } from '../../core/tasks/read-outcome.ts'
import { readWorkOn } from '../../core/tasks/read-work-on.ts'
import { resubmitItem } from '../../core/tasks/resubmit-item.ts'
import type { TapCommand } from '../command.ts'
import { taskScreen } from '../task-screen.ts'
import { paragraph } from '../text.ts'
import { reasonBlocks } from './outcome-screen.ts'

/** Gives somebody an item again on which they were rejected, with the reasons. */
export const resubmit: TapCommand = {
  name: 'resubmit',
  mode: 'tap',
  args: [{ name: 'item', kind: 'text', required: true }],
  needsConsent: true,
  listed: false,
  run: async ({ trx, clock, account, args, services, t }) => {
    const itemId = args.item as ItemId
    const task = await resubmitItem(trx, clock, account, itemId)
    const before = await readWorkOn(trx, account, itemId)
    const why = before ? reasonBlocks(t, before, await readOutcome(trx, before)) : []
    return taskScreen(t, clock, services, task, [paragraph(t('resubmit.again')), ...why])
  },
}
