import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { loadImage } from '@napi-rs/canvas'
import { Command } from 'commander'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { communityOf } from '../../../../bots/terminal/simulate/community-of.ts'
import { declareOptions, type SimulateOptions } from '../../../../bots/terminal/simulate/options.ts'
import { parseProjectFile } from '../../../../core/projects/parse-project-file.ts'
import { projectFile } from '../../../support/project-file.ts'

const PROGRAM = resolve(import.meta.dirname, '../../../../bin/tagora.mjs')
const SMALL = ['--people', '8', '--items', '20', '--runs', '2']
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagora-simulate-'))
})
afterEach(() => rm(folder, { recursive: true }))

function simulate(args: readonly string[], env: Record<string, string> = {}) {
  return promisify(execFile)(process.execPath, [PROGRAM, 'simulate', ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, LANG: 'en', ...env },
  })
}

test('settings of a project file are compared in a table, as JSON and in a picture', async () => {
  const file = join(folder, 'project.json')
  await writeFile(file, projectFile({ title: 'Ham *or* spam' }))
  const compared = [file, ...SMALL, '--redundancy', '1,3', '--adaptive', 'off']
  const shown = (await simulate(compared)).stdout
  for (const text of ['Ham *or* spam', '8 people, 20 items, 2 runs', '1 to 5 answers', 'Left to experts']) {
    expect(shown).toContain(text)
  }
  const picture = join(folder, 'chart.png')
  const { stdout } = await simulate([...compared, '--json', '--chart', picture])
  const result = JSON.parse(stdout)
  expect(result).toMatchObject({
    project: 'spam',
    seed: 1,
    wantedRuns: 2,
    community: { people: 8, labels: 2 },
  })
  const [one, three] = result.settings
  expect(one).toMatchObject({ redundancy: 1, maxRedundancy: 5, adaptive: false, runs: 2 })
  expect(three.answersPerItem).toEqual({ mean: 3, low: 3, high: 3 })
  expect(one.tokens.mean).toBeLessThan(three.tokens.mean)
  expect((await loadImage(await readFile(picture))).width).toBe(2_560)
})

test('without a file the sample project is played, in the language of the terminal', async () => {
  const { stdout } = await simulate([...SMALL, '--spammers', '0'], { LANG: 'es_ES.UTF-8' })
  expect(stdout).toContain('Qué esperar de Spam in text messages')
  expect(stdout).toContain('8 personas, 20 elementos, 2 pruebas')
})

/** The options as commander reads them, and the community they describe. */
function communityFrom(args: readonly string[]) {
  const command = declareOptions(new Command().argument('[file]'))
  command.exitOverride().configureOutput({ writeErr: () => undefined })
  const options = command.parse(args, { from: 'user' }).opts<SimulateOptions>()
  const { definition } = parseProjectFile(projectFile(), 'project.json')
  return communityOf(options, definition)
}

test('the options describe a community; shares of labels are equal unless given', () => {
  expect(communityFrom([])).toMatchObject({ people: 50, labelShares: [0.5, 0.5], accuracy: 0.8 })
  const args = ['--label-shares', '0.7, 0.3', '--drop-outs', '0', '--clique-size', '3']
  expect(communityFrom(args)).toMatchObject({ labelShares: [0.7, 0.3], dropOuts: 0, cliqueSize: 3 })
})

test.each([
  [['--spammers', '0.6', '--colluders', '0.5'], 'simulate.badPeople'],
  [['--label-shares', '0.2,0.3,0.5'], 'simulate.badLabels'],
  [['--label-shares', '0.2,0.3'], 'simulate.badLabels'],
  [['--accuracy', '0.95', '--hard', '0.3'], 'simulate.tooAccurate'],
  [['--people', '0'], 'from 1 to 5000'],
  [['--items', '1e9'], 'from 1 to 20000'],
  [['--spammers', '2'], 'from 0 to 1'],
  [['--seconds', '0'], 'above 0'],
  [['--threshold', '0.66'], 'for example 2/3'],
  [['--adaptive', 'yes'], 'on, off'],
])('the options %j are refused', (args, reason) => {
  expect(() => communityFrom(args)).toThrow(reason)
})

test('a picture that cannot be written is an error', async () => {
  const nowhere = join(folder, 'no', 'chart.png')
  await expect(simulate([...SMALL, '--chart', nowhere])).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('cannot be written'),
  })
})
