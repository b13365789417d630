import { claimItem } from '../../core/tasks/claim-item.ts'
import type { TapCommand } from '../command.ts'
import { practiceNeeded } from '../practice-needed.ts'
import { taskScreen } from '../task-screen.ts'

/** Hands out the next item, or shows the one the person has. */
export const task: TapCommand = {
  name: 'task',
  mode: 'tap',
  args: [{ name: 'project', kind: 'text', required: false }],
  needsConsent: true,
  listed: true,
  run: async ({ trx, clock, account, services, t, args }) => {
    try {
      const claimed = await claimItem(trx, clock, account, { projectSlug: args.project })
      return taskScreen(t, clock, services, claimed)
    } catch (thrown) {
      const toPractise = practiceNeeded(t, thrown)
      if (toPractise) return toPractise
      throw thrown
    }
  },
}
