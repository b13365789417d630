import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import Table from 'cli-table3'
import { readRecord } from '../bots/terminal/replay/read-record.ts'
import { type CrowdRecord, seededInts, shuffled } from '../core/quality/replay/record.ts'
import { behave } from '../core/quality/simulation/behave.ts'
import { buildCommunity } from '../core/quality/simulation/community.ts'
import { mostAccurate } from '../core/quality/simulation/skills.ts'

/**
 * How well simulated people stand for real ones: from nothing but the labels, their shares and the share of
 * right answers of a recorded community, predicts what a majority of 3 and of 5 answers gets right, and
 * compares with the record. The last line is {meanError3, meanError5, bias3, bias5, sets}, in points.
 */
const COUNTS = [3, 5] as const
/** The default of `tagora simulate`, less only where people are right too often for it. */
const HARD = 0.2
const PEOPLE = 100
const ITEMS = 3_000
const SEEDS = [1, 2, 3, 4, 5]
/** Fewer items with enough answers say too little. */
const ITEMS_AT_LEAST = 50

interface Voted {
  readonly truth: string | number
  readonly answers: readonly (string | number)[]
}

/** Share of items on which the majority of `count` random answers is right, in percent; ties by expectation. */
function majority(items: readonly Voted[], count: number, random: (below: number) => number): number {
  let right = 0
  for (const { truth, answers } of items) {
    const votes = Map.groupBy(shuffled(answers, random).slice(0, count), (answer) => answer)
    const most = Math.max(...[...votes.values()].map((same) => same.length))
    const best = [...votes].filter(([, same]) => same.length === most).map(([answer]) => answer)
    if (best.includes(truth)) right += 1 / best.length
  }
  return (100 * right) / items.length
}

function recordedItems({ items, answers, truth }: CrowdRecord): Voted[] {
  const given = new Map(items.map((item) => [item, [] as string[]]))
  for (const own of answers.values()) for (const [item, label] of own) given.get(item)?.push(label)
  return items.flatMap((item) => {
    const label = truth.get(item)
    return label === undefined ? [] : [{ truth: label, answers: given.get(item) ?? [] }]
  })
}

/** Items of a simulated community with the same labels and the same share of right answers. */
function simulatedItems({ labels }: CrowdRecord, recorded: readonly Voted[], seed: number): Voted[] {
  const answers = recorded.flatMap((item) => item.answers.map((answer) => answer === item.truth))
  const accuracy = answers.filter(Boolean).length / answers.length
  // On a hard item people are right half as often.
  const hard = Math.max(0, Math.min(HARD, 2 * (1 - accuracy / mostAccurate(0))))
  const nobody = { spammers: 0, colluders: 0, cliqueSize: 2, sleepers: 0, dropOuts: 0, skips: 0 }
  const community = buildCommunity(
    {
      people: PEOPLE,
      items: ITEMS,
      labels: labels.length,
      labelShares: labels.map(
        (label) => recorded.filter(({ truth }) => truth === label).length / recorded.length,
      ),
      accuracy: Math.min(accuracy, mostAccurate(hard)),
      hard,
      ...nobody,
      secondsPerAnswer: 10,
      answersPerDay: 40,
      hoursToVote: 3,
    },
    seed,
    ITEMS,
  )
  const random = seededInts(seed)
  return community.items.map(({ truth }, item) => ({
    truth,
    answers: Array.from({ length: Math.max(...COUNTS) }, () => {
      const person = community.people[random(PEOPLE)]
      return person ? (behave(community, person, item, 0).label ?? truth) : truth
    }),
  }))
}

interface Compared {
  readonly recorded: number
  readonly predicted: number
}

function compare(record: CrowdRecord, count: number): Compared | null {
  const recorded = recordedItems(record)
  const enough = recorded.filter(({ answers }) => answers.length >= count)
  if (enough.length < ITEMS_AT_LEAST) return null
  const mean = (of: (seed: number) => number) =>
    Number((SEEDS.reduce((sum, seed) => sum + of(seed), 0) / SEEDS.length).toFixed(2))
  return {
    recorded: mean((seed) => majority(enough, count, seededInts(seed))),
    predicted: mean((seed) => majority(simulatedItems(record, recorded, seed), count, seededInts(seed))),
  }
}

const folder = process.argv[2] ?? '../shared/data/crowd'
const names = existsSync(folder)
  ? readdirSync(folder).filter((name) => existsSync(join(folder, name, 'responses.csv')))
  : []
if (names.length === 0) {
  console.error(`No sets in ${folder}: pass a folder that holds NAME/responses.csv and NAME/truth.csv.`)
  process.exit(1)
}
const table = new Table({
  head: ['set', 'answers', 'recorded', 'predicted'],
  style: { head: [], border: [] },
})
const sets: Record<string, Record<string, Compared | null>> = {}
const off = new Map<number, number[]>(COUNTS.map((count) => [count, []]))
for (const name of names.sort()) {
  const record = await readRecord(join(folder, name))
  for (const count of COUNTS) {
    const compared = compare(record, count)
    sets[name] = { ...sets[name], [count]: compared }
    if (!compared) continue
    off.get(count)?.push(compared.predicted - compared.recorded)
    table.push([name, count, compared.recorded.toFixed(1), compared.predicted.toFixed(1)])
  }
}
console.log(table.toString())
const meanOf = (count: number, value: (points: number) => number) => {
  const points = off.get(count) ?? []
  return Number((points.reduce((sum, one) => sum + value(one), 0) / Math.max(1, points.length)).toFixed(2))
}
console.log(
  JSON.stringify({
    meanError3: meanOf(3, Math.abs),
    meanError5: meanOf(5, Math.abs),
    bias3: meanOf(3, (points) => points),
    bias5: meanOf(5, (points) => points),
    sets,
  }),
)
