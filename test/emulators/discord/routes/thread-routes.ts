import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10'
import { z } from 'zod'
import { formError, refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { int, oneOf, parseForm, text } from '../forms/form.ts'
import { parseMessage } from '../forms/message.ts'
import { type Call, noContent, ok, param, type Route } from '../rest/route.ts'
import { createMessage } from '../world/messages.ts'
import { channelPayload, memberPayload, threadMember } from '../world/payloads.ts'
import { canView, requireInChannel } from '../world/permissions.ts'
import type { ChannelState } from '../world/types.ts'
import { announceChannel } from './channel-routes.ts'

const threadForm = z.object({
  name: text(1, 100),
  type: oneOf(10, 11, 12).nullish(),
  auto_archive_duration: oneOf(60, 1440, 4320, 10_080).nullish(),
  invitable: z.boolean().nullish(),
  rate_limit_per_user: int(0, 21_600).nullish(),
  message: z.unknown().optional(),
})

type ThreadForm = z.infer<typeof threadForm>

const WITH_THREADS: number[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement]
const WITH_POSTS: number[] = [ChannelType.GuildForum, ChannelType.GuildMedia]

function open(core: Core, parent: ChannelState, form: ThreadForm, type: number, id: string): ChannelState {
  const thread = core.world.addChannel({
    id,
    type,
    guildId: parent.guildId,
    name: form.name,
    parentId: parent.id,
  })
  thread.slowmodeSeconds = form.rate_limit_per_user ?? 0
  thread.thread = {
    ownerId: core.bot.id,
    archived: false,
    locked: false,
    invitable: form.invitable ?? true,
    autoArchiveMinutes: form.auto_archive_duration ?? 4320,
    changedAt: new Date(core.now()).toISOString(),
    memberIds: new Set([core.bot.id]),
  }
  return thread
}

function openPost(core: Core, call: Call, parent: ChannelState, form: ThreadForm) {
  requireInChannel(core, parent, Flag.SendMessages)
  const message = parseMessage(form.message ?? {}, false, ['message'])
  const thread = open(core, parent, form, ChannelType.PublicThread, core.nextId())
  announceChannel(core, 'THREAD_CREATE', thread)
  const first = createMessage(core, {
    channel: thread,
    author: core.bot,
    form: message,
    files: call.files,
    prefix: ['message'],
  })
  return { status: 201, body: { ...channelPayload(core, thread), message: first.payload } }
}

function create(core: Core, call: Call) {
  const parent = core.world.channel(param(call, 'channel'))
  if (parent.guildId === null) throw refusal('notInDm')
  requireInChannel(core, parent)
  const form = parseForm(threadForm, call.body)
  if (WITH_POSTS.includes(parent.type)) return openPost(core, call, parent, form)
  if (!WITH_THREADS.includes(parent.type)) throw refusal('wrongChannelType')
  const type = form.type ?? ChannelType.PrivateThread
  requireInChannel(
    core,
    parent,
    type === ChannelType.PrivateThread ? Flag.CreatePrivateThreads : Flag.CreatePublicThreads,
  )
  const thread = open(core, parent, form, type, core.nextId())
  announceChannel(core, 'THREAD_CREATE', thread)
  return { status: 201, body: channelPayload(core, thread) }
}

function createFromMessage(core: Core, call: Call) {
  const parent = core.world.channel(param(call, 'channel'))
  requireInChannel(core, parent, Flag.CreatePublicThreads)
  if (!WITH_THREADS.includes(parent.type)) throw refusal('wrongChannelType')
  const message = core.world.publicMessage(parent.id, param(call, 'message'))
  if (core.world.channels.has(message.payload.id)) throw refusal('threadExists')
  const form = parseForm(threadForm, call.body)
  // The thread of a message has the message's id.
  const thread = open(core, parent, form, ChannelType.PublicThread, message.payload.id)
  announceChannel(core, 'THREAD_CREATE', thread)
  return { status: 201, body: channelPayload(core, thread) }
}

function threadOf(core: Core, call: Call): ChannelState {
  const channel = core.world.channel(param(call, 'channel'))
  if (!channel.thread) throw refusal('wrongChannelType')
  requireInChannel(core, channel)
  return channel
}

function memberId(core: Core, call: Call): string {
  const id = param(call, 'user')
  return id === '@me' ? core.bot.id : id
}

function addMember(core: Core, call: Call) {
  const channel = threadOf(core, call)
  const id = memberId(core, call)
  if (channel.thread?.archived) throw refusal('threadArchived')
  requireInChannel(core, channel, Flag.SendMessagesInThreads)
  const guild = core.world.guild(channel.guildId ?? '')
  if (!guild.members.has(id)) throw formError(['user_id'], 'USER_NOT_IN_GUILD', 'User is not in the guild')
  channel.thread?.memberIds.add(id)
  core.signal.changed()
  return noContent
}

function removeMember(core: Core, call: Call) {
  const channel = threadOf(core, call)
  const id = memberId(core, call)
  if (channel.thread?.archived) throw refusal('threadArchived')
  const own = id === core.bot.id || channel.thread?.ownerId === core.bot.id
  if (!own) requireInChannel(core, channel, Flag.ManageThreads)
  channel.thread?.memberIds.delete(id)
  core.signal.changed()
  return noContent
}

function listMembers(core: Core, call: Call) {
  const channel = threadOf(core, call)
  const guild = core.world.guild(channel.guildId ?? '')
  const withMember = call.query.get('with_member') === 'true'
  const members = [...(channel.thread?.memberIds ?? [])].map((id) => {
    const member = guild.members.get(id)
    return {
      ...threadMember(channel, id),
      ...(withMember && member ? { member: memberPayload(core, member) } : {}),
    }
  })
  return ok(members)
}

function oneMember(core: Core, call: Call) {
  const channel = threadOf(core, call)
  const id = memberId(core, call)
  if (!channel.thread?.memberIds.has(id)) throw refusal('unknownMember')
  return ok(threadMember(channel, id))
}

function active(core: Core, call: Call) {
  const guild = core.world.guild(param(call, 'guild'))
  const threads = core.world
    .channelsOf(guild.id)
    .filter((channel) => channel.thread && !channel.thread.archived && canView(core, channel, core.bot.id))
  const joined = threads.filter(({ thread }) => thread?.memberIds.has(core.bot.id))
  return ok({
    threads: threads.map((thread) => channelPayload(core, thread)),
    members: joined.map((thread) => threadMember(thread, core.bot.id)),
    has_more: false,
  })
}

const MEMBERS = '/channels/:channel/thread-members'

/** Threads and who is in them. */
export const threadRoutes: Route[] = [
  { method: 'POST', path: '/channels/:channel/threads', handle: create },
  { method: 'POST', path: '/channels/:channel/messages/:message/threads', handle: createFromMessage },
  { method: 'GET', path: '/guilds/:guild/threads/active', handle: active },
  { method: 'GET', path: MEMBERS, handle: listMembers },
  { method: 'GET', path: `${MEMBERS}/:user`, handle: oneMember },
  { method: 'PUT', path: `${MEMBERS}/:user`, handle: addMember },
  { method: 'DELETE', path: `${MEMBERS}/:user`, handle: removeMember },
]
