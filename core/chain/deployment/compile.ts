import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { StandardJson } from './standard-json.ts'

const references = z.record(z.string(), z.array(z.object({ start: z.number(), length: z.number() })))
const output = z.object({
  errors: z.array(z.object({ severity: z.string(), formattedMessage: z.string().optional() })).default([]),
  contracts: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        evm: z.object({
          bytecode: z.object({ object: z.string() }),
          deployedBytecode: z.object({ object: z.string(), immutableReferences: references.default({}) }),
        }),
      }),
    ),
  ),
})

/** Byte code of one contract. */
export interface CompiledCode {
  /** What creates it, before its constructor arguments. */
  readonly creation: string
  /** What stands on chain, with zeros where its constructor puts values. */
  readonly runtime: string
  readonly immutables: readonly { readonly start: number; readonly length: number }[]
}

/** Compiles from a standard input alone. Returns the code of each contract by `<file>:<contract>`.
 * @param folder the one with the compiler's wrapper */
export async function compile(folder: string, input: StandardJson): Promise<Map<string, CompiledCode>> {
  const child = spawn(
    process.execPath,
    [join(folder, 'solc.mjs'), '--standard-json', '--base-path', folder],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  const ended = once(child, 'close')
  child.stdin.end(JSON.stringify(input))
  const { errors, contracts } = output.parse(JSON.parse(await text(child.stdout)))
  await ended
  const failures = errors.filter((error) => error.severity === 'error')
  if (failures.length > 0) throw new Error(failures.map((one) => one.formattedMessage).join('\n'))
  return new Map(
    Object.entries(contracts).flatMap(([file, inFile]) =>
      Object.entries(inFile).map(([contract, { evm }]) => [
        `${file}:${contract}`,
        {
          creation: `0x${evm.bytecode.object}`,
          runtime: `0x${evm.deployedBytecode.object}`,
          immutables: Object.values(evm.deployedBytecode.immutableReferences).flat(),
        },
      ]),
    ),
  )
}

/** Code from the chain with zeros where a constructor put values, so that it can be held against compiled code. */
export function withoutImmutables(code: string, { immutables }: CompiledCode): string {
  const bytes = Buffer.from(code.slice(2), 'hex')
  for (const { start, length } of immutables) bytes.fill(0, start, start + length)
  return `0x${bytes.toString('hex')}`
}
