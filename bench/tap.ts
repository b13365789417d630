import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mean, median, quantile } from 'simple-statistics'
import { openStore, type Store } from '../core/store/database.ts'
import { addItems, HandClock, startProject } from '../test/support/community.ts'
import { type LoggedStatement, logStatements, RawTapper } from './tap/statement-log.ts'
import { type Screens, Tappers } from './tap/tappers.ts'

/**
 * Measures taps, one answer and the claim of the next item, through the core on SQLite on disk.
 * The last line is {tapsPerSecond, rawRatio, p50Ms, p99Ms, growth}: rawRatio is the time of the same
 * statements in raw better-sqlite3 over ours; growth is the time of a tap among 100,000 items over that
 * among 1,000. Both are medians over rounds in which the sides take turns.
 */
const PEOPLE = 300
const FEW_ITEMS = 1_000
const MANY_ITEMS = 100_000
const TAPS = 2_000
const ROUNDS = 5
/** Taps after which the small and the large database change turns. */
const TURN = 50

interface Start {
  readonly file: string
  readonly screens: Screens
}

const folder = await mkdtemp(join(tmpdir(), 'tagora-bench-'))
let copies = 0

/** A database with a project, its items, and everybody at their first item. */
async function prepare(items: number): Promise<Start> {
  const file = join(folder, `${items}.sqlite`)
  const store = await openStore(`sqlite:${file}`)
  const project = await store.transaction((trx) => startProject(trx, new HandClock()))
  await addItems(store, project, items)
  const screens = await new Tappers(store).welcome(PEOPLE)
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
  for (let turn = 0; turn < TAPS; turn++) await tappers.tap(turn)
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
  for (let first = 0; first < TAPS; first += TURN) {
    for (const side of ['few', 'many', 'raw'] as const) {
      for (let turn = first; turn < first + TURN; turn++) times[side].push(await taps[side](turn))
    }
  }
  await small.store.close()
  await large.store.close()
  raw.close()
  return times
}

const few = await prepare(FEW_ITEMS)
const many = await prepare(MANY_ITEMS)
const statements = await record(many)
console.log(
  `${(statements.length / TAPS).toFixed(1)} statements a tap, ${PEOPLE} people, ${TAPS} taps a round`,
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
