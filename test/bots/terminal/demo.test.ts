import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isAlive, until } from '../../../core/chain/processes.ts'
import { lockFolder } from '../../../core/store/lock-folder.ts'

const DEMO = resolve(import.meta.dirname, '../../../bots/terminal/demo/main.ts')
const PATIENCE_MS = 25_000

let folder: string
let child: ChildProcess | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-demo-'))
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the real program to its end. */
async function demo(...args: string[]): Promise<Ended> {
  const options = { cwd: folder, env: { PATH: process.env.PATH, LANG: 'en' } }
  child = spawn(process.execPath, [DEMO, ...args], options)
  let out = ''
  let err = ''
  child.stdout?.on('data', (chunk) => {
    out += chunk
  })
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  const [code] = await once(child, 'close')
  return { code, out, err }
}

test.each([
  ['--items', 'abc'],
  ['--items', '0'],
  ['--items', '-5'],
  ['--items', '1.5'],
  ['--items', '401'],
  ['--seed', 'x'],
  ['--seed', '-1'],
])('%s %s is refused with a sentence', async (option, value) => {
  const { code, out, err } = await demo(option, value)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(/whole number/)
  expect(err).not.toContain(' at ')
  expect(await readdir(folder)).toEqual([])
})

test('it never empties a folder that holds something else', async () => {
  await writeFile(join(folder, 'thesis.txt'), 'years of work')
  const { code, err } = await demo('--data-dir', folder)
  expect(code).toBe(1)
  expect(err).toContain('holds something else')
  expect(await readdir(folder)).toEqual(['thesis.txt'])
})

test('it leaves a demo that is still running alone', async () => {
  await writeFile(join(folder, 'tagora-demo'), '')
  const release = lockFolder(folder)
  const { code, err } = await demo('--data-dir', folder)
  release()
  expect(code).toBe(1)
  expect(err).toContain('Another Tagora is running')
  expect(await readdir(folder)).toContain('tagora-demo')
})

test('interrupted, it ends with an error and leaves no process behind', async () => {
  const dataDir = join(folder, 'data')
  const ended = demo('--data-dir', dataDir)
  const anvil = () => {
    const file = join(dataDir, 'anvil.json')
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    return text !== '' && Number(JSON.parse(text).pid)
  }
  const pid = await until(anvil, PATIENCE_MS)
  child?.kill('SIGTERM')
  expect((await ended).code).toBe(1)
  expect(pid && isAlive(pid)).toBe(false)
  // Only a server that is gone gives its folder free.
  lockFolder(dataDir)()
}, 60_000)
