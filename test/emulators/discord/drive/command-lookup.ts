import { type ApplicationCommandType, PermissionFlagsBits as Flag } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { canView, channelPermissions } from '../world/permissions.ts'
import type { ChannelState, StoredCommand } from '../world/types.ts'
import { clientRequires } from './client-refusal.ts'

function offeredHere(command: StoredCommand, channel: ChannelState): boolean {
  if (!command.integration_types.includes(0)) return false
  if (channel.guildId === null) {
    const inDm = command.contexts ? command.contexts.includes(1) : command.dm_permission !== false
    return command.guild_id === undefined && inDm
  }
  const inGuild = command.guild_id === undefined || command.guild_id === channel.guildId
  return inGuild && (command.contexts === null || command.contexts.includes(0))
}

/** Refuses when a person cannot use the bot's commands and components in a channel. */
export function requireUse(core: Core, channel: ChannelState, userId: string): void {
  clientRequires(canView(core, channel, userId), 'The person does not see this channel')
  const bits = channelPermissions(core, channel, userId)
  clientRequires(bits & Flag.UseApplicationCommands, 'The person may not use application commands here')
}

/** The registered command a person's client offers in a channel, or a refusal. */
export function findCommand(
  core: Core,
  channel: ChannelState,
  userId: string,
  type: ApplicationCommandType,
  name: string,
): StoredCommand {
  requireUse(core, channel, userId)
  const named = [...core.world.commands.values()].filter(
    (command) => command.type === type && command.name === name,
  )
  clientRequires(named.length > 0, `No command "${name}" is registered`)
  const offered = named.filter((command) => offeredHere(command, channel))
  // A guild's own command hides the global one of the same name.
  const command = offered.find(({ guild_id: guildId }) => guildId !== undefined) ?? offered[0]
  clientRequires(command, `The command "${name}" is not offered here`)
  const needed = command.default_member_permissions
  if (channel.guildId !== null && needed !== null) {
    const bits = channelPermissions(core, channel, userId)
    const wanted = BigInt(needed)
    const granted = wanted === 0n ? bits & Flag.Administrator : (bits & wanted) === wanted
    clientRequires(granted, `The person may not use "${name}"`)
  }
  return command
}
