import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import { ExpectedError } from '../errors.ts'
import { parseJson } from '../parse-json.ts'
import { readGenesis } from './client.ts'
import { endProcess, freePort, isAlive, runsWith, until } from './processes.ts'

/** The local chain's process. */
export interface LocalChain {
  readonly url: string
  readonly pid: number
  /** True when it was already running. */
  readonly reused: boolean
  /** Ends it after it has written its state. */
  stop(): Promise<void>
}

/** Written before the process answers, then again with the hash of its first block, which tells chains apart. */
const runningSchema = z.object({
  pid: z.number().int().positive(),
  port: z.number().int().positive(),
  genesis: z.string().optional(),
})
type Running = z.infer<typeof runningSchema>

const HOST = '127.0.0.1'
const LOCAL_CHAIN_ID = 31_337n
const STATE_SECONDS = '1'
const START_MS = 20_000
const STOP_MS = 10_000

/**
 * Starts Anvil on loopback with its state in `dataDir`, or takes over the one that is already running there.
 * It runs detached: when Tagora is killed it goes on, and the next start finds it again.
 * @throws ExpectedError `chain.toolMissing` when Anvil is not installed for this platform
 */
export async function startLocalChain(dataDir: string, port?: number): Promise<LocalChain> {
  mkdirSync(dataDir, { recursive: true })
  const files = filesOf(dataDir)
  const known = readRunning(files.running)
  if (known?.genesis && (await genesisOf(known)) === known.genesis) return handleOf(files, known, true)
  if (known && (await runsWith(known.pid, files.state))) await endProcess(known.pid, STOP_MS)
  const started = (await launch(files, port ?? known?.port)) ?? (await launchAfresh(files, port))
  if (!started) throw new Error(`Anvil does not start; see ${files.log}`)
  return handleOf(files, started, false)
}

/** Where the local chain of a data folder answers; null when none is running there. */
export function localChainUrl(dataDir: string): string | null {
  const running = readRunning(filesOf(dataDir).running)
  return running && `http://${HOST}:${running.port}`
}

/** Whether a data folder holds a local chain, running or not. */
export function hasLocalChain(dataDir: string): boolean {
  return statSync(filesOf(dataDir).state, { throwIfNoEntry: false }) !== undefined
}

interface Files {
  readonly running: string
  readonly state: string
  readonly log: string
}

function filesOf(dataDir: string): Files {
  return {
    running: join(dataDir, 'anvil.json'),
    state: join(dataDir, 'anvil-state.json'),
    log: join(dataDir, 'anvil.log'),
  }
}

function handleOf(files: Files, { pid, port }: Running, reused: boolean): LocalChain {
  return {
    url: `http://${HOST}:${port}`,
    pid,
    reused,
    async stop() {
      // It may have died before, and its id may be another's by now.
      if (await runsWith(pid, files.state)) await endProcess(pid, STOP_MS)
      rmSync(files.running, { force: true })
    },
  }
}

/** Starts the binary; null when it ended before it answered. */
async function launch(files: Files, wantedPort: number | undefined): Promise<Running | null> {
  const port = await freePort(HOST, wantedPort)
  const { child, pid } = await spawnAnvil(files, port)
  const running: Running = { pid, port }
  // Before it answers: should we die now, the next start still finds the process.
  writeFileSync(files.running, JSON.stringify(running))
  const ended = () => child.exitCode !== null || child.signalCode !== null
  const genesis = await until(async () => ended() || (await genesisOf(running)), START_MS)
  if (typeof genesis !== 'string') {
    if (!ended()) await endProcess(pid, STOP_MS)
    return null
  }
  const ready = { ...running, genesis }
  writeFileSync(files.running, JSON.stringify(ready))
  return ready
}

async function spawnAnvil(files: Files, port: number): Promise<{ child: ChildProcess; pid: number }> {
  const log = openSync(files.log, 'a')
  const chain = ['--host', HOST, '--port', String(port), '--chain-id', String(LOCAL_CHAIN_ID), '--silent']
  const state = ['--state', files.state, '--state-interval', STATE_SECONDS]
  const child = spawn(findAnvil(), [...chain, ...state], { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  child.unref()
  try {
    await once(child, 'spawn')
  } catch (cause) {
    throw new ExpectedError('chain.toolMissing', { tool: 'anvil' }, { cause })
  }
  return { child, pid: child.pid as number }
}

/** A kill in the middle of a write leaves a state file that Anvil refuses. It is set aside: the transactions
 * are in the database and will be sent again. */
async function launchAfresh(files: Files, port: number | undefined): Promise<Running | null> {
  if (!statSync(files.state, { throwIfNoEntry: false })) return null
  renameSync(files.state, `${files.state}.damaged`)
  return launch(files, port)
}

/** The path of the binary itself, not of the script npm links: that would be one process more to end.
 * @throws ExpectedError `chain.toolMissing` */
export function findAnvil(): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const binary = `@foundry-rs/anvil-${process.platform}-${architecture}/bin/anvil${suffix}`
  try {
    const here = createRequire(import.meta.url)
    return createRequire(here.resolve('@foundry-rs/anvil/package.json')).resolve(binary)
  } catch (cause) {
    throw new ExpectedError('chain.toolMissing', { tool: 'anvil' }, { cause })
  }
}

/** Null also for a half-written file. */
function readRunning(file: string): Running | null {
  if (!statSync(file, { throwIfNoEntry: false })) return null
  const parsed = runningSchema.safeParse(parseJson(readFileSync(file, 'utf8')))
  return parsed.success && isAlive(parsed.data.pid) ? parsed.data : null
}

/** The hash of the first block, or false while nothing answers. */
async function genesisOf({ port }: Running): Promise<string | false> {
  try {
    return await readGenesis(`http://${HOST}:${port}`)
  } catch (cause) {
    if (cause instanceof ExpectedError) return false
    throw cause
  }
}
