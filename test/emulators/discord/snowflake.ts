const DISCORD_EPOCH_MS = 1_420_070_400_000

/** Returns a generator of unique, ascending 17 to 19 digit ids whose timestamp is the given clock. */
export function snowflakes(now: () => number): () => string {
  let lastMs = 0
  let sequence = 0
  return () => {
    const ms = Math.max(now(), lastMs)
    sequence = ms === lastMs ? sequence + 1 : 0
    // 4096 ids per millisecond as on Discord: beyond that the next millisecond is borrowed.
    lastMs = sequence > 4095 ? ms + 1 : ms
    if (sequence > 4095) sequence = 0
    return String((BigInt(lastMs - DISCORD_EPOCH_MS) << 22n) | BigInt(sequence))
  }
}

/** Milliseconds since 1970 at which a snowflake was made. */
export function snowflakeTime(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH_MS
}
