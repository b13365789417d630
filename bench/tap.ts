import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mean, median, quantile } from 'simple-statistics'
import { inferSingleChoice } from '../core/quality/infer-single-choice.ts'
import { openStore, type Store } from '../core/store/database.ts'
import { refreshBelief } from '../core/tasks/refresh-beliefs.ts'
import { addItems, HandClock, startProject } from '../test/support/community.ts'
import { type LoggedStatement, logStatements, RawTapper } from './tap/statement-log.ts'
import { type Screens, Tappers } from './tap/tappers.ts'

/**
 * Measures taps, one answer and the claim of the next item, through the core on SQLite on disk: 5,000 people who
 * have answered before, each tapping once, in a project of 100,000 items of which one in fifty is gold.
 * The last line is {tapsPerSecond, rawRatio, p50Ms, p99Ms, growth}: rawRatio is the time of the same
 * statements in raw better-sqlite3 over ours; growth is the time of a tap there over that among 1,000 items and
 * 300 people. Both are medians over rounds in which the sides take turns.
 */
const FEW: Size = { items: 1_000, people: 300, before: 300, taps: 2_000 }
const MANY: Size = { items: 100_000, people: 5_000, before: 10_000, taps: 5_000 }
const GOLD_EVERY = 50
const ROUNDS = 5
/** Taps after which the small and the large database change turns. */
const TURN = 50

interface Size {
  readonly items: number
  readonly people: number
  /** Answers given and learned from before the measured taps. */
  readonly before: number
  readonly taps: number
}

interface Start {
  readonly file: string
  readonly screens: Screens
}

const folder = await mkdtemp(join(tmpdir(), 'tagora-bench-'))
let copies = 0

/** A database with a project, its items, and everybody known a little and with an item in hand. */
async function prepare({ items, people, before }: Size): Promise<Start> {
  const file = join(folder, `${items}.sqlite`)
  const store = await openStore(`sqlite:${file}`)
  const clock = new HandClock()
  const project = await store.transaction((trx) => startProject(trx, clock))
  await addItems(store, project, items, { goldEvery: GOLD_EVERY })
  const tappers = new Tappers(store)
  const screens = await tappers.welcome(people)
  for (let turn = 0; turn < before; turn++) await tappers.tap(turn)
  await refreshBelief(store, clock, project, inferSingleChoice)
  await store.close()
  return { file, screens }
}

async function copyOf({ file }: Start): Promise<string> {
  const copy = join(folder, `copy-${copies++}.sqlite`)
  await copyFile(file, copy)
  return copy
}

async function open(start: Start): Promise<{ store: Store; tappers: Tappers }> {
  const store = await openStore(`sqlite:${await copyOf(start)}`)
  return { store, tappers: new Tappers(store, start.screens) }
}

/** The statements of the very taps that are measured; also warms the code up. */
async function record(start: Start): Promise<LoggedStatement[]> {
  const log = logStatements()
  const { store, tappers } = await open(start)
  log.statements.length = 0
  for (let turn = 0; turn < MANY.taps; turn++) await tappers.tap(turn)
  log.stop()
  await store.close()
  return log.statements
}

type Times = Record<'few' | 'many' | 'raw', number[]>

/** Milliseconds of each tap: a few taps here, a few there, so that all meet the same disturbances. */
async function measure(few: Start, many: Start, statements: readonly LoggedStatement[]): Promise<Times> {
  const small = await open(few)
  const large = await open(many)
  const raw = new RawTapper(await copyOf(many), statements)
  const taps = {
    few: (turn: number) => small.tappers.tap(turn),
    many: (turn: number) => large.tappers.tap(turn),
    raw: (turn: number) => raw.tap(turn),
  }
  const times: Times = { few: [], many: [], raw: [] }
  for (let first = 0; first < MANY.taps; first += TURN) {
    for (const side of ['few', 'many', 'raw'] as const) {
      if (side === 'few' && first >= FEW.taps) continue
      for (let turn = first; turn < first + TURN; turn++) times[side].push(await taps[side](turn))
    }
  }
  await small.store.close()
  await large.store.close()
  raw.close()
  return times
}

const few = await prepare(FEW)
const many = await prepare(MANY)
const statements = await record(many)
console.log(
  `${(statements.length / MANY.taps).toFixed(1)} statements a tap, ${MANY.people} people, ${MANY.taps} taps a round`,
)

const ratios: number[] = []
const growths: number[] = []
const taps: number[] = []
for (let round = 1; round <= ROUNDS; round++) {
  const times = await measure(few, many, statements)
  const [oursMs, rawMs, fewMs] = [mean(times.many), mean(times.raw), mean(times.few)]
  ratios.push(rawMs / oursMs)
  growths.push(oursMs / fewMs)
  taps.push(...times.many)
  const shown = [oursMs, rawMs, fewMs].map((ms) => ms.toFixed(3)).join(', ')
  console.log(`round ${round}, ms a tap: ours, raw, ours among few items: ${shown}`)
}
await rm(folder, { recursive: true })

const rounded = (value: number) => Number(value.toFixed(3))
console.log(
  JSON.stringify({
    tapsPerSecond: Math.round(1_000 / mean(taps)),
    rawRatio: rounded(median(ratios)),
    p50Ms: rounded(quantile(taps, 0.5)),
    p99Ms: rounded(quantile(taps, 0.99)),
    growth: rounded(median(growths)),
  }),
)
