import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { type ReplayResult, replay } from '../../../bots/terminal/replay/play.ts'
import type { ReplayPolicy } from '../../../bots/terminal/replay/stage.ts'
import { chooseGold } from '../../../core/quality/replay/record.ts'
import { SYNTHETIC_ANSWERS, SYNTHETIC_ITEMS, syntheticRecord } from '../../support/synthetic-record.ts'

const ITEMS = SYNTHETIC_ITEMS
const PER_ITEM = SYNTHETIC_ANSWERS
const record = syntheticRecord()
const play = (policy: ReplayPolicy, seed = 1, of = record) => replay(of, { policy, goldShare: 0.1, seed })
const adaptive = (threshold: number) => ({ kind: 'adaptive', threshold }) as const
const timeless = ({ seconds: _, ...rest }: ReplayResult) => rest

test('a fixed policy uses so many labels of every item', async () => {
  const three = await play({ kind: 'fixed', redundancy: 3 })
  expect(three).toMatchObject({ items: ITEMS, gold: 6, scored: 54, people: 10, labels: 3 * ITEMS })
  const all = await play({ kind: 'fixed', redundancy: 25 })
  expect(all.labels).toBe(PER_ITEM * ITEMS)
  expect(all.accuracy).toBeGreaterThan(0.9)
})

test('an adaptive policy asks for more where less is sure, and gets more right than fixed counts', async () => {
  const three = await play({ kind: 'fixed', redundancy: 3 })
  const [low, high] = [await play(adaptive(0.5)), await play(adaptive(0.95))]
  expect(low.labels).toBeGreaterThanOrEqual(ITEMS)
  expect(low.labels).toBeLessThan(high.labels)
  expect(high.labels).toBeLessThan(PER_ITEM * ITEMS)
  expect(high.accuracy).toBeGreaterThan(three.majorityAccuracy)
  expect(low.accuracy).toBeGreaterThan(0.5)
})

test('the same seed gives the same replay, another one another', async () => {
  const first = timeless(await play(adaptive(0.9)))
  expect(timeless(await play(adaptive(0.9)))).toEqual(first)
  expect(timeless(await play(adaptive(0.9), 2))).not.toEqual(first)
})

test('the truth of items that are not gold changes nothing but the score', async () => {
  const gold = chooseGold(record, 0.1, 1)
  const lied = new Map(
    [...record.truth].map(([item, label]) => [item, gold.has(item) ? label : 'cat'] as const),
  )
  const blind = await play(adaptive(0.9), 1, { ...record, truth: lied })
  const seeing = await play(adaptive(0.9))
  expect(blind.labels).toBe(seeing.labels)
  expect(blind.statedProbability).toBe(seeing.statedProbability)
  expect(blind.accuracy).not.toBe(seeing.accuracy)
})

test('the terminal plays a folder and reports', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tagora-replay-'))
  const rows = [...record.answers].flatMap(([worker, given]) =>
    [...given].map(([item, label]) => `${item},${worker},${label}`),
  )
  await writeFile(join(folder, 'responses.csv'), ['item,worker,label', ...rows].join('\n'))
  const truth = [...record.truth].map(([item, label]) => `${item},${label}`)
  await writeFile(join(folder, 'truth.csv'), ['item,truth', ...truth].join('\n'))
  const program = resolve(import.meta.dirname, '../../../bin/tagora.mjs')
  const tagora = (...args: string[]) =>
    promisify(execFile)(process.execPath, [program, 'replay', ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, LANG: 'en' },
    })
  try {
    const json = await tagora(folder, '--threshold', '0.9', '--gold', '0.1', '--seed', '1', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject(timeless(await play(adaptive(0.9))))
    const shown = (await tagora(folder, '--policy', 'fixed:2')).stdout
    expect(shown).toContain('120, 2.00 an item')
    expect(shown).toContain('Other thing!')
    await expect(tagora(folder, '--policy', 'fixed:0')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('fixed: with 1 to 25'),
    })
    await expect(tagora(join(folder, 'nothing'))).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('cannot be read'),
    })
  } finally {
    await rm(folder, { recursive: true })
  }
})
