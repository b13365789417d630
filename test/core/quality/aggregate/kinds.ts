import fc from 'fast-check'
import type { Aggregator, Answer } from '../../../../core/quality/aggregate/aggregator.ts'
import type { Box } from '../../../../core/quality/aggregate/box-agreement.ts'
import { fuseBoxes } from '../../../../core/quality/aggregate/boxes.ts'
import { aggregateFreeText } from '../../../../core/quality/aggregate/free-text.ts'
import { fuseMasks } from '../../../../core/quality/aggregate/masks.ts'
import { aggregateMultiLabel } from '../../../../core/quality/aggregate/multi-label.ts'
import { aggregateOrdinal } from '../../../../core/quality/aggregate/ordinal.ts'
import {
  aggregatePairs,
  aggregateRankings,
  type Preference,
} from '../../../../core/quality/aggregate/rankings.ts'
import { aggregateSingleChoice } from '../../../../core/quality/aggregate/single-choice.ts'
import type { Span } from '../../../../core/quality/aggregate/span-agreement.ts'
import { aggregateSpans, voteSpans } from '../../../../core/quality/aggregate/spans.ts'
import { uniform } from '../communities.ts'

const NAMES = ['a', 'b', 'c']
/** Other names in the opposite order. */
const RENAMED: Record<string, string> = { a: 'z', b: 'y', c: 'x' }
const rename = (name: string) => RENAMED[name] ?? name

/** One task type: how it is aggregated, what people may answer, and how its names are changed. */
export interface Kind<T, R> {
  readonly name: string
  readonly aggregate: Aggregator<T, R>
  readonly value: fc.Arbitrary<T>
  /** The answer, and the belief, with other names; null where there are none to change. */
  readonly renamed: ((value: T) => T) | null
  readonly renamedBelief: (value: R) => unknown
  /** The true answer of item `n`, one that is nearly so, and one given without looking. */
  readonly truth: (n: number) => T
  readonly slip: (n: number, random: () => number) => T
  readonly blind: (n: number, random: () => number) => T
}

const pick = <T>(list: readonly T[], random: () => number) => list[Math.floor(random() * list.length)] as T
const nameOf = (n: number) => pick(NAMES, uniform(n + 1))
const box = (label: string, at: number, off = 0): Box => ({
  label,
  x1: at + off,
  y1: at,
  x2: at + 20 + off,
  y2: at + 20,
})
const order = (n: number) => {
  const random = uniform(n + 50)
  return NAMES.map((name) => ({ name, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ name }) => name)
}
const shuffledNames = (random: () => number) => order(Math.floor(random() * 1_000))
const preference = (winner: string, loser: string): Preference => ({ winner, loser })
/** Pairs of four things, the first letter preferred. */
const THINGS = ['a', 'b', 'c', 'd']
const PAIRS = THINGS.flatMap((winner, at) => THINGS.slice(at + 1).map((loser) => preference(winner, loser)))
const maskOf = (n: number) => Uint8Array.from({ length: 60 }, (_, p) => Number((p + n) % 6 < 3))
const WORDS = ['a red car', 'two dogs run', 'an old house', 'rain at night', 'empty street']

const single: Kind<string, string> = {
  name: 'single choice',
  aggregate: aggregateSingleChoice,
  value: fc.constantFrom(...NAMES),
  renamed: rename,
  renamedBelief: rename,
  truth: nameOf,
  slip: (_, random) => pick(NAMES, random),
  blind: (_, random) => pick(NAMES, random),
}
const sets: Kind<readonly string[], readonly string[]> = {
  name: 'sets of labels',
  aggregate: aggregateMultiLabel,
  value: fc.subarray(NAMES),
  renamed: (value) => value.map(rename),
  renamedBelief: (value) => value.map(rename).sort(),
  truth: (n) => [nameOf(n), nameOf(n + 7)],
  slip: (n) => [nameOf(n)],
  blind: (_, random) => NAMES.filter(() => random() < 0.5),
}
export const ratings: Kind<number, number> = {
  name: 'ratings',
  aggregate: (answers) => aggregateOrdinal(answers, [1, 2, 3, 4, 5]),
  value: fc.integer({ min: 1, max: 5 }),
  // The scale seen from its other end.
  renamed: (value) => 6 - value,
  renamedBelief: (value) => 6 - value,
  truth: (n) => 1 + ((n * 7) % 5),
  slip: (n, random) => Math.min(5, Math.max(1, 1 + ((n * 7) % 5) + (random() < 0.5 ? 1 : -1))),
  blind: (_, random) => 1 + Math.floor(5 * random()),
}
export const pairs: Kind<Preference, string> = {
  name: 'pairs',
  aggregate: aggregatePairs,
  value: fc
    .shuffledSubarray(THINGS, { minLength: 2, maxLength: 2 })
    .map(([winner = '', loser = '']) => preference(winner, loser)),
  renamed: ({ winner, loser }) => preference(rename(winner), rename(loser)),
  renamedBelief: rename,
  truth: (n) => PAIRS[n % PAIRS.length] as Preference,
  slip: (n) => {
    const { winner, loser } = PAIRS[n % PAIRS.length] as Preference
    return preference(loser, winner)
  },
  blind: (n, random) => (random() < 0.5 ? pairs.truth(n) : pairs.slip(n, random)),
}
const rankings: Kind<readonly string[], readonly string[]> = {
  name: 'rankings',
  aggregate: aggregateRankings,
  value: fc.shuffledSubarray(NAMES, { minLength: 3 }),
  renamed: (value) => value.map(rename),
  renamedBelief: (value) => value.map(rename),
  truth: order,
  slip: (n) => {
    const [first = '', second = '', third = ''] = order(n)
    return [first, third, second]
  },
  blind: (_, random) => shuffledNames(random),
}
const span = (label: string, start: number, end: number): Span => ({ label, start, end })
const spanValue = fc.constantFrom<readonly Span[]>(
  [],
  [span('a', 0, 2)],
  [span('a', 0, 1), span('b', 3, 5)],
  [span('c', 1, 2)],
)
const renameSpans = (value: readonly Span[]) => value.map((one) => ({ ...one, label: rename(one.label) }))
const tokens: Kind<readonly Span[], readonly Span[]> = {
  name: 'spans by token',
  aggregate: aggregateSpans,
  value: spanValue,
  renamed: renameSpans,
  renamedBelief: renameSpans,
  truth: (n) => [span(nameOf(n), n % 3, (n % 3) + 2), span(nameOf(n + 3), 6, 7)],
  slip: (n) => [span(nameOf(n), n % 3, (n % 3) + 1), span(nameOf(n + 3), 6, 7)],
  blind: (_, random) => {
    const start = Math.floor(6 * random())
    return [span(pick(NAMES, random), start, start + 2)]
  },
}
const wholeSpans = {
  ...tokens,
  name: 'whole spans',
  aggregate: (a: readonly Answer<readonly Span[]>[]) => voteSpans(a),
}
const texts: Kind<string, string> = {
  name: 'free text',
  aggregate: (answers) => aggregateFreeText(answers),
  value: fc.constantFrom('cat', 'a cat', 'dog', 'dogs'),
  renamed: null,
  renamedBelief: (value) => value,
  truth: (n) => WORDS[n % WORDS.length] ?? '',
  slip: (n) => `${WORDS[n % WORDS.length]}s`,
  blind: (_, random) => pick(WORDS, random),
}
const boxes: Kind<readonly Box[], readonly Box[]> = {
  name: 'boxes',
  aggregate: (answers) => fuseBoxes(answers),
  value: fc.constantFrom<readonly Box[]>([], [box('a', 0)], [box('a', 2), box('b', 40)], [box('c', 80)]),
  renamed: (value) => value.map((one) => ({ ...one, label: rename(one.label) })),
  renamedBelief: (value) => value.map((one) => ({ ...one, label: rename(one.label) })),
  truth: (n) => [box(nameOf(n), 30 * (n % 3)), box(nameOf(n + 5), 120)],
  slip: (n) => [box(nameOf(n), 30 * (n % 3), 3)],
  blind: (_, random) => [box(pick(NAMES, random), 200 * random()), box(pick(NAMES, random), 200 * random())],
}
export const masks: Kind<Uint8Array, Uint8Array> = {
  name: 'masks',
  aggregate: fuseMasks,
  value: fc.uint8Array({ minLength: 6, maxLength: 6, max: 1 }),
  renamed: null,
  renamedBelief: (value) => value,
  truth: maskOf,
  slip: (n, random) => maskOf(n).map((bit) => (random() < 0.1 ? 1 - bit : bit)),
  blind: (n, random) => maskOf(n).map(() => Number(random() < 0.5)),
}

/** All of one type, for what they have in common. */
export const kinds = [
  single,
  sets,
  ratings,
  pairs,
  rankings,
  tokens,
  wholeSpans,
  texts,
  boxes,
  masks,
] as unknown as Kind<unknown, unknown>[]
