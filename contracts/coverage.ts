/**
 * Measures which lines and branches of contracts/src the tests run, prints a row for each file, and fails below 95 %
 * of either. Forge's coverage reads only packages inside its own folder, so it runs in a copy that has them there; gas
 * tests are left out, as their figures hold for optimized code only.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'
import { contractsFolder, findForge } from './find-forge.ts'

const LEAST_PERCENT = 95
const PACKAGE = join('node_modules', '@openzeppelin', 'contracts')
const REMAPPING = '@openzeppelin/=node_modules/@openzeppelin/'
const OPTIONS = ['--no-match-path', 'test/gas/*', '--report', 'lcov', '--report-file', 'lcov.info']

/** How many lines and branches there are, and how many of them ran. */
interface Counts {
  lines: number
  linesRun: number
  branches: number
  branchesRun: number
}

/** Runs forge on the copy and returns its report. */
function measure(copy: string): string {
  for (const name of ['src', 'test', 'foundry.toml']) {
    cpSync(join(contractsFolder, name), join(copy, name), { recursive: true })
  }
  cpSync(join(contractsFolder, '..', PACKAGE), join(copy, PACKAGE), { recursive: true })
  const { binary, env } = findForge()
  const compiler = ['--use', join(contractsFolder, 'solc.mjs'), '--remappings', REMAPPING]
  const result = spawnSync(binary, ['coverage', ...compiler, ...OPTIONS], {
    cwd: copy,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (result.error) throw new Error('forge could not be started', { cause: result.error })
  if (result.status !== 0) throw new Error(`the tests failed\n${result.stdout}\n${result.stderr}`)
  return readFileSync(join(copy, 'lcov.info'), 'utf8')
}

/** The counts of each file in src, from a report in the format of lcov. */
function countsOf(report: string): Map<string, Counts> {
  const files = new Map<string, Counts>()
  for (const record of report.split('end_of_record')) {
    const file = /^SF:(src\/.*)$/m.exec(record)?.[1]
    if (file === undefined) continue
    const field = (name: string) => Number(new RegExp(`^${name}:(\\d+)$`, 'm').exec(record)?.[1] ?? 0)
    files.set(file, {
      lines: field('LF'),
      linesRun: field('LH'),
      branches: field('BRF'),
      branchesRun: field('BRH'),
    })
  }
  return files
}

function sumOf(files: Iterable<Counts>): Counts {
  const sum: Counts = { lines: 0, linesRun: 0, branches: 0, branchesRun: 0 }
  for (const counts of files) {
    sum.lines += counts.lines
    sum.linesRun += counts.linesRun
    sum.branches += counts.branches
    sum.branchesRun += counts.branchesRun
  }
  return sum
}

/** Percent of `all` that ran, 100 where there is nothing to run. */
function percent(run: number, all: number): number {
  return all === 0 ? 100 : (100 * run) / all
}

function rowOf(name: string, { lines, linesRun, branches, branchesRun }: Counts): string[] {
  const cell = (run: number, all: number) => `${percent(run, all).toFixed(1)} % (${run}/${all})`
  return [name, cell(linesRun, lines), cell(branchesRun, branches)]
}

function main(): void {
  const copy = mkdtempSync(join(tmpdir(), 'tagora-coverage-'))
  try {
    const files = countsOf(measure(copy))
    const sum = sumOf(files.values())
    const table = new Table({ head: ['file', 'lines', 'branches'], style: { head: [], border: [] } })
    for (const [file, counts] of files) table.push(rowOf(file, counts))
    table.push(rowOf('all', sum))
    const shares = [percent(sum.linesRun, sum.lines), percent(sum.branchesRun, sum.branches)]
    process.stdout.write(`${table.toString()}\n`)
    if (files.size === 0 || shares.some((share) => share < LEAST_PERCENT)) {
      process.stderr.write(`less than ${LEAST_PERCENT} % of lines or branches ran\n`)
      process.exitCode = 1
    }
  } finally {
    rmSync(copy, { recursive: true })
  }
}

main()
