import { createRequire } from 'node:module'
import type { InterfaceAbi } from 'ethers'

interface Compiler {
  compile(input: string): string
}
interface Output {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[]
  readonly contracts: Readonly<
    Record<string, Readonly<Record<string, { abi: InterfaceAbi; evm: { bytecode: { object: string } } }>>>
  >
}

export interface CompiledContract {
  readonly abi: InterfaceAbi
  readonly bytecode: string
}

const FILE = 'test.sol'

/** Compiles contracts that only tests need; by their name. Throws what the compiler says of a mistake. */
export function compileSolidity(source: string): Readonly<Record<string, CompiledContract>> {
  const compiler = createRequire(import.meta.url)('solc') as Compiler
  const input = {
    language: 'Solidity',
    sources: { [FILE]: { content: source } },
    settings: { outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } } },
  }
  const output = JSON.parse(compiler.compile(JSON.stringify(input))) as Output
  const mistakes = (output.errors ?? []).filter(({ severity }) => severity === 'error')
  if (mistakes.length > 0) throw new Error(mistakes.map((one) => one.formattedMessage).join('\n'))
  const contracts = Object.entries(output.contracts[FILE] ?? {}).map(
    ([name, { abi, evm }]) => [name, { abi, bytecode: `0x${evm.bytecode.object}` }] as const,
  )
  return Object.fromEntries(contracts)
}
