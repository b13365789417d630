import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../core/clock.ts'
import { enqueueTransaction } from '../../../core/store/chain-transactions.ts'
import { openStore } from '../../../core/store/database.ts'
import { startDiscord } from '../../emulators/discord/emulator.ts'
import { startTelegram } from '../../emulators/telegram/start.ts'
import { projectFile } from '../../support/project-file.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-terminal-'))
})
afterEach(() => rm(folder, { recursive: true }))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the real program as an operator does, with its data in the test's folder. */
function tagora(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((done) => {
    const options = { cwd: folder, env: { PATH: process.env.PATH, DATA_DIR: folder, LANG: 'en', ...env } }
    execFile(process.execPath, [join(ROOT, 'bin/tagora.mjs'), ...args], options, (error, out, err) => {
      done({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

test('a project is created, filled, watched, paused and exported from the terminal', async () => {
  expect(await tagora(['project', 'create', await file('spam.json', projectFile())])).toMatchObject({
    code: 0,
    out: expect.stringContaining('Project spam is created with a budget of 1000 LABEL'),
  })
  const items = await file('items.csv', 'id,text,gold\n1,hello,ham\n2,win now,spam\n3,,\n1,hello,ham\n')
  const imported = await tagora(['project', 'import', 'spam', items])
  expect(imported.out).toContain('2 items imported')
  expect(imported.out).toContain('Line 4: the field "text" is missing or empty')
  const again = await tagora(['project', 'import', 'spam', items, '--json'])
  expect(JSON.parse(again.out)).toMatchObject({ accepted: 0, duplicates: 3, refused: 1 })
  const status = await tagora(['project', 'status', 'spam', '--json'])
  expect(JSON.parse(status.out)).toMatchObject({
    slug: 'spam',
    items: { items: 2, open: 2 },
    money: { budgetWei: '1000000000000000000000' },
  })
  expect((await tagora(['project', 'pause', 'spam'])).out).toContain('is paused')
  expect((await tagora(['project', 'pause', 'spam'])).err).toContain(
    'is paused; this works only when it is active',
  )
  expect((await tagora(['project', 'resume', 'spam'])).out).toContain('hands out items again')
  const out = join(folder, 'labels.jsonl')
  expect((await tagora(['export', 'spam', '--out', out])).code).toBe(0)
  const lines = (await readFile(out, 'utf8')).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).id)).toEqual(['1', '2'])
})

test('mistakes are explained in the language of the terminal and end with code 1', async () => {
  const broken = await file('broken.yaml', 'name: [spam\n')
  const refused = await tagora(['project', 'create', broken])
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('line 2: ') })
  const unknown = await tagora(['project', 'status', 'nope'], { LANG: 'es_ES.UTF-8' })
  expect(unknown).toMatchObject({ code: 1, err: 'No existe el proyecto "nope".\n' })
  const noFile = await tagora(['project', 'create', join(folder, 'nothing.yaml')])
  expect(noFile).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read') })
  const noConfig = await tagora(['project', 'status', 'spam'], { WEB_PORT: 'many' })
  expect(noConfig).toMatchObject({ code: 1, err: expect.stringContaining('WEB_PORT') })
})

test('answers from anywhere are inferred, with their probability', async () => {
  const workers = ['w1', 'w2', 'w3', 'w4']
  // w4 says the opposite of everybody: w1 to w3 are right on all but one item each.
  const answers = Array.from({ length: 12 }, (_, item) =>
    workers.map((worker, at) => {
      const truth = item % 2 === 0 ? 'cat' : 'dog'
      const wrong = at === 3 || item === at
      return `i${item},${worker},${wrong ? (truth === 'cat' ? 'dog' : 'cat') : truth}`
    }),
  )
  const responses = await file('responses.csv', `item,worker,label\n${answers.flat().join('\n')}\n`)
  const gold = await file('gold.csv', 'item,truth\ni0,cat\n')
  const out = join(folder, 'predictions.csv')
  expect(await tagora(['infer', responses, '--gold', gold, '--out', out])).toMatchObject({
    code: 0,
    out: expect.stringContaining('12 items, 48 annotations, 4 people'),
  })
  const [header, ...rows] = (await readFile(out, 'utf8')).trim().split('\n')
  expect(header).toBe('item,label,probability')
  expect(rows[0]).toBe('i0,cat,1.000000')
  for (const [at, row] of rows.entries()) {
    const [item, label, probability] = row.split(',')
    expect([item, label]).toEqual([`i${at}`, at % 2 === 0 ? 'cat' : 'dog'])
    expect(Number(probability)).toBeGreaterThan(0.5)
  }
  const broken = await file('broken.csv', 'item,worker,label\ni1,,cat\n')
  const refused = await tagora(['infer', broken, '--out', out])
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('row 2: worker') })
})

test('failed transactions are shown, reported by the doctor and queued again', async () => {
  const url = `sqlite:${join(folder, 'tagora.sqlite')}`
  const store = await openStore(url)
  await store.transaction(async (trx) => {
    const wanted = { kind: 'settle', reference: 'settle:1', to: `0x${'1'.repeat(40)}`, data: '0x' } as const
    await enqueueTransaction(trx, { ...wanted, createdAt: systemClock.now() })
    const failed = { state: 'failed', failure: 'InsufficientBudget(1, 2)' }
    await trx.updateTable('chain_transactions').set(failed).execute()
  })
  await store.close()
  expect((await tagora(['transactions', 'failed'])).out).toContain('InsufficientBudget(1, 2)')
  expect((await tagora(['doctor', '--json'])).out).toContain('tagora transactions retry')
  expect((await tagora(['transactions', 'retry'])).out).toBe('1 transaction is queued again.\n')
  expect((await tagora(['transactions', 'failed'])).out).toBe('No transaction has failed.\n')
})

test('the doctor finds a healthy installation healthy, tokens included', async () => {
  const discord = await startDiscord()
  const telegram = await startTelegram({ token: '123456:healthy-token-of-a-test-bot-0000000' })
  try {
    const examined = await tagora(['doctor', '--json'], {
      WEB_PORT: '0',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.restApi,
      TELEGRAM_TOKEN: telegram.token,
      TELEGRAM_API_URL: telegram.apiRoot,
    })
    expect(JSON.parse(examined.out)).toMatchObject({ ok: true })
    expect(examined.code).toBe(0)
  } finally {
    await Promise.all([discord.stop(), telegram.stop()])
  }
})

test('the doctor says what is wrong and how to mend it, and shows no token', async () => {
  const telegram = await startTelegram({ token: '123456:healthy-token-of-a-test-bot-0000000' })
  try {
    const examined = await tagora(['doctor', '--json'], {
      DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/tagora',
      RPC_URL: 'http://127.0.0.1:1',
      OPERATOR_PRIVATE_KEY: `0x${'1'.repeat(64)}`,
      DISCORD_TOKEN: 'hidden-token',
      DISCORD_API_URL: 'http://127.0.0.1:1/api',
      TELEGRAM_TOKEN: '123456:wrong-token',
      TELEGRAM_API_URL: telegram.apiRoot,
    })
    expect(examined.code).toBe(1)
    const { findings } = JSON.parse(examined.out) as {
      findings: { check: string; ok: boolean; detail: string }[]
    }
    const detailOf = new Map(findings.map(({ check, ok, detail }) => [check, `${ok} ${detail}`]))
    expect(detailOf.get('database')).toMatch(/^false .*Check DATABASE_URL/)
    expect(detailOf.get('chain')).toMatch(/^false .*Check RPC_URL/)
    expect(detailOf.get('Discord')).toMatch(/^false Discord does not answer/)
    expect(detailOf.get('Telegram')).toMatch(/^false .*TELEGRAM_TOKEN/)
    expect(examined.out + examined.err).not.toMatch(/secret|hidden-token|wrong-token/)
  } finally {
    await telegram.stop()
  }
})
