import { join } from 'node:path'
import { openStore } from '../../../core/store/database.ts'
import { emptyFolder } from './empty-folder.ts'
import type { SimulatedPerson } from './person.ts'
import { type Play, play } from './play.ts'
import { readSample } from './sample.ts'
import { type DemoServer, startServer } from './server.ts'
import { type Summary, summarise } from './summary.ts'

export interface DemoOptions {
  /** Folder for everything the demo keeps; what an earlier demo left there is removed first. */
  readonly dataDir: string
  readonly items: number
  readonly seed: number
  /** Stops the demo with an error when aborted. */
  readonly signal?: AbortSignal
  readonly onProgress: Play['onProgress']
  readonly onAnswer?: Play['onAnswer']
  /** Called once the server runs; what it returns is called when play is over. For tests that harm it. */
  readonly disturb?: (server: DemoServer) => () => Promise<void>
}

/** Accuracies of a dozen ordinary people: most are careful, some hurry, one hardly looks. */
const ACCURACIES = [0.98, 0.97, 0.96, 0.95, 0.94, 0.93, 0.92, 0.9, 0.88, 0.85, 0.75, 0.6]
const NAMES = 'Ada Ben Chi Dov Eva Fay Gus Hal Ida Jon Kim Lou'.split(' ')

/** Plays the sample from an empty installation to the last settlement and measures it.
 * @throws ExpectedError `data.inUse`, `demo.foreignFolder` */
export async function runDemo(options: DemoOptions): Promise<Summary> {
  const { dataDir, items, seed, signal, onProgress, onAnswer = () => {}, disturb } = options
  emptyFolder(dataDir)
  const sample = readSample(items)
  const startedAt = performance.now()
  const server = await startServer(dataDir, signal)
  const store = await openStore(`sqlite:${join(dataDir, 'tagora.sqlite')}`)
  const calm = disturb?.(server)
  try {
    await play({ url: server.url, store, sample, people: peopleOf(seed), signal, onProgress, onAnswer })
    await calm?.()
    return await summarise(store, dataDir, sample, (performance.now() - startedAt) / 1_000)
  } finally {
    await calm?.()
    await store.close()
    await server.stop()
  }
}

function peopleOf(seed: number): SimulatedPerson[] {
  return NAMES.map((name, at) => ({ name, accuracy: ACCURACIES[at] ?? 0.9, seed: seed * 1_000 + at }))
}
