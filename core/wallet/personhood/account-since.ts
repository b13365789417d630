import { type Instant, instantOf } from '../../clock.ts'
import type { SeenIdentity } from '../../store/personhood.ts'

/** Discord's ids hold the milliseconds since its first second of 2015 above 22 bits (its reference, "Snowflakes"). */
const DISCORD_EPOCH_MS = 1_420_070_400_000
const SNOWFLAKE = /^\d{17,20}$/

/** Since when an identity is known to exist: where its platform tells, since it was made; otherwise since it was
 * first seen here. */
export function accountSince({ platform, userId, seenAt }: SeenIdentity): Instant {
  if (platform !== 'discord' || !SNOWFLAKE.test(userId)) return seenAt
  const made = instantOf(Number(BigInt(userId) >> 22n) + DISCORD_EPOCH_MS)
  return made < seenAt ? made : seenAt
}
