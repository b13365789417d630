import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from '../../../core/store/database.ts'
import { addItems, HandClock, startProject } from '../../support/community.ts'

const PROGRAM = resolve(import.meta.dirname, '../../../bin/tagora.mjs')

let folder: string
let data: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-export-'))
  data = join(folder, 'data')
  const store = await openStore(`sqlite:${data}/tagora.sqlite`)
  const project = await store.transaction((trx) => startProject(trx, new HandClock()))
  await addItems(store, project, 3_000)
  await store.close()
})
afterEach(() => rm(folder, { recursive: true }))

function run(command: string, args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH, DATA_DIR: data, LANG: 'en' } }
    execFile(command, args, options, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}
const tagora = (...args: string[]) => run(process.execPath, [PROGRAM, ...args])

test('an export that cannot begin leaves the file of the last one as it was', async () => {
  const out = join(folder, 'labels.jsonl')
  await writeFile(out, 'the last export')
  const { code, err } = await tagora('export', 'smaple', '--out', out)
  expect(code).toBe(1)
  expect(err).toContain('no project "smaple"')
  expect(await readFile(out, 'utf8')).toBe('the last export')
  expect(await readdir(folder)).toEqual(['data', 'labels.jsonl'])
})

test('a file that cannot be written is named in a sentence', async () => {
  const { code, err } = await tagora('export', 'sample', '--out', join(folder, 'nowhere', 'labels.jsonl'))
  expect(code).toBe(1)
  expect(err).toMatch(/^The file ".*labels.jsonl" cannot be written: .*ENOENT/)
  expect(err).not.toContain(' at ')
})

test('a whole export takes the place of the last one', async () => {
  const out = join(folder, 'labels.jsonl')
  await writeFile(out, 'the last export')
  expect(await tagora('export', 'sample', '--out', out)).toMatchObject({ code: 0, out: '', err: '' })
  expect((await readFile(out, 'utf8')).trim().split('\n')).toHaveLength(3_000)
  expect(await readdir(folder)).toEqual(['data', 'labels.jsonl'])
})

test('a reader that has seen enough ends the export quietly', async () => {
  const script = `"$0" "$1" export sample | head -n 1`
  const { err, out } = await run('sh', ['-c', script, process.execPath, PROGRAM])
  expect(JSON.parse(out)).toMatchObject({ id: 'item-1' })
  expect(err).toBe('')
})
