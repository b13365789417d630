/**
 * Which of many tests may be called findings so that the expected share of false ones among them stays at or
 * below `rate`; for tests that are independent or positively dependent.
 * Source: Y. Benjamini, Y. Hochberg, "Controlling the False Discovery Rate", JRSS B 57 (1995).
 */
export function controlFalseDiscoveries(pValues: readonly number[], rate: number): boolean[] {
  const sorted = [...pValues].sort((a, b) => a - b)
  const last = sorted.findLastIndex((p, at) => p <= ((at + 1) / sorted.length) * rate)
  const limit = sorted[last]
  return pValues.map((p) => limit !== undefined && p <= limit)
}

/**
 * Which of many tests may be called alarms so that the probability of even one false alarm stays at or below
 * `rate`, however the tests depend on each other.
 * Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scand. J. Statistics 6 (1979).
 */
export function controlFalseAlarms(pValues: readonly number[], rate: number): boolean[] {
  const sorted = [...pValues].sort((a, b) => a - b)
  const first = sorted.findIndex((p, at) => p > rate / (sorted.length - at))
  const passed = first < 0 ? sorted.length : first
  const limit = sorted[passed - 1]
  return pValues.map((p) => limit !== undefined && p <= limit)
}
