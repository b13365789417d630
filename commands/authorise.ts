import { ExpectedError } from '../core/errors.ts'
import type { Account } from '../core/people/account.ts'
import type { Command } from './command.ts'
import { mayUse } from './may-use.ts'

/** Checks role, consent and arguments. The platforms' own command permissions are a convenience only.
 * @throws ExpectedError `command.forbidden`, `command.startFirst`, `command.missingArgument` */
export function authorise(
  command: Command,
  account: Account,
  args: Readonly<Record<string, string>>,
  hasAttachment: boolean,
): void {
  if (command.role && !mayUse(command, account.roles)) {
    throw new ExpectedError('command.forbidden', { role: command.role })
  }
  if (command.needsConsent && account.consentAt === null) throw new ExpectedError('command.startFirst', {})
  const missing = command.args.find(
    (arg) => arg.required && !(arg.kind === 'attachment' ? hasAttachment : args[arg.name]),
  )
  if (missing) {
    throw new ExpectedError('command.missingArgument', { argument: missing.name, usage: usageOf(command) })
  }
}

/** `project import <project> <file>` */
function usageOf(command: Command): string {
  const words = command.args.map((arg) => (arg.required ? `<${arg.name}>` : `[${arg.name}]`))
  return [command.name, ...words].join(' ')
}
