import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** An answer somebody once gave. */
export interface RecordedAnswer {
  readonly item: string
  readonly worker: string
  readonly label: string
}

/** Everything people once answered to some items, and what of the truth is known. */
export interface CrowdRecord {
  /** In a fixed order, whatever the order of the answers. */
  readonly items: readonly string[]
  readonly workers: readonly string[]
  readonly labels: readonly string[]
  /** Per worker: item -> label; the first answer to an item. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly truth: ReadonlyMap<string, string>
}

/** Brings recorded answers into one form. Truth of items nobody answered is left out. */
export function crowdRecord(
  responses: Iterable<RecordedAnswer>,
  truth: Iterable<readonly [item: string, label: string]>,
): CrowdRecord {
  const answers = new Map<string, Map<string, string>>()
  const items = new Set<string>()
  const labels = new Set<string>()
  for (const { item, worker, label } of responses) {
    const given = answers.get(worker) ?? new Map<string, string>()
    answers.set(worker, given)
    if (given.has(item)) continue
    given.set(item, label)
    items.add(item)
    labels.add(label)
  }
  const known = [...truth].filter(([item]) => items.has(item))
  for (const [, label] of known) labels.add(label)
  return {
    items: [...items].sort(),
    workers: [...answers.keys()].sort(),
    labels: [...labels].sort(),
    answers,
    truth: new Map(known),
  }
}

/** A source of whole numbers from 0 up to, not including, `below`; the same for the same seed. */
export function seededInts(seed: number): (below: number) => number {
  const generator = xoroshiro128plus(seed)
  return (below) => uniformInt(generator, 0, below - 1)
}

/** A source of numbers from 0 up to, not including, 1; the same for the same seed. */
export function seededShares(seed: number): () => number {
  const generator = xoroshiro128plus(seed)
  return () => uniformInt(generator, 0, SHARE_STEPS - 1) / SHARE_STEPS
}

const SHARE_STEPS = 2 ** 30

/** The same elements in an order that `random` chooses. Source: Fisher and Yates, 1938. */
export function shuffled<T>(elements: readonly T[], random: (below: number) => number): T[] {
  const result = [...elements]
  for (let last = result.length - 1; last > 0; last--) {
    const chosen = random(last + 1)
    const moved = result[last] as T
    result[last] = result[chosen] as T
    result[chosen] = moved
  }
  return result
}

/** The gold items that a seed chooses: a share of those whose truth is known. */
export function chooseGold(record: CrowdRecord, share: number, seed: number): Map<string, string> {
  const known = [...record.truth].sort(([a], [b]) => (a < b ? -1 : 1))
  return new Map(shuffled(known, seededInts(seed)).slice(0, Math.round(share * known.length)))
}
