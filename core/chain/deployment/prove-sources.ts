import type { ChainTransaction } from '../../store/chain-transactions.ts'
import type { ChainClient } from '../client.ts'
import type { ArtifactReader } from './artifact.ts'
import { compile, withoutImmutables } from './compile.ts'
import type { DeploymentStep } from './plan.ts'
import { type Proof, proof } from './proof.ts'
import { fullNameOf, type StandardJson, standardJson } from './standard-json.ts'

/** A step that made a contract, and the transaction that did. */
export interface MadeContract {
  readonly step: DeploymentStep
  readonly transaction: Pick<ChainTransaction, 'hash' | 'contractAddress'>
}

/** The input that makes every contract again, and the name of each for a block explorer. */
export interface Sources {
  readonly input: StandardJson
  readonly names: Readonly<Record<string, string>>
  readonly proofs: readonly Proof[]
}

/**
 * Compiles all contracts from one standard input, as an explorer would, and holds the code against the transactions
 * that made them and against what stands on chain now.
 */
export async function proveSources(
  client: ChainClient,
  artifacts: ArtifactReader,
  made: readonly MadeContract[],
): Promise<Sources> {
  const built = await Promise.all(made.map(({ step }) => artifacts.read(step.contract ?? '')))
  const input = await standardJson(artifacts.folder, built)
  const compiled = await compile(artifacts.folder, input)
  const names: Record<string, string> = {}
  const proofs: Proof[] = []
  for (const [index, { step, transaction }] of made.entries()) {
    const artifact = built[index]
    const name = artifact ? fullNameOf(artifact) : ''
    const code = compiled.get(name)
    if (!code) throw new Error(`${name} was not compiled`)
    names[step.name] = name
    const sent = await client.provider.getTransaction(transaction.hash ?? '')
    const stands = await client.provider.getCode(transaction.contractAddress ?? '')
    const created = sent?.data.startsWith(code.creation) ?? false
    const same = withoutImmutables(stands, code) === code.runtime
    proofs.push(proof(`code of ${step.name}`, verdict(created, same), 'as compiled'))
  }
  return { input, names, proofs }
}

function verdict(created: boolean, same: boolean): string {
  if (created && same) return 'as compiled'
  return created ? 'other code stands there' : 'made by other code'
}
