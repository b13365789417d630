/**
 * Compiles the contracts and writes their ABI and byte code to core/chain/abi, so that the product runs without a
 * compiler. With --check nothing is written: the command fails when a committed file differs from a fresh build.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

const root = join(import.meta.dirname, '..')
const artifactSchema = z.object({
  abi: z.array(z.record(z.string(), z.unknown())),
  bytecode: z.object({ object: z.string().regex(/^0x[0-9a-f]+$/, 'byte code with open links') }),
})

const targets = [
  { contract: 'LabelToken', file: 'label-token.ts', name: 'labelToken' },
  { contract: 'LabelEscrow', file: 'label-escrow.ts', name: 'labelEscrow' },
]

/** Runs forge with the packaged Node first in PATH, because the compiler wrapper is a Node script. */
function build(): void {
  const bin = join(root, 'node_modules', '.bin')
  const path = [dirname(process.execPath), bin, process.env.PATH].join(delimiter)
  const result = spawnSync(join(bin, 'forge'), ['build', '--skip', 'test'], {
    cwd: import.meta.dirname,
    env: { ...process.env, PATH: path },
    encoding: 'utf8',
  })
  if (result.error) throw new Error('forge could not be started', { cause: result.error })
  if (result.status !== 0) throw new Error(`forge build failed\n${result.stdout}\n${result.stderr}`)
}

/** The module for one contract: one ABI entry a line, keys as the compiler ordered them. */
function moduleText(contract: string, name: string): string {
  const artifactFile = join(import.meta.dirname, 'out', `${contract}.sol`, `${contract}.json`)
  const artifact = artifactSchema.parse(JSON.parse(readFileSync(artifactFile, 'utf8')))
  const entries = artifact.abi.map((entry) => `  ${JSON.stringify(entry)},`).join('\n')
  return [
    `// Generated from contracts/src/${contract}.sol by contracts/build-abi.ts; do not edit.`,
    `export const ${name}Abi = [\n${entries}\n] as const\n`,
    `export const ${name}Bytecode =\n  '${artifact.bytecode.object}'\n`,
  ].join('\n')
}

function readOrNothing(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
}

function main(): void {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
  build()
  const folder = join(root, 'core', 'chain', 'abi')
  mkdirSync(folder, { recursive: true })
  for (const target of targets) {
    const file = join(folder, target.file)
    const text = moduleText(target.contract, target.name)
    if (readOrNothing(file) === text) continue
    if (!values.check) writeFileSync(file, text)
    else {
      process.stderr.write(`${target.file} differs from a fresh build; run node contracts/build-abi.ts\n`)
      process.exitCode = 1
    }
  }
}

main()
