import type { Command } from '../../commands/command.ts'
import { commandDescription } from '../../commands/command-description.ts'
import { mayUse } from '../../commands/may-use.ts'
import { commands } from '../../commands/registry.ts'
import type { WebPerson } from '../../core/store/web-messages.ts'
import { translator } from '../../locales/translate.ts'
import type { ChatCommand } from './message.ts'

/** The commands a person may use, described in their language. */
export function menuOf(person: WebPerson): ChatCommand[] {
  const t = translator(person.locale)
  const roles = new Set(person.roles)
  return [...commands.values()]
    .filter((command) => command.listed && mayUse(command, roles))
    .map((command) => ({
      name: command.name,
      usage: usageOf(command),
      description: commandDescription(t, command.name),
      needsFile: command.args.some((arg) => arg.kind === 'attachment' && arg.required),
    }))
}

function usageOf(command: Command): string {
  const typed = command.args.filter((arg) => arg.kind !== 'attachment')
  return typed.map((arg) => (arg.required ? `<${arg.name}>` : `[${arg.name}]`)).join(' ')
}
