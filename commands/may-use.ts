import type { Role } from '../core/people/account.ts'
import type { Command } from './command.ts'

/** Whether somebody with these roles may use a command. */
export function mayUse({ role, orRole }: Command, roles: { has(role: Role): boolean }): boolean {
  if (role === undefined || roles.has(role)) return true
  return orRole !== undefined && roles.has(orRole)
}
