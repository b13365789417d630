import {
  ChannelType,
  PermissionFlagsBits as Flag,
  GatewayIntentBits,
  type OverwriteType,
} from 'discord-api-types/v10'
import { z } from 'zod'
import { refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { int, list, oneOf, parseForm, snowflake, text } from '../forms/form.ts'
import { type Call, noContent, ok, param, type Route } from '../rest/route.ts'
import { channelPayload, type Json } from '../world/payloads.ts'
import {
  channelPermissions,
  guildPermissions,
  requireInChannel,
  requireInGuild,
} from '../world/permissions.ts'
import type { ChannelState, GuildState } from '../world/types.ts'

const bits = z.union([z.string().regex(/^\d+$/), z.int().transform(String)])

const overwriteForm = z.object({
  id: snowflake,
  type: oneOf(0, 1),
  allow: bits.nullish(),
  deny: bits.nullish(),
})

const settings = {
  topic: text(0, 1024).nullish(),
  nsfw: z.boolean().nullish(),
  rate_limit_per_user: int(0, 21_600).nullish(),
  position: int(0, 2 ** 31 - 1).nullish(),
  parent_id: snowflake.nullish(),
  permission_overwrites: list(overwriteForm, 0, 1000).nullish(),
}

const newChannelForm = z.object({
  name: text(1, 100),
  type: oneOf(0, 2, 4, 5, 13, 15, 16).nullish(),
  ...settings,
})

const changeForm = z.object({
  name: text(1, 100).nullish(),
  ...settings,
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  invitable: z.boolean().nullish(),
  auto_archive_duration: oneOf(60, 1440, 4320, 10_080).nullish(),
})

type Change = z.infer<typeof changeForm>

/** Tells the gateway about a channel. */
export function announceChannel(core: Core, event: string, channel: ChannelState): void {
  const intent = BigInt(GatewayIntentBits.Guilds)
  core.dispatch(event, channelPayload(core, channel), { intent })
  core.signal.changed()
}

/** Text channels have names in lower case without spaces. */
export function settleName(type: number, name: string): string {
  const isText = type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement
  return isText ? name.trim().toLowerCase().replaceAll(/\s+/g, '-') : name
}

function settleOverwrites(forms: z.infer<typeof overwriteForm>[]): ChannelState['overwrites'] {
  return forms.map(({ id, type, allow, deny }) => ({
    id,
    type: type as OverwriteType,
    allow: allow ?? '0',
    deny: deny ?? '0',
  }))
}

/** Nobody can hand out permissions they do not have. */
function refuseGrants(core: Core, guild: GuildState, overwrites: ChannelState['overwrites']): void {
  const own = guildPermissions(core, guild, core.bot.id)
  for (const { allow, deny } of overwrites)
    if (((BigInt(allow) | BigInt(deny)) & ~own) !== 0n) throw refusal('missingPermissions')
}

function checkParent(core: Core, guildId: string, parentId: string | null | undefined): void {
  if (!parentId) return
  const parent = core.world.channels.get(parentId)
  if (parent?.guildId !== guildId || parent.type !== ChannelType.GuildCategory)
    parseForm(z.object({ parent_id: z.never({ message: 'Category does not exist' }) }), {
      parent_id: parentId,
    })
}

function create(core: Core, call: Call) {
  const guild = core.world.guild(param(call, 'guild'))
  requireInGuild(core, guild, Flag.ManageChannels)
  const form = parseForm(newChannelForm, call.body)
  checkParent(core, guild.id, form.parent_id)
  const overwrites = settleOverwrites(form.permission_overwrites ?? [])
  refuseGrants(core, guild, overwrites)
  const type = form.type ?? ChannelType.GuildText
  const channel = core.world.addChannel({
    id: core.nextId(),
    type,
    guildId: guild.id,
    name: settleName(type, form.name),
    topic: form.topic ?? null,
    nsfw: form.nsfw ?? false,
    parentId: form.parent_id ?? null,
    overwrites,
    ...(form.position ? { position: form.position } : {}),
  })
  channel.slowmodeSeconds = form.rate_limit_per_user ?? 0
  announceChannel(core, 'CHANNEL_CREATE', channel)
  return { status: 201, body: channelPayload(core, channel) }
}

/** Whoever may write in a thread wakes it, unless it is locked; its owner changes it, but does not lock it. */
function mayChangeThread(core: Core, channel: ChannelState, change: Change): boolean {
  const held = channelPermissions(core, channel, core.bot.id)
  if ((held & Flag.ManageThreads) !== 0n) return true
  const isLocked = channel.thread?.locked === true
  if (change.locked === true || (isLocked && change.archived === false)) return false
  if (channel.thread?.ownerId === core.bot.id) return true
  const onlyWakes = change.archived === false && Object.keys(change).length === 1
  return onlyWakes && (held & Flag.SendMessagesInThreads) !== 0n
}

function changeThread(core: Core, channel: ChannelState, change: Change): void {
  const thread = channel.thread
  if (!thread) return
  if (!mayChangeThread(core, channel, change)) throw refusal('missingPermissions')
  const unarchives = change.archived === false
  const others = Object.keys(change).filter((key) => key !== 'archived' && key !== 'locked')
  if (thread.archived && !unarchives && others.length > 0) throw refusal('threadArchived')
  if (change.archived !== undefined && change.archived !== null) {
    thread.archived = change.archived
    thread.changedAt = new Date(core.now()).toISOString()
  }
  thread.locked = change.locked ?? thread.locked
  thread.invitable = change.invitable ?? thread.invitable
  thread.autoArchiveMinutes = change.auto_archive_duration ?? thread.autoArchiveMinutes
}

function change(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  if (channel.guildId === null) throw refusal('notInDm')
  requireInChannel(core, channel)
  const form = parseForm(changeForm, call.body)
  if (channel.thread) changeThread(core, channel, form)
  else requireInChannel(core, channel, Flag.ManageChannels)
  checkParent(core, channel.guildId, form.parent_id)
  if (form.permission_overwrites) {
    requireInChannel(core, channel, Flag.ManageRoles)
    const overwrites = settleOverwrites(form.permission_overwrites)
    refuseGrants(core, core.world.guild(channel.guildId), overwrites)
    channel.overwrites = overwrites
  }
  if (form.name) channel.name = settleName(channel.type, form.name)
  if (form.topic !== undefined) channel.topic = form.topic
  if (form.parent_id !== undefined) channel.parentId = form.parent_id
  channel.nsfw = form.nsfw ?? channel.nsfw
  channel.slowmodeSeconds = form.rate_limit_per_user ?? channel.slowmodeSeconds
  channel.position = form.position ?? channel.position
  announceChannel(core, channel.thread ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', channel)
  return ok(channelPayload(core, channel))
}

function remove(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  if (channel.guildId !== null)
    requireInChannel(core, channel, channel.thread ? Flag.ManageThreads : Flag.ManageChannels)
  const payload: Json = channelPayload(core, channel)
  if (channel.guildId !== null) {
    core.world.channels.delete(channel.id)
    for (const other of core.world.channelsOf(channel.guildId))
      if (other.parentId === channel.id && other.thread) core.world.channels.delete(other.id)
    announceChannel(core, channel.thread ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel)
  }
  return ok(payload)
}

function setOverwrite(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  if (channel.guildId === null) throw refusal('notInDm')
  if (channel.thread) throw refusal('wrongChannelType')
  requireInChannel(core, channel, Flag.ManageRoles)
  const id = param(call, 'overwrite')
  const overwrite = settleOverwrites([parseForm(overwriteForm, { ...(call.body as object), id })])
  refuseGrants(core, core.world.guild(channel.guildId), overwrite)
  channel.overwrites = [...channel.overwrites.filter((other) => other.id !== id), ...overwrite]
  announceChannel(core, 'CHANNEL_UPDATE', channel)
  return noContent
}

function deleteOverwrite(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  requireInChannel(core, channel, Flag.ManageRoles)
  const id = param(call, 'overwrite')
  if (!channel.overwrites.some((other) => other.id === id)) throw refusal('unknownOverwrite')
  channel.overwrites = channel.overwrites.filter((other) => other.id !== id)
  announceChannel(core, 'CHANNEL_UPDATE', channel)
  return noContent
}

/** Channels and their permission overwrites. */
export const channelRoutes: Route[] = [
  {
    method: 'GET',
    path: '/guilds/:guild/channels',
    handle(core, call) {
      const { id } = core.world.guild(param(call, 'guild'))
      const channels = core.world.channelsOf(id).filter(({ thread }) => thread === null)
      return ok(channels.map((channel) => channelPayload(core, channel)))
    },
  },
  { method: 'POST', path: '/guilds/:guild/channels', handle: create },
  {
    method: 'GET',
    path: '/channels/:channel',
    handle(core, call) {
      const channel = core.world.channel(param(call, 'channel'))
      requireInChannel(core, channel)
      return ok(channelPayload(core, channel))
    },
  },
  { method: 'PATCH', path: '/channels/:channel', handle: change },
  { method: 'DELETE', path: '/channels/:channel', handle: remove },
  { method: 'PUT', path: '/channels/:channel/permissions/:overwrite', handle: setOverwrite },
  { method: 'DELETE', path: '/channels/:channel/permissions/:overwrite', handle: deleteOverwrite },
]
