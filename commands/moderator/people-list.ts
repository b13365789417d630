import { readStandings } from '../../core/quality/standing/read-standings.ts'
import type { TapCommand } from '../command.ts'
import { peopleBlocks } from '../people-blocks.ts'

/** As many as fit into a message of any platform. */
const SHOWN = 12

/** How right the people of a project are, how sure that is, and their ranks. */
export const peopleList: TapCommand = {
  name: 'people list',
  mode: 'tap',
  args: [{ name: 'project', kind: 'text', required: true }],
  role: 'moderator',
  needsConsent: false,
  listed: true,
  run: async ({ trx, args, t }) => ({
    blocks: peopleBlocks(t, await readStandings(trx, args.project ?? ''), SHOWN),
    buttons: [],
    ephemeral: true,
  }),
}
