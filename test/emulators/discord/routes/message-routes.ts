import { ChannelType, PermissionFlagsBits as Flag, MessageFlags } from 'discord-api-types/v10'
import { z } from 'zod'
import { refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { int, list, parseForm, snowflake } from '../forms/form.ts'
import { type MessageForm, parseMessage } from '../forms/message.ts'
import { type Call, noContent, ok, param, type Route } from '../rest/route.ts'
import { snowflakeTime } from '../snowflake.ts'
import { createMessage, deleteMessage, editMessage, shownTo } from '../world/messages.ts'
import { channelPermissions, requireInChannel } from '../world/permissions.ts'
import type { ChannelState, StoredMessage } from '../world/types.ts'

const TWO_WEEKS_MS = 14 * 24 * 60 * 60 * 1000
const NO_TEXT: number[] = [ChannelType.GuildCategory, ChannelType.GuildForum, ChannelType.GuildMedia]

const ALL = '/channels/:channel/messages'
const ONE = '/channels/:channel/messages/:message'

/** Wakes an archived thread, as sending does, unless it was locked. */
function wakeThread(core: Core, channel: ChannelState): void {
  const thread = channel.thread
  if (!thread?.archived) return
  const mayUnlock = (channelPermissions(core, channel, core.bot.id) & Flag.ManageThreads) !== 0n
  if (thread.locked && !mayUnlock) throw refusal('threadLocked')
  thread.archived = false
}

function refuseClosedDm(core: Core, channel: ChannelState): void {
  if (channel.recipientId === null) return
  const person = core.world.person(channel.recipientId)
  if (!core.world.shareGuild(person.user.id)) throw refusal('noMutualGuilds')
  if (!person.dmsOpen) throw refusal('dmClosed')
}

function sendingPermissions(channel: ChannelState, form: MessageForm, files: number): bigint[] {
  const needed: bigint[] = [channel.thread ? Flag.SendMessagesInThreads : Flag.SendMessages]
  if (form.message_reference) needed.push(Flag.ReadMessageHistory)
  if (form.embeds?.length) needed.push(Flag.EmbedLinks)
  if (files > 0) needed.push(Flag.AttachFiles)
  return needed
}

function send(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  requireInChannel(core, channel)
  if (NO_TEXT.includes(channel.type)) throw refusal('notText')
  const form = parseMessage(call.body)
  requireInChannel(core, channel, ...sendingPermissions(channel, form, call.files.length))
  refuseClosedDm(core, channel)
  wakeThread(core, channel)
  return ok(createMessage(core, { channel, author: core.bot, form, files: call.files }).payload)
}

function visibleOne(core: Core, call: Call): StoredMessage {
  const channel = core.world.channel(param(call, 'channel'))
  requireInChannel(core, channel, Flag.ReadMessageHistory)
  return core.world.publicMessage(channel.id, param(call, 'message'))
}

function edit(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  requireInChannel(core, channel)
  const stored = core.world.publicMessage(channel.id, param(call, 'message'))
  if (stored.payload.author.id !== core.bot.id) throw refusal('notYourMessage')
  if (channel.thread?.archived) throw refusal('threadArchived')
  const isLayout = ((stored.payload.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0
  return ok(editMessage(core, stored, parseMessage(call.body, isLayout), call.files).payload)
}

function remove(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  requireInChannel(core, channel)
  const stored = core.world.publicMessage(channel.id, param(call, 'message'))
  if (stored.payload.author.id !== core.bot.id) {
    if (channel.guildId === null) throw refusal('notInDm')
    requireInChannel(core, channel, Flag.ManageMessages)
  }
  deleteMessage(core, stored)
  return noContent
}

const historyQuery = z.object({
  limit: z.coerce.number().pipe(int(1, 100)).default(50),
  before: snowflake.optional(),
  after: snowflake.optional(),
  around: snowflake.optional(),
})

function history(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  requireInChannel(core, channel)
  const { limit, before, after, around } = parseForm(historyQuery, Object.fromEntries(call.query))
  const mayRead = (channelPermissions(core, channel, core.bot.id) & Flag.ReadMessageHistory) !== 0n
  let found = mayRead ? channel.messages.filter(({ visibleTo }) => visibleTo === null) : []
  if (before) found = found.filter(({ payload }) => BigInt(payload.id) < BigInt(before))
  if (after) found = found.filter(({ payload }) => BigInt(payload.id) > BigInt(after))
  if (around) {
    const index = found.findIndex(({ payload }) => BigInt(payload.id) >= BigInt(around))
    const start = Math.max(0, (index < 0 ? found.length : index) - Math.floor(limit / 2))
    found = found.slice(start, start + limit)
  }
  const page = after ? found.slice(0, limit) : found.slice(-limit)
  return ok(page.toReversed().map((stored) => shownTo(core, stored).payload))
}

const bulkForm = z.object({ messages: list(snowflake, 0, 1000) })

function bulkDelete(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  if (channel.guildId === null) throw refusal('notInDm')
  requireInChannel(core, channel, Flag.ManageMessages)
  const ids = new Set(parseForm(bulkForm, call.body).messages)
  if (ids.size < 2 || ids.size > 100) throw refusal('bulkDeleteCount')
  for (const id of ids) if (core.now() - snowflakeTime(id) > TWO_WEEKS_MS) throw refusal('tooOldToBulkDelete')
  const doomed = channel.messages.filter(
    ({ payload, visibleTo }) => visibleTo === null && ids.has(payload.id),
  )
  for (const stored of doomed) deleteMessage(core, stored)
  return noContent
}

/** Messages of channels, threads and direct conversations. */
export const messageRoutes: Route[] = [
  { method: 'POST', path: '/channels/:channel/messages/bulk-delete', handle: bulkDelete },
  { method: 'POST', path: ALL, handle: send },
  { method: 'GET', path: ALL, handle: history },
  { method: 'GET', path: ONE, handle: (core, call) => ok(shownTo(core, visibleOne(core, call)).payload) },
  { method: 'PATCH', path: ONE, handle: edit },
  { method: 'DELETE', path: ONE, handle: remove },
  {
    method: 'POST',
    path: '/channels/:channel/typing',
    handle(core, call) {
      requireInChannel(core, core.world.channel(param(call, 'channel')), Flag.SendMessages)
      return noContent
    },
  },
]
