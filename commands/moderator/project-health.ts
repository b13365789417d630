import { readProjectHealth } from '../../core/insights/read-project-health.ts'
import type { TapCommand } from '../command.ts'
import { healthBlocks } from '../health-blocks.ts'

/** How far the answers of a project can be trusted: agreement, confused labels, hard items, drift, people. */
export const projectHealth: TapCommand = {
  name: 'project health',
  mode: 'tap',
  args: [{ name: 'project', kind: 'text', required: true }],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ trx, args, t }) => ({
    blocks: healthBlocks(t, await readProjectHealth(trx, args.project ?? '')),
    buttons: [],
    ephemeral: true,
  }),
}
