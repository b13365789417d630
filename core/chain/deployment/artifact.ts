import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const hex = z.string().regex(/^0x[0-9a-f]*$/, 'byte code with open links')
const references = z.record(z.string(), z.array(z.object({ start: z.number(), length: z.number() })))
const artifact = z.object({
  abi: z.array(z.record(z.string(), z.unknown())),
  bytecode: z.object({ object: hex }),
  deployedBytecode: z.object({ object: hex, immutableReferences: references.default({}) }),
  metadata: z.object({
    compiler: z.object({ version: z.string() }),
    settings: z.object({
      remappings: z.array(z.string()),
      optimizer: z.object({ enabled: z.boolean(), runs: z.number() }),
      metadata: z.record(z.string(), z.unknown()),
      compilationTarget: z.record(z.string(), z.string()),
      evmVersion: z.string(),
    }),
    sources: z.record(z.string(), z.unknown()),
  }),
})

/** A contract as the compiler left it: byte code, the places of values that are known at deployment only, and what it
 * was compiled from. */
export type Artifact = z.output<typeof artifact>

/** Reads compiled contracts of a folder that forge built. */
export interface ArtifactReader {
  readonly folder: string
  read(contract: string): Promise<Artifact>
}

/** @param contracts the folder with `src` and `out` */
export function createArtifactReader(contracts: string): ArtifactReader {
  return {
    folder: contracts,
    async read(contract) {
      const file = join(contracts, 'out', `${contract}.sol`, `${contract}.json`)
      return artifact.parse(JSON.parse(await readFile(file, 'utf8')))
    },
  }
}
