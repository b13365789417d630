import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../../../core/chain/processes.ts'

/** Tagora itself, in a process of its own. */
export interface DemoServer {
  readonly url: string
  /** Kills it as a power cut of the process would, and starts it again on the same data. */
  killAndRestart(): Promise<void>
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>
}

const MAIN = resolve(import.meta.dirname, '../../main.ts')
const HOST = '127.0.0.1'
const START_MS = 60_000

/** Starts Tagora in local mode with its data in `dataDir` and waits until it answers, or `signal` is aborted. */
export async function startServer(dataDir: string, signal?: AbortSignal): Promise<DemoServer> {
  const port = await freePort(HOST)
  const url = `http://${HOST}:${port}`
  mkdirSync(dataDir, { recursive: true })
  const log = openSync(join(dataDir, 'server.log'), 'a')
  const launch = async () => {
    const child = spawn(process.execPath, [MAIN], {
      env: { ...environment(), DATA_DIR: dataDir, WEB_PORT: String(port) },
      stdio: ['ignore', log, log],
      // Ctrl-C reaches every process of the terminal: a second request to stop would cut the first one short.
      detached: true,
    })
    try {
      await untilHealthy(url, child, dataDir, signal)
      return child
    } catch (cause) {
      await end(child, 'SIGTERM')
      throw cause
    }
  }
  let child = await launch()
  return {
    url,
    killAndRestart: async () => {
      await end(child, 'SIGKILL')
      child = await launch()
    },
    stop: () => end(child, 'SIGTERM'),
  }
}

/** Local mode whatever the operator's own configuration says. */
function environment() {
  const { PATH, HOME, TMPDIR } = process.env
  return {
    PATH,
    HOME,
    TMPDIR,
    SAMPLE_PROJECT: 'none',
    SETTLEMENT_SECONDS: '1',
    TAPS_PER_10_SECONDS: '100000',
    NODE_COMPILE_CACHE: resolve(import.meta.dirname, '../../../node_modules/.cache/tagora'),
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}

async function untilHealthy(
  url: string,
  child: ChildProcess,
  dataDir: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const giveUpAt = Date.now() + START_MS
  while (Date.now() < giveUpAt) {
    signal?.throwIfAborted()
    if (child.exitCode !== null) break
    try {
      if ((await fetch(`${url}/healthz`)).ok) return
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause
    }
    await delay(50)
  }
  throw new Error(`Tagora did not start; see ${join(dataDir, 'server.log')}`)
}
