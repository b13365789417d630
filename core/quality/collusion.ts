import type { Annotation } from './annotation-table.ts'
import { annotationTable } from './annotation-table.ts'
import type { Coincidence, Coincidences } from './coincidence.ts'
import { coincidentMistakes } from './coincidence.ts'

/** A person who makes the same mistakes as a group far more often than accuracies explain. */
export interface Colluder {
  readonly person: string
  /** The others of the group. */
  readonly group: readonly string[]
  /** Answers shared with the group, counted per pair. */
  readonly sharedAnswers: number
  readonly coincidentMistakes: number
  readonly expectedMistakes: number
  /** Standard deviations above the expectation. */
  readonly deviation: number
}

/** Chance of accusing anybody wrongly in one search, were the model exact. */
const FAMILY_ERROR = 0.001
/** Share of shared answers that must be coincident mistakes beyond the expected. */
const MIN_EXCESS = 0.1
const MAX_GROUPS = 20

/** Standard normal quantile with `tail` above it (Abramowitz and Stegun 26.2.23). */
function upperQuantile(tail: number): number {
  const t = Math.sqrt(-2 * Math.log(tail))
  const top = 2.515517 + t * (0.802853 + t * 0.010328)
  return t - top / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
}

function withGroup(all: Coincidences, person: number, group: ReadonlySet<number>): Coincidence {
  const sum = { shared: 0, observed: 0, expected: 0, variance: 0 }
  for (const [other, pair] of all.get(person) ?? []) {
    if (other === person || !group.has(other)) continue
    sum.shared += pair.shared
    sum.observed += pair.observed
    sum.expected += pair.expected
    sum.variance += pair.variance
  }
  return sum
}

/** The half in the denominator keeps one rare coincidence from counting as many deviations. */
function deviation(c: Coincidence): number {
  return (c.observed - c.expected) / Math.sqrt(c.variance + 0.5)
}

function belongs(c: Coincidence, bar: number): boolean {
  return deviation(c) > bar && c.observed - c.expected > MIN_EXCESS * c.shared
}

/** The leading non-negative eigenvector of the pairs' deviations: who stands together most. */
function leadingGroup(all: Coincidences, free: ReadonlySet<number>): Set<number> {
  let strength = new Map([...free].map((person) => [person, 1]))
  for (let round = 0; round < 30; round++) {
    const next = new Map<number, number>()
    for (const person of free) {
      let pull = 0
      for (const [other, pair] of all.get(person) ?? []) pull += deviation(pair) * (strength.get(other) ?? 0)
      next.set(person, Math.max(0, pull))
    }
    const highest = Math.max(...next.values(), 1e-12)
    strength = new Map([...next].map(([person, pull]) => [person, pull / highest]))
  }
  return new Set([...strength].filter(([, s]) => s > 0.25).map(([person]) => person))
}

function refined(all: Coincidences, free: ReadonlySet<number>, seed: Set<number>, bar: number): Set<number> {
  let group = seed
  for (let round = 0; round < 10; round++) {
    const next = new Set([...free].filter((person) => belongs(withGroup(all, person, group), bar)))
    const settled = next.size === group.size && [...next].every((person) => group.has(person))
    group = next
    if (settled) break
  }
  return group
}

function searchGroups(all: Coincidences, people: number): Set<number>[] {
  const bar = upperQuantile(FAMILY_ERROR / Math.max(1, people))
  const free = new Set(all.keys())
  const groups: Set<number>[] = []
  while (groups.length < MAX_GROUPS) {
    const group = refined(all, free, leadingGroup(all, free), bar)
    if (group.size < 2) break
    groups.push(group)
    for (const person of group) free.delete(person)
  }
  return groups
}

function describe(all: Coincidences, people: readonly string[], group: ReadonlySet<number>): Colluder[] {
  return [...group].map((person) => {
    const c = withGroup(all, person, group)
    return {
      person: people[person] ?? '',
      group: [...group].filter((other) => other !== person).map((other) => people[other] ?? ''),
      sharedAnswers: c.shared,
      coincidentMistakes: c.observed,
      expectedMistakes: c.expected,
      deviation: deviation(c),
    }
  })
}

/**
 * Groups of people who are wrong alike (see `coincidentMistakes`). Single pairs share few items, so evidence
 * is pooled over the group: its seed is the leading eigenvector of the pairs' deviations, its members pass
 * the same bar against the rest of it. Searched again with the found people silenced, because their answers
 * hide what is wrong. Strongest first.
 */
export function colludingGroups(annotations: Iterable<Annotation>): Colluder[] {
  const table = annotationTable(annotations)
  const weights = new Float64Array(table.people.length).fill(1)
  let found: Colluder[] = []
  for (let round = 0; round < 3; round++) {
    const all = coincidentMistakes(table, weights)
    const groups = searchGroups(all, table.people.length)
    const before = found.length
    found = groups.flatMap((group) => describe(all, table.people, group))
    if (found.length <= before) break
    weights.fill(1)
    for (const person of groups.flatMap((group) => [...group])) weights[person] = 0
  }
  return found.sort((a, b) => b.deviation - a.deviation)
}
