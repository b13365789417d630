import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const MEBIBYTE = 2 ** 20

interface Result {
  readonly accepted: number
  readonly refused: number
  readonly peakMebibytes: number
}

/** Imports a file in a process of its own that may keep 48 MB of objects. */
async function importApart(folder: string, path: string): Promise<Result> {
  const program = fileURLToPath(new URL('./import-and-report-memory.ts', import.meta.url))
  const args = ['--max-old-space-size=48', program, path, join(folder, 'tagora.sqlite')]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return JSON.parse(stdout)
}

async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const file = createWriteStream(path)
  for (const line of lines) {
    if (!file.write(`${line}\n`)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
}

function* smallRows(count: number) {
  for (let row = 0; row < count; row += 1) yield JSON.stringify({ id: `row${row}`, text: `some text ${row}` })
}

test('a file of 120 MB takes about as much memory as a small one', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-memory-'))
  try {
    const small = join(folder, 'small.jsonl')
    await writeLines(small, smallRows(1_000))
    const large = join(folder, 'large.jsonl')
    await writeLines(large, largeFile())
    const afterSmall = await importApart(folder, small)
    await rm(join(folder, 'tagora.sqlite'))
    const afterLarge = await importApart(folder, large)
    expect(afterSmall).toMatchObject({ accepted: 1_000, refused: 0 })
    expect(afterLarge).toMatchObject({ accepted: 5_000, refused: 404 })
    expect(afterLarge.peakMebibytes - afterSmall.peakMebibytes).toBeLessThan(100)
  } finally {
    await rm(folder, { recursive: true })
  }
})

function* largeFile() {
  for (let line = 0; line < 4; line += 1) yield 'x'.repeat(10 * MEBIBYTE)
  const text = 'x'.repeat(MEBIBYTE / 5)
  for (let line = 0; line < 400; line += 1) yield JSON.stringify({ id: `long${line}`, text })
  yield* smallRows(5_000)
}
