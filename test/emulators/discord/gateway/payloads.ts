import { GatewayIntentBits, GatewayOpcodes as Op } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Core, PrivilegedIntents } from '../core.ts'

/** Anything a client may send. */
export const frameForm = z.object({ op: z.int(), d: z.unknown().optional() })

/** Operations a client may send at all. */
export const CLIENT_OPERATIONS: number[] = [
  Op.Heartbeat,
  Op.Identify,
  Op.PresenceUpdate,
  Op.VoiceStateUpdate,
  Op.Resume,
  Op.RequestGuildMembers,
]

export const identifyForm = z.object({
  token: z.string(),
  properties: z.record(z.string(), z.unknown()),
  intents: z.unknown().optional(),
  shard: z.tuple([z.int().min(0), z.int().min(1)]).nullish(),
})

export const resumeForm = z.object({ token: z.string(), session_id: z.string(), seq: z.int().nullable() })

const KNOWN_INTENTS = Object.values(GatewayIntentBits)
  .filter((value) => typeof value === 'number')
  .reduce((all, bit) => all | BigInt(bit), 0n)

/** What is wrong with the intents asked for: nothing, 4013 (invalid) or 4014 (not granted). */
export function intentRefusal(intents: unknown, granted: PrivilegedIntents): 4013 | 4014 | undefined {
  if (!Number.isInteger(intents) || (intents as number) < 0) return 4013
  const asked = BigInt(intents as number)
  if ((asked & ~KNOWN_INTENTS) !== 0n) return 4013
  const needs: [GatewayIntentBits, boolean][] = [
    [GatewayIntentBits.GuildMembers, granted.members],
    [GatewayIntentBits.GuildPresences, granted.presences],
    [GatewayIntentBits.MessageContent, granted.messageContent],
  ]
  return needs.some(([bit, given]) => (asked & BigInt(bit)) !== 0n && !given) ? 4014 : undefined
}

/** READY. */
export function readyPayload(core: Core, sessionId: string, url: string, shard: readonly [number, number]) {
  const [index, count] = shard
  const guilds = [...core.world.guilds.values()].filter(
    ({ id, botIsMember }) => botIsMember && Number((BigInt(id) >> 22n) % BigInt(count)) === index,
  )
  return {
    v: 10,
    user: { ...core.bot, verified: true, mfa_enabled: false, email: null },
    session_id: sessionId,
    session_type: 'normal',
    resume_gateway_url: url,
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    application: { id: core.applicationId, flags: 0 },
    private_channels: [],
    relationships: [],
    shard,
  }
}
