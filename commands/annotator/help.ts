import type { Command, TapCommand } from '../command.ts'
import { commandDescription } from '../command-description.ts'
import { mayUse } from '../may-use.ts'
import { heading, list, paragraph } from '../text.ts'

/** Lists what this person can do. */
export function createHelp(commands: () => ReadonlyMap<string, Command>): TapCommand {
  return {
    name: 'help',
    mode: 'tap',
    args: [],
    needsConsent: false,
    listed: true,
    run: async ({ account, t }) => {
      const allowed = [...commands().values()].filter((one) => one.listed && mayUse(one, account.roles))
      const lines = allowed.map((one) =>
        t('help.line', { command: one.name, description: commandDescription(t, one.name) }),
      )
      return {
        blocks: [heading(t('help.title')), list(lines), paragraph(t('help.text'))],
        buttons: [],
        ephemeral: true,
      }
    },
  }
}
