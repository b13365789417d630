/**
 * Compiles the contracts and writes their ABI and byte code to core/chain/abi, so that the product runs without a
 * compiler. With --check nothing is written: the command fails when a committed file differs from a fresh build.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { contractsFolder, findForge } from './find-forge.ts'

const root = join(contractsFolder, '..')
const artifactSchema = z.object({
  abi: z.array(z.record(z.string(), z.unknown())),
  bytecode: z.object({ object: z.string().regex(/^0x[0-9a-f]*$/, 'byte code with open links') }),
})

interface Target {
  /** Whose ABI it is; null for byte code alone. */
  readonly contract: string | null
  /** Whose byte code it is, where not of the same contract. */
  readonly code?: string
  readonly file: string
  readonly name: string
}

const targets: readonly Target[] = [
  { contract: 'LabelToken', file: 'label-token.ts', name: 'labelToken' },
  { contract: 'ILabelLedger', code: 'LabelLedger', file: 'label-ledger.ts', name: 'labelLedger' },
  { contract: null, code: 'LedgerDesk', file: 'ledger-desk.ts', name: 'ledgerDesk' },
  { contract: null, code: 'LedgerReview', file: 'ledger-review.ts', name: 'ledgerReview' },
  { contract: 'ReviewCourt', file: 'review-court.ts', name: 'reviewCourt' },
  { contract: 'OperatorRegistry', file: 'operator-registry.ts', name: 'operatorRegistry' },
  { contract: 'AccessManager', file: 'access-manager.ts', name: 'accessManager' },
]

function build(): void {
  const { binary, env } = findForge()
  const result = spawnSync(binary, ['build', '--skip', 'test'], {
    cwd: contractsFolder,
    env,
    encoding: 'utf8',
  })
  if (result.error) throw new Error('forge could not be started', { cause: result.error })
  if (result.status !== 0) throw new Error(`forge build failed\n${result.stdout}\n${result.stderr}`)
}

/** The module for one contract: one ABI entry a line, keys as the compiler ordered them. */
function moduleText({ contract, code, name }: Target): string {
  const coded = code ?? contract ?? ''
  const parts = [`// Generated from ${coded}.sol by contracts/build-abi.ts; do not edit.`]
  if (contract !== null) {
    const entries = artifactOf(contract).abi.map((entry) => `  ${JSON.stringify(entry)},`)
    parts.push(`export const ${name}Abi = [\n${entries.join('\n')}\n] as const\n`)
  }
  parts.push(`export const ${name}Bytecode =\n  '${artifactOf(coded).bytecode.object}'\n`)
  return parts.join('\n')
}

function artifactOf(contract: string): z.output<typeof artifactSchema> {
  const file = join(contractsFolder, 'out', `${contract}.sol`, `${contract}.json`)
  return artifactSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
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
    const text = moduleText(target)
    if (readOrNothing(file) === text) continue
    if (!values.check) writeFileSync(file, text)
    else {
      process.stderr.write(`${target.file} differs from a fresh build; run node contracts/build-abi.ts\n`)
      process.exitCode = 1
    }
  }
}

main()
