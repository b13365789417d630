/**
 * Seeds the bugs of mutations.yaml one by one in copies of the contracts and runs the tests that must notice. Prints a
 * line for each and {mutants, killed, survived} at the end; fails when one survives, does not compile, takes too long, or
 * names text that is not in its file exactly once. --only TEXT takes those whose rule or file contains the text.
 */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { z } from 'zod'
import { contractsFolder, findForge } from './find-forge.ts'

const WORKERS = 2
const LIMIT_MS = 240_000

const mutantSchema = z.strictObject({
  rule: z.string().min(1),
  file: z.string().min(1),
  find: z.string().min(1),
  put: z.string(),
  tests: z.array(z.string().min(1)).min(1),
})
type Mutant = z.output<typeof mutantSchema>
type Fate = 'killed' | 'survived' | 'no match' | 'broken' | 'too slow'
interface Run {
  readonly fate: Fate
  /** The test that noticed. */
  readonly by?: string
}

/** Mutants that the same tests must kill, so that one small copy serves them all. */
interface Group {
  readonly tests: readonly string[]
  readonly mutants: readonly Mutant[]
}

/** Runs the tests in a copy without the optimizer. `slow`: they were stopped. */
function runTests(copy: string) {
  const { binary, env } = findForge()
  const child = spawn(binary, ['test', '--fail-fast'], {
    cwd: copy,
    env: { ...env, FOUNDRY_PROFILE: 'mutants' },
    timeout: LIMIT_MS,
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  return new Promise<{ passed: boolean; slow: boolean; output: string }>((resolve, reject) => {
    child.on('error', (cause) => reject(new Error('forge could not be started', { cause })))
    child.on('close', (code, signal) => resolve({ passed: code === 0, slow: signal !== null, output }))
  })
}

/** Copies a source and all it imports, but for packages. */
function copySource(copy: string, path: string, copied: Set<string>): void {
  if (copied.has(path)) return
  copied.add(path)
  cpSync(join(contractsFolder, path), join(copy, path), { recursive: true })
  for (const [, imported = ''] of readFileSync(join(copy, path), 'utf8').matchAll(/from "(\.[^"]+)";/g)) {
    copySource(copy, join(dirname(path), imported), copied)
  }
}

/** A copy of the contracts with only what the tests need, in which they pass. */
async function makeCopy(root: string, tests: readonly string[]): Promise<string> {
  const copy = mkdtempSync(join(root, 'copy-'))
  for (const name of ['foundry.toml', 'solc.mjs']) cpSync(join(contractsFolder, name), join(copy, name))
  const copied = new Set<string>()
  for (const test of tests) copySource(copy, join('test', `${test}.t.sol`), copied)
  const { passed, output } = await runTests(copy)
  if (!passed) throw new Error(`tests fail without any bug: ${tests.join(', ')}\n${output}`)
  return copy
}

/** Seeds one bug in a copy, runs its tests and mends the copy again. */
async function tryMutant(copy: string, { file, find, put }: Mutant): Promise<Run> {
  const path = join(copy, 'src', file)
  const source = readFileSync(path, 'utf8')
  const [before, after, ...more] = source.split(find)
  if (before === undefined || after === undefined || more.length > 0) return { fate: 'no match' }
  writeFileSync(path, before + put + after)
  try {
    const { passed, slow, output } = await runTests(copy)
    if (slow) return { fate: 'too slow' }
    if (passed) return { fate: 'survived' }
    const by = /\[FAIL[^\n]*\] (\w+)/.exec(output)?.[1]
    return by === undefined ? { fate: 'broken' } : { fate: 'killed', by }
  } finally {
    writeFileSync(path, source)
  }
}

/** Takes groups from the queue until it is empty. */
async function work(root: string, queue: Group[], survived: string[]): Promise<void> {
  for (let group = queue.shift(); group; group = queue.shift()) {
    const copy = await makeCopy(root, group.tests)
    for (const mutant of group.mutants) {
      const start = performance.now()
      const { fate, by } = await tryMutant(copy, mutant)
      const seconds = ((performance.now() - start) / 1000).toFixed(0)
      const line = `${fate.padEnd(8)} ${seconds.padStart(3)} s  ${mutant.file}: ${mutant.rule}`
      process.stdout.write(by ? `${line} (${by})\n` : `${line}\n`)
      if (fate !== 'killed') survived.push(`${mutant.file}: ${mutant.rule} (${fate})`)
    }
  }
}

function readMutants(only: string): Mutant[] {
  const text = readFileSync(join(contractsFolder, 'mutations.yaml'), 'utf8')
  const mutants = z.array(mutantSchema).parse(parse(text))
  return mutants.filter(({ file, rule }) => file.includes(only) || rule.includes(only))
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
  const mutants = readMutants(values.only)
  const groups = Map.groupBy(mutants, ({ tests }) => tests.join())
  const queue = [...groups.values()].map((group) => ({ tests: group[0]?.tests ?? [], mutants: group }))
  const root = mkdtempSync(join(tmpdir(), 'tagora-mutants-'))
  try {
    symlinkSync(join(contractsFolder, '..', 'node_modules'), join(root, 'node_modules'))
    const survived: string[] = []
    await Promise.all(Array.from({ length: WORKERS }, () => work(root, queue, survived)))
    const killed = mutants.length - survived.length
    process.stdout.write(`${JSON.stringify({ mutants: mutants.length, killed, survived })}\n`)
    if (survived.length > 0) process.exitCode = 1
  } finally {
    rmSync(root, { recursive: true })
  }
}

await main()
