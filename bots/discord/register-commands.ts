import { isDeepStrictEqual } from 'node:util'
import { type APIApplicationCommand, type REST, Routes } from 'discord.js'
import type { MenuCommand } from './command-menu.ts'

/** Makes the application's global commands these, unless they are already: Discord counts registrations.
 * Returns whether anything was changed. */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  menu: readonly MenuCommand[],
): Promise<boolean> {
  const route = Routes.applicationCommands(applicationId)
  const query = new URLSearchParams({ with_localizations: 'true' })
  const registered = (await rest.get(route, { query })) as APIApplicationCommand[]
  if (isDeepStrictEqual(byName(registered), byName(menu))) return false
  await rest.put(route, { body: menu })
  return true
}

const COMPARED = [
  'type',
  'name',
  'name_localizations',
  'description',
  'description_localizations',
  'options',
  'required',
  'choices',
  'value',
  'default_member_permissions',
  'contexts',
  'integration_types',
] as const

function byName(commands: readonly object[]): unknown[] {
  const named = commands as readonly { name: string }[]
  return named.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(comparable)
}

/** A command as far as we say anything about it: Discord adds fields, and leaves out what is false or empty. */
function comparable(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(comparable)
  if (typeof part !== 'object' || part === null) return part
  const fields = part as Readonly<Record<string, unknown>>
  const kept = COMPARED.map((name) => [name, fields[name]] as const).filter(([, value]) => !isAbsent(value))
  return Object.fromEntries(
    kept.map(([name, value]) => [name, name.endsWith('_localizations') ? value : comparable(value)]),
  )
}

function isAbsent(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
