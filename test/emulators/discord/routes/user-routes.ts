import { ChannelType } from 'discord-api-types/v10'
import { z } from 'zod'
import { refusal } from '../api-error.ts'
import type { Core } from '../core.ts'
import { parseForm, snowflake } from '../forms/form.ts'
import { type Call, ok, param, type Route } from '../rest/route.ts'
import { channelPayload } from '../world/payloads.ts'
import { guildPermissions } from '../world/permissions.ts'

const dmForm = z.object({ recipient_id: snowflake })

function openDm(core: Core, call: Call) {
  const { recipient_id: id } = parseForm(dmForm, call.body)
  const person = core.world.people.get(id)
  if (!person || person.user.bot) throw refusal('invalidRecipients')
  const channel =
    core.world.dmChannel(id) ??
    core.world.addChannel({ id: core.nextId(), type: ChannelType.DM, recipientId: id })
  return ok(channelPayload(core, channel))
}

function application(core: Core) {
  return ok({
    id: core.applicationId,
    name: core.bot.username,
    icon: null,
    description: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    // Limited grants, as for applications in fewer than a hundred guilds.
    flags:
      (core.privileged.presences ? 1 << 13 : 0) |
      (core.privileged.members ? 1 << 15 : 0) |
      (core.privileged.messageContent ? 1 << 19 : 0),
    bot: core.bot,
  })
}

/** Users, direct conversations, the application and the way to the gateway. */
export const userRoutes: Route[] = [
  { method: 'GET', path: '/users/@me', handle: (core) => ok(core.bot) },
  {
    method: 'GET',
    path: '/users/@me/guilds',
    handle: (core) =>
      ok(
        [...core.world.guilds.values()]
          .filter(({ botIsMember }) => botIsMember)
          .map((guild) => ({
            id: guild.id,
            name: guild.name,
            icon: null,
            banner: null,
            owner: guild.ownerId === core.bot.id,
            permissions: String(guildPermissions(core, guild, core.bot.id)),
            features: [],
          })),
      ),
  },
  { method: 'POST', path: '/users/@me/channels', handle: openDm },
  {
    method: 'GET',
    path: '/users/:user',
    handle: (core, call) => ok(core.world.person(param(call, 'user')).user),
  },
  { method: 'GET', path: '/applications/@me', handle: application },
  { method: 'GET', path: '/oauth2/applications/@me', handle: application },
]
