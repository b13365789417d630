import { execFileSync, spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const rooms = ['bots', 'commands', 'core', 'locales']

interface Report {
  summary: { violations: { rule: { name: string }; from: string }[]; totalCruised: number }
}

function cruise(cwd: string): Report {
  const args = ['--config', resolve(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...rooms]
  const { stdout } = spawnSync(resolve(root, 'node_modules/.bin/depcruise'), args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return JSON.parse(stdout)
}

test('each import rule catches its kind of mistake in a deliberately bad tree', () => {
  const { summary } = cruise(resolve(import.meta.dirname, 'fixtures/architecture'))
  const caught = new Map(summary.violations.map(({ rule, from }) => [rule.name, from]))
  expect(Object.fromEntries(caught)).toMatchObject({
    'no-cycles': expect.stringMatching(/cycle-[ab]/),
    'core-knows-no-adapter': 'core/tasks/tasks.ts',
    'commands-know-no-platform': 'commands/screen.ts',
    'locales-only-know-errors': 'locales/en.ts',
    'adapters-never-import-each-other': 'bots/telegram/telegram.ts',
    'products-never-import-tests': 'core/people/tester.ts',
    'core-store-uses-only-what-is-below': 'core/store/rows.ts',
    'one-home-for-ethers': 'core/tasks/chain-user.ts',
    'one-home-for-discord.js': 'bots/telegram/telegram.ts',
    'no-unresolved': 'core/people/tester.ts',
  })
})

test('the product itself breaks no import rule, and the guard really saw it', () => {
  const { summary } = cruise(root)
  expect(summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`)).toEqual([])
  const files = execFileSync('git', ['ls-files', '--', ...rooms.map((room) => `${room}/**/*.ts`)], {
    cwd: root,
  })
  expect(summary.totalCruised).toBeGreaterThanOrEqual(files.toString().trim().split('\n').length)
})
