import { concat, id, keccak256, Wallet } from 'ethers'
import type { Logger } from 'pino'
import type { Clock } from '../../clock.ts'
import { ExpectedError } from '../../errors.ts'
import { lockChainState, writeChainState } from '../../store/chain-state.ts'
import { requeueFailed } from '../../store/chain-transactions.ts'
import type { Store } from '../../store/database.ts'
import type { ChainClient } from '../client.ts'
import { type Made, type PlanRunner, runPlan } from '../deploy.ts'
import { createSender } from '../sender.ts'
import type { ArtifactReader } from './artifact.ts'
import { governanceParts, handOverCalls } from './hand-over.ts'
import type { DeploymentNetwork } from './network.ts'
import { handOverStep, type NetworkPlan, networkPlan } from './network-plan.ts'
import type { DeploymentStep } from './plan.ts'
import type { Proof } from './proof.ts'
import { proveRoles } from './prove-roles.ts'
import { proveSettings } from './prove-settings.ts'
import { proveSources, type Sources } from './prove-sources.ts'
import type { NetworkTerms } from './terms-file.ts'

export interface NetworkDeploymentOptions {
  /** Journal of this deployment alone; whatever was begun in it is gone on with. */
  readonly store: Store
  /** Where it is, for people. */
  readonly journal: string
  readonly client: ChainClient
  readonly clock: Clock
  readonly log: Logger
  readonly network: DeploymentNetwork
  readonly terms: NetworkTerms
  readonly deployerKey: string
  readonly artifacts: ArtifactReader
  readonly onStep?: PlanRunner['onStep']
}

/** A deployment that was carried through, and what was read back of it. */
export interface NetworkDeployment {
  readonly deployer: string
  /** Stands for the byte code of every contract: what was rehearsed is what is deployed. */
  readonly codeHash: string
  readonly made: Made
  readonly proofs: readonly Proof[]
  readonly sources: Sources
  readonly gasUsed: bigint
}

/**
 * Deploys all contracts, sets them up, hands every power over to governance and reads back that it is so. Each step is
 * taken once, however often the command is cut short and run again.
 * @throws ExpectedError `chain.unreachable`, `chain.wrong`, `deploy.otherTerms`, `deploy.stepFailed`
 */
export async function deployNetwork(options: NetworkDeploymentOptions): Promise<NetworkDeployment> {
  const { store, client, clock, log, network, terms, artifacts } = options
  if (client.chainId !== network.chainId) {
    throw new ExpectedError('chain.wrong', { chain: String(client.chainId), wanted: String(network.chainId) })
  }
  const deployer = new Wallet(options.deployerKey).address
  const plan = await networkPlan(terms, deployer, artifacts)
  const codeHash = await hashOfCode(plan.steps, artifacts)
  await begin(options, id(JSON.stringify([deployer, codeHash, terms], decimal)))
  const sender = createSender({ store, client, clock, log, operatorKey: options.deployerKey })
  try {
    const { steps, made } = await takeAll(options, plan, { store, clock, sender })
    const transactions = Object.values(made.transactions)
    const gasUsed = transactions.reduce((sum, one) => sum + (one.gasUsed ?? 0n), 0n)
    return {
      deployer,
      codeHash,
      made,
      gasUsed,
      ...(await readBack(options, plan, { deployer, steps, made })),
    }
  } finally {
    await sender.close()
  }
}

/** Remembers what this journal is for. A step that failed is tried again. */
async function begin({ store, journal }: NetworkDeploymentOptions, fingerprint: string): Promise<void> {
  await store.transaction(async (trx) => {
    const begun = await lockChainState(trx, 'deploymentTerms')
    if (begun !== '' && begun !== fingerprint) throw new ExpectedError('deploy.otherTerms', { file: journal })
    await writeChainState(trx, 'deploymentTerms', fingerprint)
    await requeueFailed(trx)
  })
}

/** Takes the steps of the plan and then the last one, whose calls only a contract of the plan knows. */
async function takeAll(
  { client, terms, onStep }: NetworkDeploymentOptions,
  plan: NetworkPlan,
  runner: PlanRunner,
): Promise<{ steps: DeploymentStep[]; made: Made }> {
  const { deployed } = await runPlan({ ...runner, ...(onStep && { onStep }) }, plan.steps)
  const parts = governanceParts(deployed, terms.governance.guardian, runner.sender.address)
  const contract = { address: deployed.plan ?? '', abi: plan.governancePlan }
  const last = handOverStep(await handOverCalls(client, contract, parts))
  const steps = [...plan.steps, last]
  const made = await runPlan(runner, steps)
  const transaction = made.transactions[last.name]
  if (transaction) onStep?.(last, transaction)
  return { steps, made }
}

async function readBack(
  { client, network, terms, artifacts }: NetworkDeploymentOptions,
  { governancePlan }: NetworkPlan,
  { deployer, steps, made }: { deployer: string; steps: readonly DeploymentStep[]; made: Made },
): Promise<Pick<NetworkDeployment, 'proofs' | 'sources'>> {
  const { deployed, transactions } = made
  const from = transactions.token?.blockNumber ?? 0
  const proving = { client, network, terms, deployer, deployed, governancePlan, from }
  const contracts = steps.flatMap((step) => {
    const transaction = transactions[step.name]
    return step.contract !== null && transaction ? [{ step, transaction }] : []
  })
  const sources = await proveSources(client, artifacts, contracts)
  const proofs = [...(await proveRoles(proving)), ...(await proveSettings(proving)), ...sources.proofs]
  return { proofs, sources }
}

async function hashOfCode(steps: readonly DeploymentStep[], artifacts: ArtifactReader): Promise<string> {
  const contracts = [...new Set(steps.flatMap(({ contract }) => (contract === null ? [] : [contract])))]
  const built = await Promise.all(contracts.map((contract) => artifacts.read(contract)))
  return keccak256(concat(built.map(({ bytecode }) => bytecode.object)))
}

function decimal(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
