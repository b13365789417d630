import { PermissionFlagsBits as Flag, OverwriteType } from 'discord-api-types/v10'
import { refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import type { ChannelState, GuildState, MemberState } from './types.ts'

/** Every permission there is. */
const ALL_PERMISSIONS = Object.values(Flag).reduce((all, bit) => all | bit, 0n)

/** What everybody may do in a new guild. */
export const EVERYONE_PERMISSIONS =
  Flag.ViewChannel |
  Flag.SendMessages |
  Flag.SendMessagesInThreads |
  Flag.CreatePublicThreads |
  Flag.CreatePrivateThreads |
  Flag.ReadMessageHistory |
  Flag.AddReactions |
  Flag.AttachFiles |
  Flag.EmbedLinks |
  Flag.UseApplicationCommands

/** What a bot invited for running a community is usually given. */
export const BOT_PERMISSIONS =
  EVERYONE_PERMISSIONS |
  Flag.ManageChannels |
  Flag.ManageRoles |
  Flag.ManageThreads |
  Flag.ManageMessages |
  Flag.PinMessages |
  Flag.ModerateMembers |
  Flag.KickMembers |
  Flag.BanMembers

function isTimedOut(member: MemberState, nowMs: number): boolean {
  return member.timeoutUntil !== null && Date.parse(member.timeoutUntil) > nowMs
}

/** Permissions in the guild as a whole. */
export function guildPermissions(core: Core, guild: GuildState, userId: string): bigint {
  const member = guild.members.get(userId)
  if (!member) return 0n
  if (guild.ownerId === userId) return ALL_PERMISSIONS
  let bits = BigInt(guild.roles.get(guild.id)?.permissions ?? 0) | member.extraPermissions
  for (const roleId of member.roleIds) bits |= BigInt(guild.roles.get(roleId)?.permissions ?? 0)
  if (bits & Flag.Administrator) return ALL_PERMISSIONS
  return isTimedOut(member, core.now()) ? bits & (Flag.ViewChannel | Flag.ReadMessageHistory) : bits
}

function applyOverwrites(
  bits: bigint,
  channel: ChannelState,
  guild: GuildState,
  member: MemberState,
): bigint {
  const of = (id: string, type: OverwriteType) =>
    channel.overwrites.find((overwrite) => overwrite.id === id && overwrite.type === type)
  let result = bits
  const everyone = of(guild.id, OverwriteType.Role)
  if (everyone) result = (result & ~BigInt(everyone.deny)) | BigInt(everyone.allow)
  let allow = 0n
  let deny = 0n
  for (const roleId of member.roleIds) {
    const overwrite = of(roleId, OverwriteType.Role)
    allow |= BigInt(overwrite?.allow ?? 0)
    deny |= BigInt(overwrite?.deny ?? 0)
  }
  result = (result & ~deny) | allow
  const own = of(member.userId, OverwriteType.Member)
  return own ? (result & ~BigInt(own.deny)) | BigInt(own.allow) : result
}

/**
 * Permissions in a channel (threads take their parent's), after Discord's documented algorithm: roles, then
 * overwrites of everyone, roles and the member. Without VIEW_CHANNEL nothing is left.
 */
export function channelPermissions(core: Core, channel: ChannelState, userId: string): bigint {
  if (channel.guildId === null)
    return channel.recipientId === userId || userId === core.bot.id ? ALL_PERMISSIONS : 0n
  const guild = core.world.guilds.get(channel.guildId)
  const member = guild?.members.get(userId)
  if (!guild || !member) return 0n
  const base = guildPermissions(core, guild, userId)
  if (base === ALL_PERMISSIONS) return base
  const parent = channel.thread && channel.parentId ? core.world.channels.get(channel.parentId) : channel
  let bits = applyOverwrites(base, parent ?? channel, guild, member)
  if (isTimedOut(member, core.now())) bits &= Flag.ViewChannel | Flag.ReadMessageHistory
  return bits & Flag.ViewChannel ? bits : 0n
}

/** Whether a person sees a channel; private threads only when they were added or manage threads. */
export function canView(core: Core, channel: ChannelState, userId: string): boolean {
  const bits = channelPermissions(core, channel, userId)
  if ((bits & Flag.ViewChannel) === 0n) return false
  const isPrivate = channel.type === 12 && channel.thread !== null
  return !isPrivate || channel.thread?.memberIds.has(userId) === true || (bits & Flag.ManageThreads) !== 0n
}

/**
 * Refuses when the bot cannot see the channel (50001) or lacks a permission in it (50013).
 */
export function requireInChannel(core: Core, channel: ChannelState, ...needed: bigint[]): void {
  if (!canView(core, channel, core.bot.id)) throw refusal('missingAccess')
  const bits = channelPermissions(core, channel, core.bot.id)
  for (const bit of needed) if ((bits & bit) !== bit) throw refusal('missingPermissions')
}

/** Refuses when the bot lacks a permission in the guild (50013). */
export function requireInGuild(core: Core, guild: GuildState, needed: bigint): void {
  if ((guildPermissions(core, guild, core.bot.id) & needed) !== needed) throw refusal('missingPermissions')
}

/** The position of somebody's highest role. */
export function highestPosition(guild: GuildState, userId: string): number {
  if (guild.ownerId === userId) return Number.POSITIVE_INFINITY
  const roleIds = guild.members.get(userId)?.roleIds ?? []
  return Math.max(0, ...roleIds.map((id) => guild.roles.get(id)?.position ?? 0))
}
