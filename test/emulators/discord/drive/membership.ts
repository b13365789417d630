import { GatewayIntentBits, type Locale } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { memberPayload } from '../world/payloads.ts'
import type { GuildState } from '../world/types.ts'
import { Person } from './person.ts'

/** A person as a test asks for them. */
export interface PersonOptions {
  id?: string
  username?: string
  displayName?: string
  locale?: `${Locale}`
  /** Guilds they are in; all that exist unless told otherwise. */
  guilds?: { id: string }[]
  /** Permissions beyond those of their roles, in each of these guilds. */
  permissions?: bigint
  /** Role ids. */
  roles?: string[]
  bot?: boolean
}

/** Puts a person into a guild. */
export function join(core: Core, guild: GuildState, userId: string, options: PersonOptions = {}): void {
  const roleIds = (options.roles ?? []).filter((id) => guild.roles.has(id))
  const member = {
    userId,
    nick: null,
    roleIds,
    joinedAt: new Date(core.now()).toISOString(),
    timeoutUntil: null,
    extraPermissions: options.permissions ?? 0n,
  }
  guild.members.set(userId, member)
  core.dispatch(
    'GUILD_MEMBER_ADD',
    { guild_id: guild.id, ...memberPayload(core, member) },
    { intent: BigInt(GatewayIntentBits.GuildMembers) },
  )
}

/** Takes a person out of a guild. */
export function leave(core: Core, guild: GuildState, userId: string): void {
  guild.members.delete(userId)
  const user = core.world.person(userId).user
  core.dispatch(
    'GUILD_MEMBER_REMOVE',
    { guild_id: guild.id, user },
    { intent: BigInt(GatewayIntentBits.GuildMembers) },
  )
}

/** Creates a person with a Discord account. */
export function createPerson(core: Core, options: PersonOptions): Person {
  const id = options.id ?? core.nextId()
  const username = options.username ?? `user${id.slice(-6)}`
  core.world.people.set(id, {
    user: {
      id,
      username,
      discriminator: '0',
      global_name: options.displayName ?? username,
      avatar: null,
      ...(options.bot ? { bot: true } : {}),
    },
    locale: options.locale ?? 'en-US',
    dmsOpen: true,
    modal: null,
  })
  const asked = options.guilds?.map((guild) => guild.id)
  for (const guild of core.world.guilds.values())
    if (asked === undefined || asked.includes(guild.id)) join(core, guild, id, options)
  return new Person(core, id)
}
