import type { Summary } from './summarise.ts'

/** Whether each setting stands: no other one is at least as cheap and as accurate, and better in one of both. */
export function unbeaten(settings: readonly Pick<Summary, 'figures'>[]): boolean[] {
  const points = settings.map(({ figures }) => ({
    accuracy: figures.accuracy.mean,
    tokens: figures.tokens.mean,
  }))
  return points.map(
    (one) =>
      !points.some(
        (other) =>
          other.accuracy >= one.accuracy &&
          other.tokens <= one.tokens &&
          (other.accuracy > one.accuracy || other.tokens < one.tokens),
      ),
  )
}
