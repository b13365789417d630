import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../clock.ts'
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
}

const LOOK_MS = 500

/**
 * The contracts of this database, deployed now when there are none yet, step by step through the outbox, so that a
 * start that was cut short goes on where it stopped.
 * @throws ExpectedError `chain.unreachable`
 */
export async function ensureDeployed(
  store: Store,
  clock: Clock,
  sender: Sender,
  plan: readonly DeploymentStep[],
): Promise<Contracts> {
  for (;;) {
    const contracts = await store.transaction((trx) => advance(trx, clock, sender.address, plan))
    if (contracts) return contracts
    if ((await sender.tick()) !== 'idle') await wait(LOOK_MS)
  }
}

/** Queues the next step when those before it are confirmed; the contracts once all are. */
async function advance(
  trx: Trx,
  clock: Clock,
  operator: string,
  plan: readonly DeploymentStep[],
): Promise<Contracts | null> {
  const deployed: Record<string, string> = {}
  let ledgerBlock = 0
  for (const step of plan) {
    const done = await stepOf(trx, clock, step, deployed)
    if (!done) return null
    if (done.contractAddress) deployed[step.name] = done.contractAddress
    if (step.name === 'ledger') ledgerBlock = done.blockNumber ?? 0
  }
  return await publish(trx, operator, deployed, ledgerBlock)
}

/** The transaction of a step when it is confirmed; otherwise null, and it is queued. */
async function stepOf(
  trx: Trx,
  clock: Clock,
  step: DeploymentStep,
  deployed: Deployed,
): Promise<ChainTransaction | null> {
  const reference = `deploy:${step.name}`
  const known = await findTransaction(trx, reference)
  if (known?.state === 'failed') throw new Error(`${reference} failed: ${known.failure}`)
  if (known) return known.state === 'confirmed' ? known : null
  const wanted = { to: step.to(deployed), data: step.data(deployed), createdAt: clock.now() }
  await enqueueTransaction(trx, { kind: 'deploy', reference, ...wanted })
  return null
}

/** From here on batches are made and events are watched. */
async function publish(
  trx: Trx,
  operator: string,
  deployed: Deployed,
  ledgerBlock: number,
): Promise<Contracts> {
  const { token = '', ledger = '', registry = '' } = deployed
  if ((await readChainState(trx, 'ledger')) !== ledger) {
    await writeChainState(trx, 'operator', operator)
    await writeChainState(trx, 'token', token)
    await writeChainState(trx, 'deployment', JSON.stringify(deployed))
    await writeChainState(trx, 'ledgerBlock', String(ledgerBlock))
    await writeChainState(trx, 'ledger', ledger)
  }
  return { token, ledger, registry }
}
