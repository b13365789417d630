import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readRecord } from '../bots/terminal/replay/read-record.ts'
import { impliedLoss, sureEnough } from '../core/quality/policy/annotation-value.ts'
import { type CrowdRecord, chooseGold, seededInts, shuffled } from '../core/quality/replay/record.ts'
import { fastReplay } from './replay/fast-replay.ts'

/**
 * Measures adaptive redundancy against fixed counts with the majority, on recorded answers, over seeds.
 *
 *     node bench/replay.ts [folder] [--seeds 10] [--sets NAME,NAME] [--relevance]
 *
 * `saved` is the share of labels not needed for the accuracy of the majority of 3 or 5, less 0.2 points;
 * `gain` is the accuracy, in points, above that majority at its cost. Both are read off the line through one
 * grid of thresholds, the same for every set. `usual` is where the derived default threshold lands, and
 * `usualGain` how far above the majority of as many labels. All labels count, those on gold items included.
 */
const THRESHOLDS = [0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98]
const GOLD_SHARE = 0.05
/** Points of accuracy. */
const TOLERANCE = 0.2
const USUAL_MAXIMUM = 5
const MAJORITY_DRAWS = 10
const MAJORITY_COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25]

/** Labels an item, and accuracy in percent. */
interface Point {
  readonly labels: number
  readonly accuracy: number
}

interface SetResult {
  readonly savedVs3: number
  readonly savedVs5: number
  readonly gainAt3: number
  readonly gainAt5: number
  readonly usual: Point & { readonly threshold: number; readonly calibrationError: number }
  readonly usualGain: number
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '10' },
    sets: { type: 'string' },
    relevance: { type: 'boolean', default: false },
  },
})
const folder = positionals[0] ?? '../shared/data/crowd'
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1)

function setNames(): string[] {
  if (values.sets !== undefined) return values.sets.split(',')
  const all = existsSync(folder) ? readdirSync(folder).sort() : []
  return all.filter(
    (name) => existsSync(join(folder, name, 'responses.csv')) && (values.relevance || name !== 'relevance'),
  )
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

function meanPoint(points: readonly Point[]): Point {
  return {
    labels: mean(points.map((point) => point.labels)),
    accuracy: mean(points.map((point) => point.accuracy)),
  }
}

/** The majority of `count` labels an item drawn at random, or of all there are. */
function majorityOf(record: CrowdRecord, count: number): Point {
  const given = new Map(record.items.map((item) => [item, [] as string[]]))
  for (const answers of record.answers.values()) {
    for (const [item, label] of answers) given.get(item)?.push(label)
  }
  return meanPoint(
    seeds.flatMap((seed) => {
      const gold = chooseGold(record, GOLD_SHARE, seed)
      const random = seededInts(seed + 1_000)
      return Array.from({ length: MAJORITY_DRAWS }, () => drawMajority(record, given, gold, count, random))
    }),
  )
}

function drawMajority(
  { items, truth }: CrowdRecord,
  given: ReadonlyMap<string, readonly string[]>,
  gold: ReadonlyMap<string, string>,
  count: number,
  random: (below: number) => number,
): Point {
  let labels = 0
  let right = 0
  let scored = 0
  for (const item of items) {
    const drawn = shuffled(given.get(item) ?? [], random).slice(0, count)
    labels += drawn.length
    const known = truth.get(item)
    if (known === undefined || gold.has(item)) continue
    scored++
    const counts = new Map<string, number>()
    for (const label of drawn) counts.set(label, (counts.get(label) ?? 0) + 1)
    const most = Math.max(...counts.values())
    const ties = [...counts.values()].filter((votes) => votes === most).length
    if (counts.get(known) === most) right += 1 / ties
  }
  return { labels: labels / items.length, accuracy: (100 * right) / scored }
}

function adaptiveAt(record: CrowdRecord, threshold: number): Point & { calibrationError: number } {
  const runs = seeds.map((seed) => {
    const policy = { kind: 'adaptive', threshold } as const
    const run = fastReplay(record, { policy, goldShare: GOLD_SHARE, seed })
    return {
      labels: run.labels / record.items.length,
      accuracy: 100 * run.accuracy,
      calibrationError: run.calibrationError,
    }
  })
  return { ...meanPoint(runs), calibrationError: mean(runs.map((run) => run.calibrationError)) }
}

/** The fewest labels with which the line through the points reaches an accuracy; null when it never does. */
function labelsFor(line: readonly Point[], accuracy: number): number | null {
  let before: Point | undefined
  for (const point of line) {
    if (point.accuracy >= accuracy) {
      if (!before || before.accuracy >= point.accuracy) return point.labels
      const part = (accuracy - before.accuracy) / (point.accuracy - before.accuracy)
      return before.labels + part * (point.labels - before.labels)
    }
    before = point
  }
  return null
}

/** The accuracy the line through the points has at so many labels; that of its ends beyond them. */
function accuracyAt(line: readonly Point[], labels: number): number {
  let before = line[0]
  for (const point of line) {
    if (before && point.labels >= labels) {
      if (point.labels === before.labels) return point.accuracy
      const part = Math.max(0, (labels - before.labels) / (point.labels - before.labels))
      return before.accuracy + part * (point.accuracy - before.accuracy)
    }
    before = point
  }
  return before?.accuracy ?? 0
}

function measure(record: CrowdRecord): SetResult {
  const line = THRESHOLDS.map((threshold) => adaptiveAt(record, threshold)).sort(
    (a, b) => a.labels - b.labels,
  )
  const majority = MAJORITY_COUNTS.map((count) => majorityOf(record, count))
  const against = (count: number) => {
    const fixed = majorityOf(record, count)
    const needed = labelsFor(line, fixed.accuracy - TOLERANCE)
    // Where it is never reached, as if it took all of the labels of the highest threshold and more.
    const saved = needed === null ? -1 : 1 - needed / fixed.labels
    return { saved: 100 * saved, gain: accuracyAt(line, fixed.labels) - fixed.accuracy }
  }
  const costs = { annotationCost: 1, wrongDecisionLoss: impliedLoss(USUAL_MAXIMUM) }
  const threshold = sureEnough(record.labels.length, costs)
  const usual = { threshold, ...adaptiveAt(record, threshold) }
  const [three, five] = [against(3), against(5)]
  return {
    savedVs3: three.saved,
    savedVs5: five.saved,
    gainAt3: three.gain,
    gainAt5: five.gain,
    usual,
    usualGain: usual.accuracy - accuracyAt(majority, usual.labels),
  }
}

const rounded = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value), (_, one) => (typeof one === 'number' ? Number(one.toFixed(3)) : one))

const sets: Record<string, SetResult> = {}
for (const name of setNames()) {
  const began = performance.now()
  const result = measure(await readRecord(join(folder, name)))
  sets[name] = rounded(result)
  console.log(name, JSON.stringify(sets[name]), `${Math.round((performance.now() - began) / 1000)} s`)
}
if (Object.keys(sets).length === 0) {
  console.error(`No sets in ${folder}: pass a folder that holds NAME/responses.csv and NAME/truth.csv.`)
  process.exit(1)
}
const overall = (key: 'savedVs3' | 'savedVs5' | 'gainAt3' | 'gainAt5') =>
  mean(Object.values(sets).map((one) => one[key]))
console.log(
  JSON.stringify(
    rounded({
      savedVs3: overall('savedVs3'),
      savedVs5: overall('savedVs5'),
      gainAt3: overall('gainAt3'),
      gainAt5: overall('gainAt5'),
      sets,
    }),
  ),
)
