import { ChannelType } from 'discord-api-types/v10'
import type { Core } from '../core.ts'
import { canView } from './permissions.ts'
import type { ChannelState, GuildState, MemberState } from './types.ts'

/** A JSON object as sent. */
export type Json = Record<string, unknown>

/** A channel or thread as the API shows it. */
export function channelPayload(core: Core, channel: ChannelState): Json {
  const last = channel.messages.findLast(({ visibleTo }) => visibleTo === null)?.payload.id ?? null
  const base = { id: channel.id, type: channel.type, flags: 0, last_message_id: last }
  if (channel.guildId === null) {
    const recipient = core.world.people.get(channel.recipientId ?? '')?.user
    return { ...base, recipients: recipient ? [recipient] : [] }
  }
  const named = { ...base, guild_id: channel.guildId, name: channel.name, parent_id: channel.parentId }
  if (channel.thread) return { ...named, ...threadPayload(core, channel) }
  return {
    ...named,
    position: channel.position,
    permission_overwrites: channel.overwrites,
    topic: channel.topic,
    nsfw: channel.nsfw,
    rate_limit_per_user: channel.slowmodeSeconds,
    last_pin_timestamp: null,
    ...(channel.type === ChannelType.GuildForum ? { available_tags: [], default_sort_order: null } : {}),
  }
}

function threadPayload(core: Core, channel: ChannelState): Json {
  const thread = channel.thread
  if (!thread) return {}
  return {
    owner_id: thread.ownerId,
    rate_limit_per_user: channel.slowmodeSeconds,
    message_count: channel.messages.length,
    total_message_sent: channel.messages.length,
    member_count: thread.memberIds.size,
    thread_metadata: {
      archived: thread.archived,
      auto_archive_duration: thread.autoArchiveMinutes,
      archive_timestamp: thread.changedAt,
      locked: thread.locked,
      ...(channel.type === ChannelType.PrivateThread ? { invitable: thread.invitable } : {}),
      create_timestamp: thread.changedAt,
    },
    ...(thread.memberIds.has(core.bot.id) ? { member: threadMember(channel, core.bot.id) } : {}),
  }
}

/** A thread member as the API shows it. */
export function threadMember(channel: ChannelState, userId: string): Json {
  return {
    id: channel.id,
    user_id: userId,
    join_timestamp: channel.thread?.changedAt,
    flags: 0,
  }
}

/** A guild member as the API shows it. */
export function memberPayload(core: Core, member: MemberState): Json {
  return {
    user: core.world.people.get(member.userId)?.user,
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: member.roleIds,
    joined_at: member.joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: member.timeoutUntil,
  }
}

/** A guild without what only the gateway sends. */
export function guildPayload(guild: GuildState): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    owner_id: guild.ownerId,
    region: 'deprecated',
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    roles: [...guild.roles.values()],
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    application_id: null,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: guild.locale,
    nsfw_level: 0,
    max_members: 500_000,
    incidents_data: null,
  }
}

/** GUILD_CREATE. Without the presence intent only the bot's own member is listed. */
export function guildCreatePayload(core: Core, guild: GuildState, withMembers: boolean): Json {
  const channels = core.world.channelsOf(guild.id)
  const members = [...guild.members.values()].filter(({ userId }) => withMembers || userId === core.bot.id)
  return {
    ...guildPayload(guild),
    unavailable: false,
    large: false,
    joined_at: guild.members.get(core.bot.id)?.joinedAt,
    member_count: guild.members.size,
    members: members.map((member) => memberPayload(core, member)),
    channels: channels.filter(({ thread }) => !thread).map((channel) => channelPayload(core, channel)),
    threads: channels
      .filter((channel) => channel.thread && !channel.thread.archived && canView(core, channel, core.bot.id))
      .map((channel) => channelPayload(core, channel)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}
