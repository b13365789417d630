import { ApplicationCommandType } from 'discord-api-types/v10'
import { refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { type CommandForm, commandForm, commandListForm } from '../forms/command.ts'
import { parseForm } from '../forms/form.ts'
import { type Call, noContent, ok, param, type Route } from '../rest/route.ts'
import type { StoredCommand } from '../world/types.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const MOST: Record<number, number> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
}

/** Guild of the route, or undefined for global commands; refuses other applications and unknown guilds. */
function scopeOf(core: Core, call: Call): string | undefined {
  if (param(call, 'application') !== core.applicationId) throw refusal('notThisApplication')
  const guildId = call.params.guild
  return guildId === undefined ? undefined : core.world.guild(guildId).id
}

function inScope(core: Core, guildId: string | undefined): StoredCommand[] {
  return [...core.world.commands.values()].filter((command) => command.guild_id === guildId)
}

function sameName(commands: StoredCommand[], form: CommandForm): StoredCommand | undefined {
  return commands.find(({ name, type }) => name === form.name && type === (form.type ?? 1))
}

function countCreates(core: Core, guildId: string | undefined, created: number): void {
  const scope = guildId ?? 'global'
  const recent = (core.world.commandCreates.get(scope) ?? []).filter((at) => core.now() - at < DAY_MS)
  if (recent.length + created > core.limits.commandCreatesPerDay) throw refusal('tooManyCommandCreates')
  core.world.commandCreates.set(scope, [...recent, ...Array(created).fill(core.now())])
}

function checkCount(types: number[]): void {
  for (const [type, most] of Object.entries(MOST))
    if (types.filter((other) => other === Number(type)).length > most) throw refusal('tooManyCommands')
}

function store(
  core: Core,
  guildId: string | undefined,
  form: CommandForm,
  existing?: StoredCommand,
): StoredCommand {
  const command: StoredCommand = {
    id: existing?.id ?? core.nextId(),
    application_id: core.applicationId,
    version: core.nextId(),
    type: form.type ?? existing?.type ?? 1,
    name: form.name,
    name_localizations: form.name_localizations ?? null,
    description: form.description ?? '',
    description_localizations: form.description_localizations ?? null,
    ...(form.options?.length ? { options: form.options } : {}),
    default_member_permissions: form.default_member_permissions ?? null,
    ...(guildId ? { guild_id: guildId } : { dm_permission: form.dm_permission ?? true }),
    nsfw: form.nsfw ?? false,
    integration_types: form.integration_types ?? [0],
    contexts: form.contexts ?? null,
  }
  core.world.commands.set(command.id, command)
  core.signal.changed()
  return command
}

function find(core: Core, call: Call): StoredCommand {
  const guildId = scopeOf(core, call)
  const found = core.world.commands.get(param(call, 'command'))
  if (!found || found.guild_id !== guildId) throw refusal('unknownCommand')
  return found
}

function replaceAll(core: Core, call: Call) {
  const guildId = scopeOf(core, call)
  const forms = parseForm(commandListForm, call.body)
  checkCount(forms.map(({ type }) => type ?? 1))
  const before = inScope(core, guildId)
  countCreates(core, guildId, forms.filter((form) => !sameName(before, form)).length)
  for (const { id } of before) core.world.commands.delete(id)
  return ok(forms.map((form) => store(core, guildId, form, sameName(before, form))))
}

function createOne(core: Core, call: Call) {
  const guildId = scopeOf(core, call)
  const form = parseForm(commandForm, call.body)
  const before = inScope(core, guildId)
  const existing = sameName(before, form)
  if (!existing) {
    checkCount([...before.map(({ type }) => type), form.type ?? 1])
    countCreates(core, guildId, 1)
  }
  return { status: existing ? 200 : 201, body: store(core, guildId, form, existing) }
}

function editOne(core: Core, call: Call) {
  const existing = find(core, call)
  const form = parseForm(commandForm, { ...existing, ...(call.body as object), type: existing.type })
  const clash = sameName(inScope(core, existing.guild_id), form)
  if (clash && clash.id !== existing.id) parseForm(commandListForm, [form, form])
  return ok(store(core, existing.guild_id, form, existing))
}

/** Registration of application commands, for all guilds and for one. */
export const commandRoutes: Route[] = ['', '/guilds/:guild'].flatMap((scope): Route[] => {
  const all = `/applications/:application${scope}/commands`
  return [
    { method: 'GET', path: all, handle: (core, call) => ok(inScope(core, scopeOf(core, call))) },
    { method: 'PUT', path: all, handle: replaceAll },
    { method: 'POST', path: all, handle: createOne },
    { method: 'GET', path: `${all}/:command`, handle: (core, call) => ok(find(core, call)) },
    { method: 'PATCH', path: `${all}/:command`, handle: editOne },
    {
      method: 'DELETE',
      path: `${all}/:command`,
      handle(core, call) {
        core.world.commands.delete(find(core, call).id)
        return noContent
      },
    },
  ]
})
