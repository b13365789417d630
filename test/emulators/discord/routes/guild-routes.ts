import { type APIRole, PermissionFlagsBits as Flag, GatewayIntentBits } from 'discord-api-types/v10'
import { z } from 'zod'
import { refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { int, parseForm, text } from '../forms/form.ts'
import { type Call, noContent, ok, param, type Route } from '../rest/route.ts'
import { guildPayload } from '../world/payloads.ts'
import { guildPermissions, highestPosition, requireInGuild } from '../world/permissions.ts'
import type { GuildState } from '../world/types.ts'

const roleForm = z.object({
  name: text(0, 100).nullish(),
  permissions: z.union([z.string().regex(/^\d+$/), z.int().transform(String)]).nullish(),
  color: int(0, 0xffffff).nullish(),
  colors: z.object({ primary_color: int(0, 0xffffff) }).nullish(),
  hoist: z.boolean().nullish(),
  mentionable: z.boolean().nullish(),
})

/** A role as stored. */
export function makeRole(id: string, name: string, permissions: bigint, position: number): APIRole {
  return {
    id,
    name,
    permissions: String(permissions),
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0 as APIRole['flags'],
  }
}

/** New roles start at the bottom, above everyone; all others move up. */
export function addRole(guild: GuildState, role: APIRole): void {
  for (const other of guild.roles.values()) if (other.id !== guild.id) other.position += 1
  guild.roles.set(role.id, { ...role, position: 1 })
}

function announceRole(core: Core, event: string, guild: GuildState, role: APIRole): void {
  const body = event === 'GUILD_ROLE_DELETE' ? { role_id: role.id } : { role }
  core.dispatch(event, { guild_id: guild.id, ...body }, { intent: BigInt(GatewayIntentBits.Guilds) })
  core.signal.changed()
}

/** Refuses what the bot may not do to a role: unknown, above its own, or managed by an integration. */
export function requireRoleBelow(core: Core, guild: GuildState, roleId: string): APIRole {
  const role = guild.roles.get(roleId)
  if (!role) throw refusal('unknownRole')
  const reach = highestPosition(guild, core.bot.id)
  if (role.position >= reach || role.managed) throw refusal('missingPermissions')
  return role
}

function refuseGrant(core: Core, guild: GuildState, permissions: string | null | undefined): void {
  const own = guildPermissions(core, guild, core.bot.id)
  if ((BigInt(permissions ?? '0') & ~own) !== 0n) throw refusal('missingPermissions')
}

function applyRole(role: APIRole, form: z.infer<typeof roleForm>): void {
  const color = form.color ?? form.colors?.primary_color ?? role.color
  Object.assign(role, {
    name: form.name ?? role.name,
    permissions: form.permissions ?? role.permissions,
    color,
    colors: { ...role.colors, primary_color: color },
    hoist: form.hoist ?? role.hoist,
    mentionable: form.mentionable ?? role.mentionable,
  })
}

function createRole(core: Core, call: Call) {
  const guild = core.world.guild(param(call, 'guild'))
  requireInGuild(core, guild, Flag.ManageRoles)
  const form = parseForm(roleForm, call.body ?? {})
  refuseGrant(core, guild, form.permissions)
  const everyone = BigInt(guild.roles.get(guild.id)?.permissions ?? '0')
  const role = makeRole(core.nextId(), 'new role', everyone, 1)
  applyRole(role, form)
  addRole(guild, role)
  announceRole(core, 'GUILD_ROLE_CREATE', guild, role)
  return ok(role)
}

function changeRole(core: Core, call: Call) {
  const guild = core.world.guild(param(call, 'guild'))
  requireInGuild(core, guild, Flag.ManageRoles)
  const role = requireRoleBelow(core, guild, param(call, 'role'))
  const form = parseForm(roleForm, call.body)
  refuseGrant(core, guild, form.permissions)
  applyRole(role, form)
  announceRole(core, 'GUILD_ROLE_UPDATE', guild, role)
  return ok(role)
}

function deleteRole(core: Core, call: Call) {
  const guild = core.world.guild(param(call, 'guild'))
  requireInGuild(core, guild, Flag.ManageRoles)
  const role = requireRoleBelow(core, guild, param(call, 'role'))
  if (role.id === guild.id) throw refusal('missingPermissions')
  guild.roles.delete(role.id)
  for (const member of guild.members.values()) member.roleIds = member.roleIds.filter((id) => id !== role.id)
  announceRole(core, 'GUILD_ROLE_DELETE', guild, role)
  return noContent
}

/** The guild itself and its roles. */
export const guildRoutes: Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild',
    handle(core, call) {
      const guild = core.world.guild(param(call, 'guild'))
      const counts =
        call.query.get('with_counts') === 'true' ? { approximate_member_count: guild.members.size } : {}
      return ok({ ...guildPayload(guild), ...counts })
    },
  },
  {
    method: 'GET',
    path: '/guilds/:guild/roles',
    handle: (core, call) => ok([...core.world.guild(param(call, 'guild')).roles.values()]),
  },
  { method: 'POST', path: '/guilds/:guild/roles', handle: createRole },
  { method: 'PATCH', path: '/guilds/:guild/roles/:role', handle: changeRole },
  { method: 'DELETE', path: '/guilds/:guild/roles/:role', handle: deleteRole },
]
