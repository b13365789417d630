import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { renderScreen as renderDiscord } from '../../bots/discord/render.ts'
import { renderScreen as renderTelegram } from '../../bots/telegram/render.ts'
import { healthBlocks } from '../../commands/health-blocks.ts'
import { createRouter } from '../../commands/router.ts'
import type { Screen } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import { readProjectHealth } from '../../core/insights/read-project-health.ts'
import { openStore, type Store } from '../../core/store/database.ts'
import { locales, translator } from '../../locales/translate.ts'
import { fillProject } from '../core/insights/fill-project.ts'
import { clock, makeProject, projectFile } from '../core/projects/project-file.ts'
import { simulateCrowd } from '../core/quality/agreement/simulated-crowd.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const PLAN = { seed: 2, people: 40, items: 400, redundancy: 10, labels: 2, clique: 0.2, spammers: 0.1 }

let folder: string
let store: Store
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-health-'))
  store = await openStore(`sqlite:${join(folder, 'tagora.sqlite')}`)
  await fillProject(store, clock, await makeProject(store), simulateCrowd(PLAN).answers)
})
afterEach(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

async function ask(userId: string, locale: string): Promise<Screen | null> {
  const handle = createRouter({
    store,
    clock,
    log: pino({ level: 'silent' }),
    services: { tokenSymbol: 'LABEL', demoWallets: null },
    moderators: new Set(['web:boss', 'web:jefa']),
    tapsPer10Seconds: 100,
  })
  const input = { kind: 'command', name: 'project health', args: { project: 'fruit' } } as const
  return await handle({ platform: 'web', eventId: userId, user: { id: userId, name: userId, locale }, input })
}

test('moderators read what is wrong, who to look at and why; nobody else does', async () => {
  const text = screenText((await ask('boss', 'en'))?.blocks ?? [])
  expect(text).toMatch(/Health of fruit\n4,?000 answers from 40 people to 400 items/)
  expect(text).toMatch(/Krippendorff's alpha 0\.\d+ \(95 % sure between 0\.\d+ and 0\.\d+\)/)
  expect(text).toMatch(/Clarify in the guideline\n- \w+ (and|is taken for) \w+ \(100% of all disagreement/)
  expect(text).toMatch(/8 people \(Person \d \(p-[0-9a-f]{8}\), .*equal answers, \d+% explained/)
  expect(text).toMatch(/Person \d+ \(p-[0-9a-f]{8}\): usually answers in [\d.]+ s, others in [\d.]+ s/)
  expect(text).toContain('This is advice. Nobody loses money or a role by it.')
  expect(screenText((await ask('jefa', 'es'))?.blocks ?? [])).toContain('Es un consejo.')
  expect(screenText((await ask('ann', 'en'))?.blocks ?? [])).toContain('Only a moderator can do this')
})

describe('the screen fits one message of every platform, whatever the names', () => {
  test.each([...locales.keys()])('%s', async (locale) => {
    const health = await store.transaction((trx) => readProjectHealth(trx, 'fruit'))
    const awkward = (_: string, value: unknown) =>
      typeof value === 'string' ? '*_`[]()~>#+-=|{}.!'.repeat(12) : value
    const long = JSON.parse(JSON.stringify(health, awkward)) as typeof health
    const title = 'W'.repeat(40)
    const named = JSON.parse(JSON.stringify(long), (key, value) => (key === 'title' ? title : value))
    const { byLabel } = named.agreement
    const wide = { ...named, agreement: { ...named.agreement, byLabel: [...byLabel, ...byLabel] } }
    for (const shown of [health, named as typeof health, wide as typeof health]) {
      const screen = { blocks: healthBlocks(translator(locale), shown), buttons: [] }
      expect(renderTelegram(screen)).toHaveLength(1)
      expect(renderDiscord(screen).files).toEqual([])
    }
  })
})

test('of three labels, those people agree on least are named', async () => {
  const { schema } = projectFile()
  const labels = [...schema.labels, { name: 'plum', title: 'Plum', definition: 'Grows on plum trees.' }]
  const project = await makeProject(store, { name: 'three', schema: { ...schema, labels } })
  await fillProject(store, clock, project, simulateCrowd({ ...PLAN, labels: 3 }).answers)
  const health = await store.transaction((trx) => readProjectHealth(trx, 'three'))
  const [least, ...others] = health.agreement.byLabel
  expect(others).toHaveLength(2)
  for (const one of others) expect(least?.alpha).toBeLessThanOrEqual(one.alpha)
  expect(screenText(healthBlocks(translator('en'), health))).toMatch(
    /Least agreement on single labels: \w+ 0\.\d+, \w+ 0\.\d+, \w+ 0\.\d+\./,
  )
})

test('the terminal prints the same words, or everything as JSON', async () => {
  const run = promisify(execFile)
  const tagora = (...args: string[]) =>
    run(process.execPath, [join(ROOT, 'bin/tagora.mjs'), 'project', 'health', 'fruit', ...args], {
      cwd: folder,
      env: { PATH: process.env.PATH, DATA_DIR: folder, LANG: 'en' },
    })
  const words = await tagora()
  expect(words.stdout).toContain('Health of fruit')
  expect(words.stdout).toContain('This is advice.')
  const json = JSON.parse((await tagora('--json')).stdout)
  expect(json).toMatchObject({ slug: 'fruit', annotations: 4_000, drift: { falseAlarmRate: 0.05 } })
  expect(json.suspects.collusion[0].people).toHaveLength(8)
})
