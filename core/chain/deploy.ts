import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import { readChainState, writeChainState } from '../store/chain-state.ts'
import { type ChainTransaction, enqueueTransaction, findTransaction } from '../store/chain-transactions.ts'
import type { Store, Trx } from '../store/database.ts'
import type { Deployed, DeploymentStep } from './deployment/plan.ts'
import type { Sender } from './sender.ts'

/** Addresses of the contracts. */
export interface Contracts {
  readonly token: string
  readonly ledger: string
  readonly registry: string
  readonly court: string
}

/** What a plan made: addresses by the name of the step, and the transaction of each step. */
export interface Made {
  readonly deployed: Deployed
  readonly transactions: Readonly<Record<string, ChainTransaction>>
}

export interface PlanRunner {
  readonly store: Store
  readonly clock: Clock
  readonly sender: Sender
  /** Told of each step once it is confirmed. */
  onStep?(step: DeploymentStep, transaction: ChainTransaction): void
}

const LOOK_MS = 500

/**
 * The contracts of this database, deployed now when there are none yet.
 * @throws ExpectedError `chain.unreachable`, `deploy.stepFailed`
 */
export async function ensureDeployed(
  store: Store,
  clock: Clock,
  sender: Sender,
  plan: readonly DeploymentStep[],
): Promise<Contracts> {
  const made = await runPlan({ store, clock, sender }, plan)
  const block = made.transactions.ledger?.blockNumber ?? 0
  return await store.transaction((trx) => adoptContracts(trx, sender.address, made.deployed, block))
}

/**
 * Takes every step of a plan that this database has not taken yet, each when the one before it is confirmed. A step is
 * signed and stored before it is sent, so a run that was cut short goes on where it stopped.
 * @throws ExpectedError `chain.unreachable`, `deploy.stepFailed`
 */
export async function runPlan(runner: PlanRunner, plan: readonly DeploymentStep[]): Promise<Made> {
  const deployed: Record<string, string> = {}
  const transactions: Record<string, ChainTransaction> = {}
  for (const step of plan) {
    const transaction = await take(runner, step, deployed)
    if (transaction.contractAddress) deployed[step.name] = transaction.contractAddress
    transactions[step.name] = transaction
    runner.onStep?.(step, transaction)
  }
  return { deployed, transactions }
}

async function take(
  { store, clock, sender }: PlanRunner,
  step: DeploymentStep,
  deployed: Deployed,
): Promise<ChainTransaction> {
  for (;;) {
    const done = await store.transaction((trx) => look(trx, clock, step, deployed))
    if (done) return done
    if ((await sender.tick()) !== 'idle') await wait(LOOK_MS)
  }
}

/** The transaction of a step when it is confirmed; otherwise null, and it is queued. */
async function look(
  trx: Trx,
  clock: Clock,
  step: DeploymentStep,
  deployed: Deployed,
): Promise<ChainTransaction | null> {
  const reference = `deploy:${step.name}`
  const known = await findTransaction(trx, reference)
  if (known?.state === 'failed') {
    throw new ExpectedError('deploy.stepFailed', { step: step.name, reason: known.failure ?? '' })
  }
  if (known) return known.state === 'confirmed' ? known : null
  const wanted = { to: step.to(deployed), data: step.data(deployed), createdAt: clock.now() }
  await enqueueTransaction(trx, { kind: 'deploy', reference, ...wanted })
  return null
}

/** From here on batches are made and events are watched. `block`: none of the ledger's events is before it. */
export async function adoptContracts(
  trx: Trx,
  operator: string,
  deployed: Deployed,
  block: number,
): Promise<Contracts> {
  const { token = '', ledger = '', registry = '', court = '' } = deployed
  if ((await readChainState(trx, 'ledger')) !== ledger) {
    await writeChainState(trx, 'operator', operator)
    await writeChainState(trx, 'token', token)
    await writeChainState(trx, 'deployment', JSON.stringify(deployed))
    await writeChainState(trx, 'ledgerBlock', String(block))
    await writeChainState(trx, 'ledger', ledger)
  }
  return { token, ledger, registry, court }
}
