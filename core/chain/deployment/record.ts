import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Instant } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import { parseJson } from '../../parse-json.ts'
import type { NetworkDeployment } from './deploy-network.ts'
import { type DeploymentNetwork, NETWORKS } from './network.ts'

/** Files of a deployment: the record that everybody reads, and the compiler's input for block explorers. */
export interface RecordFiles {
  readonly record: string
  readonly sources: string
}

export function recordFiles(folder: string, { chainId }: DeploymentNetwork): RecordFiles {
  return { record: join(folder, `${chainId}.json`), sources: join(folder, `${chainId}.sources.json`) }
}

/** Writes what was deployed, and when everything was as it must be, that too. Returns the files. */
export async function writeRecord(
  folder: string,
  network: DeploymentNetwork,
  deployment: NetworkDeployment,
  now: Instant,
): Promise<RecordFiles> {
  const { deployer, codeHash, made, proofs, sources, gasUsed } = deployment
  const files = recordFiles(folder, network)
  const transactions = Object.entries(made.transactions).map(([step, { hash, gasUsed: gas }]) => [
    step,
    { hash, gasUsed: String(gas ?? 0n) },
  ])
  const record = {
    chainId: String(network.chainId),
    network: network.name,
    deployer,
    ...made.deployed,
    block: made.transactions.token?.blockNumber ?? 0,
    codeHash,
    gasUsed: String(gasUsed),
    finishedAt: proofs.every((proof) => proof.ok) ? now : null,
    contracts: sources.names,
    transactions: Object.fromEntries(transactions),
  }
  await mkdir(folder, { recursive: true })
  await replace(files.sources, sources.input)
  await replace(files.record, record)
  return files
}

async function replace(file: string, content: unknown): Promise<void> {
  await writeFile(`${file}.part`, `${JSON.stringify(content, null, 2)}\n`)
  await rename(`${file}.part`, file)
}

const rehearsed = z.object({
  chainId: z.literal(String(NETWORKS.sepolia.chainId)),
  codeHash: z.string(),
  finishedAt: z.string().nullable(),
})

/** Refuses what was not carried through on Sepolia with the same byte code.
 * @throws ExpectedError `deploy.needsRehearsal` */
export async function requireRehearsal(file: string, codeHash: string): Promise<void> {
  const problem = await rehearsalProblem(file, codeHash)
  if (problem !== null) throw new ExpectedError('deploy.needsRehearsal', { file, problem })
}

async function rehearsalProblem(file: string, codeHash: string): Promise<string | null> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return 'no such file'
    throw cause
  }
  const parsed = rehearsed.safeParse(parseJson(text))
  if (!parsed.success) return 'not a record of Sepolia'
  if (parsed.data.finishedAt === null) return 'not finished'
  return parsed.data.codeHash === codeHash ? null : 'other byte code'
}
