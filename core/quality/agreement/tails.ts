const logFactorials: number[] = [0]

/** Natural logarithm of n!, exact to rounding; n is a whole number of at least 0. */
function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next++) {
    logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next))
  }
  return logFactorials[n] ?? 0
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k)
}

/** Probability of `k` or more successes in `n` trials of probability `p`. */
export function binomialUpperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  if (k > n || p <= 0) return 0
  if (p >= 1) return 1
  let sum = 0
  for (let hits = k; hits <= n; hits++) {
    sum += Math.exp(logChoose(n, hits) + hits * Math.log(p) + (n - hits) * Math.log1p(-p))
  }
  return Math.min(1, sum)
}

/** Probability of `k` or fewer successes in `n` trials of probability `p`. */
export function binomialLowerTail(k: number, n: number, p: number): number {
  return binomialUpperTail(n - k, n, 1 - p)
}

interface Share {
  readonly right: number
  readonly total: number
}

/**
 * One-sided exact test that two shares are equal: the probability that `recent` is at most as good as it is,
 * given how many of all answers were right.
 * Source: R. A. Fisher, "Statistical Methods for Research Workers", 5th edition (1934), section 21.02.
 */
export function fisherFallTest(earlier: Share, recent: Share): number {
  const total = earlier.total + recent.total
  const right = earlier.right + recent.right
  const ways = logChoose(total, recent.total)
  let sum = 0
  for (let hits = Math.max(0, right - earlier.total); hits <= recent.right; hits++) {
    sum += Math.exp(logChoose(right, hits) + logChoose(total - right, recent.total - hits) - ways)
  }
  return Math.min(1, sum)
}
