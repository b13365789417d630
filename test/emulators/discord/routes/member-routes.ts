import { PermissionFlagsBits as Flag, GatewayIntentBits } from 'discord-api-types/v10'
import { z } from 'zod'
import { formError, refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { int, parseForm, snowflake, text } from '../forms/form.ts'
import { type Call, noContent, ok, param, type Route } from '../rest/route.ts'
import { memberPayload } from '../world/payloads.ts'
import { guildPermissions, highestPosition, requireInGuild } from '../world/permissions.ts'
import type { GuildState, MemberState } from '../world/types.ts'
import { requireRoleBelow } from './guild-routes.ts'

const LONGEST_TIMEOUT_MS = 28 * 24 * 60 * 60 * 1000

function guildOf(core: Core, call: Call): GuildState {
  return core.world.guild(param(call, 'guild'))
}

function memberOf(core: Core, call: Call): { guild: GuildState; member: MemberState } {
  const guild = guildOf(core, call)
  const userId = param(call, 'user')
  const member = guild.members.get(userId)
  if (!member) {
    if (!core.world.people.has(userId)) throw refusal('unknownUser')
    throw refusal('unknownMember')
  }
  return { guild, member }
}

/** Nobody can moderate people whose highest role is not below their own. */
function requireBelow(core: Core, guild: GuildState, userId: string): void {
  if (highestPosition(guild, userId) >= highestPosition(guild, core.bot.id))
    throw refusal('missingPermissions')
}

function announceMember(core: Core, event: string, guild: GuildState, member: MemberState): void {
  const whole = memberPayload(core, member)
  const body = event === 'GUILD_MEMBER_REMOVE' ? { user: whole.user } : whole
  const intent = BigInt(GatewayIntentBits.GuildMembers)
  core.dispatch(event, { guild_id: guild.id, ...body }, { intent })
  core.signal.changed()
}

const changeForm = z.object({
  nick: text(0, 32).nullish(),
  roles: z.array(snowflake).nullish(),
  communication_disabled_until: z.string().nullish(),
})

function setTimeoutUntil(core: Core, guild: GuildState, member: MemberState, until: string | null): void {
  requireInGuild(core, guild, Flag.ModerateMembers)
  requireBelow(core, guild, member.userId)
  if (guildPermissions(core, guild, member.userId) & Flag.Administrator) throw refusal('missingPermissions')
  const atMs = until === null ? null : Date.parse(until)
  if (atMs !== null && Number.isNaN(atMs))
    throw formError(
      ['communication_disabled_until'],
      'DATETIME_TYPE_PARSE',
      `Could not parse ${until}. Should be ISO8601.`,
    )
  if (atMs !== null && atMs - core.now() > LONGEST_TIMEOUT_MS)
    throw formError(
      ['communication_disabled_until'],
      'MEMBER_COMMUNICATION_DISABLED_UNTIL_TOO_FAR',
      'You cannot time out a member for more than 28 days',
    )
  member.timeoutUntil = atMs === null ? null : new Date(atMs).toISOString()
}

function setRoles(core: Core, guild: GuildState, member: MemberState, roleIds: string[]): void {
  requireInGuild(core, guild, Flag.ManageRoles)
  const changed = [
    ...roleIds.filter((id) => !member.roleIds.includes(id)),
    ...member.roleIds.filter((id) => !roleIds.includes(id)),
  ]
  for (const id of changed) requireRoleBelow(core, guild, id)
  member.roleIds = [...new Set(roleIds)]
}

function change(core: Core, call: Call) {
  const { guild, member } = memberOf(core, call)
  const form = parseForm(changeForm, call.body)
  if (form.communication_disabled_until !== undefined)
    setTimeoutUntil(core, guild, member, form.communication_disabled_until)
  if (form.roles) setRoles(core, guild, member, form.roles)
  if (form.nick !== undefined) {
    requireInGuild(core, guild, Flag.ManageNicknames)
    requireBelow(core, guild, member.userId)
    member.nick = form.nick || null
  }
  announceMember(core, 'GUILD_MEMBER_UPDATE', guild, member)
  return ok(memberPayload(core, member))
}

function changeRole(given: boolean) {
  return (core: Core, call: Call) => {
    const { guild, member } = memberOf(core, call)
    const roleId = param(call, 'role')
    const others = member.roleIds.filter((id) => id !== roleId)
    requireInGuild(core, guild, Flag.ManageRoles)
    requireRoleBelow(core, guild, roleId)
    setRoles(core, guild, member, given ? [...others, roleId] : others)
    announceMember(core, 'GUILD_MEMBER_UPDATE', guild, member)
    return noContent
  }
}

function removeFrom(core: Core, guild: GuildState, member: MemberState): void {
  requireBelow(core, guild, member.userId)
  guild.members.delete(member.userId)
  announceMember(core, 'GUILD_MEMBER_REMOVE', guild, member)
}

const listQuery = z.object({
  limit: z.coerce.number().pipe(int(1, 1000)).default(1),
  after: snowflake.default('100000000000000'),
})

function listMembers(core: Core, call: Call) {
  const guild = guildOf(core, call)
  if (!core.privileged.members) throw refusal('missingAccess')
  const { limit, after } = parseForm(listQuery, Object.fromEntries(call.query))
  const members = [...guild.members.values()]
    .filter(({ userId }) => BigInt(userId) > BigInt(after))
    .sort((a, b) => (BigInt(a.userId) < BigInt(b.userId) ? -1 : 1))
  return ok(members.slice(0, limit).map((member) => memberPayload(core, member)))
}

const searchQuery = z.object({
  query: text(1, 100),
  limit: z.coerce.number().pipe(int(1, 1000)).default(1),
})

function search(core: Core, call: Call) {
  const guild = guildOf(core, call)
  const { query, limit } = parseForm(searchQuery, Object.fromEntries(call.query))
  const found = [...guild.members.values()].filter(({ userId, nick }) => {
    const name = core.world.people.get(userId)?.user.username ?? ''
    return [name, nick ?? ''].some((text) => text.toLowerCase().startsWith(query.toLowerCase()))
  })
  return ok(found.slice(0, limit).map((member) => memberPayload(core, member)))
}

function ban(core: Core, call: Call) {
  const guild = guildOf(core, call)
  requireInGuild(core, guild, Flag.BanMembers)
  const userId = param(call, 'user')
  core.world.person(userId)
  const member = guild.members.get(userId)
  if (member) removeFrom(core, guild, member)
  guild.bans.set(userId, null)
  core.signal.changed()
  return noContent
}

function unban(core: Core, call: Call) {
  const guild = guildOf(core, call)
  requireInGuild(core, guild, Flag.BanMembers)
  if (!guild.bans.delete(param(call, 'user'))) throw refusal('unknownBan')
  return noContent
}

const ONE = '/guilds/:guild/members/:user'

/** Members: reading, roles, timeouts, kicks and bans. */
export const memberRoutes: Route[] = [
  { method: 'GET', path: '/guilds/:guild/members', handle: listMembers },
  { method: 'GET', path: '/guilds/:guild/members/search', handle: search },
  {
    method: 'GET',
    path: ONE,
    handle: (core, call) => ok(memberPayload(core, memberOf(core, call).member)),
  },
  { method: 'PATCH', path: ONE, handle: change },
  {
    method: 'DELETE',
    path: ONE,
    handle(core, call) {
      const { guild, member } = memberOf(core, call)
      requireInGuild(core, guild, Flag.KickMembers)
      removeFrom(core, guild, member)
      return noContent
    },
  },
  { method: 'PUT', path: `${ONE}/roles/:role`, handle: changeRole(true) },
  { method: 'DELETE', path: `${ONE}/roles/:role`, handle: changeRole(false) },
  { method: 'PUT', path: '/guilds/:guild/bans/:user', handle: ban },
  { method: 'DELETE', path: '/guilds/:guild/bans/:user', handle: unban },
]
