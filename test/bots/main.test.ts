import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive, until } from '../../core/chain/processes.ts'

const MAIN = resolve(import.meta.dirname, '../../bots/main.ts')
const PATIENCE_MS = 25_000

let dataDir: string
let children: Tagora[]
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora main '))
  children = []
})
afterEach(async () => {
  for (const { child } of children) child.kill('SIGTERM')
  await Promise.all(children.map(({ ended }) => ended))
  await rm(dataDir, { recursive: true, force: true })
})

interface Tagora {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
  /** Everything it has written so far. */
  output(): string
}

/** The real program in local mode on any free port. */
function start(): Tagora {
  const env = { PATH: process.env.PATH, DATA_DIR: dataDir, WEB_PORT: '0', SAMPLE_PROJECT: 'none', LANG: 'en' }
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const listen = (chunk: Buffer) => {
    output += chunk
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const tagora = { child, ended, output: () => output }
  children.push(tagora)
  return tagora
}

const running = (tagora: Tagora) => until(() => tagora.output().includes('Tagora is running'), PATIENCE_MS)

/** The process id of the local chain once its file names one; false before. */
function anvil(): number | false {
  const file = join(dataDir, 'anvil.json')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return text !== '' && Number(JSON.parse(text).pid)
}

test('asked to stop in the middle of its start, it leaves no chain behind', async () => {
  const tagora = start()
  const pid = await until(anvil, PATIENCE_MS)
  tagora.child.kill('SIGTERM')
  expect(await tagora.ended).toBe(0)
  expect(pid && isAlive(pid)).toBe(false)
  expect(anvil()).toBe(false)
}, 60_000)

test('a second one on the same data is refused and leaves the first alone', async () => {
  const first = start()
  await running(first)
  const pid = anvil()
  const second = start()
  expect(await second.ended).toBe(1)
  expect(second.output()).toContain(`Another Tagora is running on ${dataDir}`)
  expect(pid && isAlive(pid)).toBe(true)
  expect(anvil()).toBe(pid)
  expect(first.child.exitCode).toBeNull()
}, 60_000)

test('killed without warning, it can be started again on its data', async () => {
  const first = start()
  await running(first)
  first.child.kill('SIGKILL')
  await first.ended
  const second = start()
  expect(await running(second)).toBe(true)
}, 60_000)
