import { GatewayIntentBits } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Core } from '../core.ts'
import { memberPayload } from '../world/payloads.ts'
import type { GuildState } from '../world/types.ts'
import type { GatewaySession } from './session.ts'

const CHUNK = 1000

/** Operation 8. */
export const membersForm = z.object({
  guild_id: z.string(),
  query: z.string().nullish(),
  limit: z.int().min(0).max(100).nullish(),
  user_ids: z.union([z.string(), z.array(z.string()).max(100)]).nullish(),
  presences: z.boolean().nullish(),
  nonce: z.string().max(32).nullish(),
})

type MembersForm = z.infer<typeof membersForm>

function find(core: Core, guild: GuildState, form: MembersForm, ids: string[] | null) {
  const query = (form.query ?? '').toLowerCase()
  const found = [...guild.members.values()].filter(({ userId, nick }) => {
    if (ids) return ids.includes(userId)
    const name = core.world.people.get(userId)?.user.username ?? ''
    return [name, nick ?? ''].some((text) => text.toLowerCase().startsWith(query))
  })
  return ids || query === '' ? found : found.slice(0, form.limit || 100)
}

/** Answers a request for guild members in GUILD_MEMBERS_CHUNK events. */
export function sendMembers(core: Core, session: GatewaySession, form: MembersForm): void {
  const guild = core.world.guilds.get(form.guild_id)
  if (!guild?.botIsMember) return
  const ids = form.user_ids === null || form.user_ids === undefined ? null : [form.user_ids].flat()
  const wantsAll = ids === null && (form.query ?? '') === ''
  // The whole list needs the privileged intent; without it Discord sends nothing.
  if (wantsAll && (session.intents & BigInt(GatewayIntentBits.GuildMembers)) === 0n) return
  const members = find(core, guild, form, ids)
  const count = Math.max(1, Math.ceil(members.length / CHUNK))
  for (let index = 0; index < count; index += 1)
    session.send('GUILD_MEMBERS_CHUNK', {
      guild_id: guild.id,
      members: members.slice(index * CHUNK, (index + 1) * CHUNK).map((member) => memberPayload(core, member)),
      chunk_index: index,
      chunk_count: count,
      not_found: (ids ?? []).filter((id) => !guild.members.has(id)),
      ...(form.nonce ? { nonce: form.nonce } : {}),
    })
}
