import { PermissionFlagsBits as Flag, GatewayIntentBits } from 'discord-api-types/v10'
import { refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { type Call, noContent, ok, param, type Route } from '../rest/route.ts'
import { shownTo } from '../world/messages.ts'
import { requireInChannel } from '../world/permissions.ts'
import type { StoredMessage } from '../world/types.ts'

const MOST_PINS = 250
const MOST_REACTIONS = 20

function changePin(pinned: boolean) {
  return (core: Core, call: Call) => {
    const channel = core.world.channel(param(call, 'channel'))
    requireInChannel(core, channel, Flag.PinMessages)
    const stored = core.world.publicMessage(channel.id, param(call, 'message'))
    const others = channel.pins.filter((id) => id !== stored.payload.id)
    if (pinned && others.length >= MOST_PINS) throw refusal('tooManyPins')
    channel.pins = pinned ? [stored.payload.id, ...others] : others
    stored.payload.pinned = pinned
    core.signal.changed()
    return noContent
  }
}

function pinnedMessages(core: Core, call: Call): StoredMessage[] {
  const channel = core.world.channel(param(call, 'channel'))
  requireInChannel(core, channel, Flag.ReadMessageHistory)
  return channel.pins.map((id) => shownTo(core, core.world.publicMessage(channel.id, id)))
}

function react(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  requireInChannel(core, channel, Flag.ReadMessageHistory, Flag.AddReactions)
  const { payload } = core.world.publicMessage(channel.id, param(call, 'message'))
  const name = param(call, 'emoji')
  if (!/^\p{RGI_Emoji}$/v.test(name) && !/^\p{RGI_Emoji}$/v.test(`${name}\uFE0F`))
    throw refusal('unknownEmoji')
  const reactions = payload.reactions ?? []
  const own = reactions.find(({ emoji }) => emoji.name === name)
  if (own?.me) return noContent
  if (!own && reactions.length >= MOST_REACTIONS) throw refusal('tooManyReactions')
  if (own) Object.assign(own, { count: own.count + 1, me: true })
  else
    reactions.push({
      emoji: { id: null, name },
      count: 1,
      count_details: { burst: 0, normal: 1 },
      me: true,
      me_burst: false,
      burst_colors: [],
    })
  payload.reactions = reactions
  announceReaction(core, 'MESSAGE_REACTION_ADD', channel.id, channel.guildId, payload.id, name)
  return noContent
}

function unreact(core: Core, call: Call) {
  const channel = core.world.channel(param(call, 'channel'))
  requireInChannel(core, channel)
  const { payload } = core.world.publicMessage(channel.id, param(call, 'message'))
  const name = param(call, 'emoji')
  const own = payload.reactions?.find(({ emoji, me }) => emoji.name === name && me)
  if (!own) return noContent
  Object.assign(own, { count: own.count - 1, me: false })
  payload.reactions = (payload.reactions ?? []).filter(({ count }) => count > 0)
  announceReaction(core, 'MESSAGE_REACTION_REMOVE', channel.id, channel.guildId, payload.id, name)
  return noContent
}

function announceReaction(
  core: Core,
  event: string,
  channelId: string,
  guildId: string | null,
  messageId: string,
  name: string,
): void {
  const intent =
    guildId === null ? GatewayIntentBits.DirectMessageReactions : GatewayIntentBits.GuildMessageReactions
  core.dispatch(
    event,
    {
      user_id: core.bot.id,
      channel_id: channelId,
      message_id: messageId,
      ...(guildId ? { guild_id: guildId } : {}),
      emoji: { id: null, name },
      burst: false,
      type: 0,
    },
    { intent: BigInt(intent) },
  )
  core.signal.changed()
}

const OWN_REACTION = '/channels/:channel/messages/:message/reactions/:emoji/@me'

/** Pins (both generations of the route) and the bot's own reactions. Register before the message routes. */
export const pinRoutes: Route[] = [
  { method: 'PUT', path: OWN_REACTION, handle: react },
  { method: 'DELETE', path: OWN_REACTION, handle: unreact },
  { method: 'PUT', path: '/channels/:channel/pins/:message', handle: changePin(true) },
  { method: 'DELETE', path: '/channels/:channel/pins/:message', handle: changePin(false) },
  { method: 'PUT', path: '/channels/:channel/messages/pins/:message', handle: changePin(true) },
  { method: 'DELETE', path: '/channels/:channel/messages/pins/:message', handle: changePin(false) },
  {
    method: 'GET',
    path: '/channels/:channel/pins',
    handle: (core, call) => ok(pinnedMessages(core, call).map(({ payload }) => payload)),
  },
  {
    method: 'GET',
    path: '/channels/:channel/messages/pins',
    handle: (core, call) =>
      ok({
        items: pinnedMessages(core, call).map(({ payload }) => ({
          pinned_at: payload.timestamp,
          message: payload,
        })),
        has_more: false,
      }),
  },
]
