// biome-ignore-all lint/style/noNonNullAssertion: indices are in range by construction

import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Answers } from '../core/quality/agreement/answers.ts'
import { findSuspects } from '../core/quality/agreement/find-suspects.ts'
import type { Annotation } from '../core/quality/annotation-table.ts'
import { annotationTable } from '../core/quality/annotation-table.ts'
import { inferSingleChoice } from '../core/quality/infer-single-choice.ts'
import { bestLabels } from '../core/quality/posterior.ts'

const ITEMS = 1000
const PEOPLE = 100
const PER_ITEM = 8
const LABELS = ['a', 'b', 'c', 'd']
const SPAMMERS = 0.2
const SEEDS = [1, 2, 3, 4, 5]

interface Community {
  readonly annotations: Annotation[]
  readonly truth: ReadonlyMap<string, string>
  readonly kind: ReadonlyMap<string, 'honest' | 'spammer' | 'clique'>
}

function uniform(seed: number): () => number {
  const generator = xoroshiro128plus(seed)
  return () => (generator.next() >>> 0) / 2 ** 32
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)]!
}

/** Honest people of 60 to 95 % accuracy, random spammers, and a clique that lies alike on half the items. */
function community(cliqueShare: number, seed: number): Community {
  const random = uniform(seed)
  const people = Array.from({ length: PEOPLE }, (_, p) => `p${p}`)
  const kind = new Map(
    people.map((person, p) => {
      if (p < PEOPLE * cliqueShare) return [person, 'clique'] as const
      return [person, p < PEOPLE * (cliqueShare + SPAMMERS) ? 'spammer' : 'honest'] as const
    }),
  )
  const accuracy = new Map(people.map((person) => [person, 0.6 + 0.35 * random()]))
  const truth = new Map(Array.from({ length: ITEMS }, (_, i) => [`i${i}`, pick(LABELS, random)]))
  const annotations: Annotation[] = []
  for (const [item, label] of truth) {
    const wrong = LABELS.filter((l) => l !== label)
    const lie = random() < 0.5 ? pick(wrong, random) : undefined
    const chosen = new Set<string>()
    while (chosen.size < PER_ITEM) chosen.add(pick(people, random))
    for (const person of chosen) {
      const honest = random() < accuracy.get(person)! ? label : pick(wrong, random)
      const answers = { honest, spammer: pick(LABELS, random), clique: lie ?? honest }
      annotations.push({ item, person, label: answers[kind.get(person)!] })
    }
  }
  return { annotations, truth, kind }
}

function accuracyOf(
  annotations: Annotation[],
  truth: ReadonlyMap<string, string>,
  weights: Map<string, number>,
) {
  const { table, posterior } = inferSingleChoice(annotations, { labels: LABELS, weights })
  let right = 0
  for (const [row, item] of table.items.entries()) {
    const best = bestLabels(posterior, row, LABELS.length)
    if (best.some((l) => LABELS[l] === truth.get(item))) right += 1 / best.length
  }
  return (100 * right) / truth.size
}

/** The answers as a project's health sees them: items with two thirds for one label are decided. */
function answersOf(annotations: Annotation[]): Answers & { names: readonly string[] } {
  const table = annotationTable(annotations, LABELS)
  const list = Array.from(table.item, (item, row) => ({
    item,
    person: table.person[row]!,
    label: table.label[row]!,
    durationMs: 10_000,
  }))
  const counts = table.items.map(() => new Array<number>(LABELS.length).fill(0))
  for (const { item, label } of list) counts[item]![label]! += 1
  const items = counts.map((row) => {
    const best = row.indexOf(Math.max(...row))
    const total = row.reduce((sum, count) => sum + count, 0)
    return { decided: 3 * row[best]! >= 2 * total ? best : null, gold: null }
  })
  return { labels: LABELS.length, people: table.people.length, items, list, names: table.people }
}

/** Names of the people a moderator would be pointed to. */
function flaggedPeople(annotations: Annotation[]): Set<string> {
  const answers = answersOf(annotations)
  const { tooFast, constant, random, collusion } = findSuspects(answers)
  const alone = [...tooFast, ...constant, ...random].map(({ person }) => person)
  return new Set([...alone, ...collusion.flatMap(({ people }) => people)].map((one) => answers.names[one]!))
}

function measure(cliqueShare: number, seed: number) {
  const { annotations, truth, kind } = community(cliqueShare, seed)
  const flagged = flaggedPeople(annotations)
  const weights = new Map([...flagged].map((person) => [person, 0]))
  const honestOnly = annotations.filter((annotation) => kind.get(annotation.person) === 'honest')
  const of = (wanted: string) => [...kind].filter(([, k]) => k === wanted).map(([person]) => person)
  const share = (people: string[]) => people.filter((p) => flagged.has(p)).length / people.length
  return {
    pointsLost: accuracyOf(honestOnly, truth, new Map()) - accuracyOf(annotations, truth, weights),
    found: share(of('clique')),
    spammersFound: share(of('spammer')),
    wronglyFlagged: share(of('honest')),
  }
}

const result = Object.fromEntries(
  [0.1, 0.2, 0.3].map((clique) => {
    const runs = SEEDS.map((seed) => measure(clique, seed))
    const mean = (key: keyof (typeof runs)[number]) =>
      Number((runs.reduce((sum, run) => sum + run[key], 0) / runs.length).toFixed(4))
    return [
      String(100 * clique),
      {
        pointsLost: mean('pointsLost'),
        found: mean('found'),
        spammersFound: mean('spammersFound'),
        wronglyFlagged: mean('wronglyFlagged'),
      },
    ]
  }),
)
console.log(JSON.stringify(result))
