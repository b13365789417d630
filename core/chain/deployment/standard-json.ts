import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Artifact } from './artifact.ts'

/** What a compiler needs to make all contracts of a deployment again: the form that explorers verify sources by. */
export interface StandardJson {
  readonly language: 'Solidity'
  readonly sources: Readonly<Record<string, { readonly content: string }>>
  readonly settings: object
}

/** Name of a contract for an explorer or compiler: `<file>:<contract>`. */
export function fullNameOf({ metadata }: Artifact): string {
  const [target] = Object.entries(metadata.settings.compilationTarget)
  if (!target) throw new Error('the compiler does not say what it compiled')
  return target.join(':')
}

/** One input for all contracts, from the sources on disk and the settings they were built with.
 * @param folder the one that forge built in */
export async function standardJson(folder: string, artifacts: readonly Artifact[]): Promise<StandardJson> {
  const [first] = artifacts
  if (!first) throw new Error('nothing was deployed')
  const names = [...new Set(artifacts.flatMap(({ metadata }) => Object.keys(metadata.sources)))].sort()
  const contents = await Promise.all(names.map((name) => readFile(resolve(folder, name), 'utf8')))
  const { remappings, optimizer, metadata, evmVersion } = first.metadata.settings
  const wanted = [
    'abi',
    'evm.bytecode.object',
    'evm.deployedBytecode.object',
    'evm.deployedBytecode.immutableReferences',
  ]
  const outputSelection: Record<string, Record<string, string[]>> = {}
  for (const artifact of artifacts) {
    for (const [file, contract] of Object.entries(artifact.metadata.settings.compilationTarget)) {
      outputSelection[file] = { ...outputSelection[file], [contract]: wanted }
    }
  }
  return {
    language: 'Solidity',
    sources: Object.fromEntries(names.map((name, index) => [name, { content: contents[index] ?? '' }])),
    settings: { remappings, optimizer, metadata, evmVersion, outputSelection },
  }
}
