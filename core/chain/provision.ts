import type { Clock } from '../clock.ts'
import { unitsOf } from '../ledger/units.ts'
import { projectDefinition } from '../projects/definition.ts'
import { lockChainState } from '../store/chain-state.ts'
import { type ChainTransactionKind, enqueueTransaction } from '../store/chain-transactions.ts'
import type { Trx } from '../store/database.ts'
import {
  type DueDeposit,
  dueDeposits,
  dueFundings,
  markQueued,
  projectsUnknownToLedger,
} from '../store/pending-provisions.ts'
import type { DemoSigner } from './demo-signer.ts'
import { ledgerInterface } from './ledger-interface.ts'
import { ledgerParams } from './ledger-params.ts'

export interface Provision {
  readonly clock: Clock
  readonly ledger: string
  /** Pays budgets and demo stakes, and gets refunds. */
  readonly operator: string
  /** Null unless the chain is local. */
  readonly demo: DemoSigner | null
}

/**
 * Queues what must stand on the ledger before anything is locked: projects with their budgets, and on the local chain
 * every demo wallet's stake, session and seat. Returns how many transactions it queued.
 */
export async function provision(trx: Trx, deps: Provision): Promise<number> {
  await lockChainState(trx, 'batches')
  return (
    (await createProjects(trx, deps)) + (await moveBudgets(trx, deps)) + (await endowDemoWallets(trx, deps))
  )
}

async function createProjects(trx: Trx, deps: Provision): Promise<number> {
  let queued = 0
  for (const { id, source } of await projectsUnknownToLedger(trx)) {
    const file = projectDefinition.parse(JSON.parse(source))
    if (file.protocol !== 'peers') continue
    const params = ledgerParams(file, deps.demo?.windowMinutes)
    await enqueue(trx, deps, 'project', `project:${id}`, 'createProject', [params])
    queued++
  }
  return queued
}

async function moveBudgets(trx: Trx, deps: Provision): Promise<number> {
  const fundings = await dueFundings(trx)
  for (const { id, kind, ledgerProject, amountWei } of fundings) {
    const units = unitsOf(amountWei)
    const queued =
      kind === 'fund'
        ? await enqueue(trx, deps, kind, `fund:${id}`, 'fundProject', [ledgerProject, units])
        : await enqueue(trx, deps, kind, `refund:${id}`, 'drainProject', [
            ledgerProject,
            units,
            deps.operator,
          ])
    await markQueued(trx, 'project_fundings', id, queued)
  }
  return fundings.length
}

async function endowDemoWallets(trx: Trx, deps: Provision): Promise<number> {
  if (!deps.demo) return 0
  const deposits = await dueDeposits(trx)
  for (const deposit of deposits) await endow(trx, deps, deps.demo, deposit)
  return 3 * deposits.length
}

/** Stake twice over: one part for annotations, one for the seat. */
async function endow(trx: Trx, deps: Provision, demo: DemoSigner, deposit: DueDeposit): Promise<void> {
  const { id, address, amountWei, demoIndex } = deposit
  const units = unitsOf(amountWei) + demo.seatUnits
  const paid = await enqueue(trx, deps, 'stake', `stake:${id}`, 'deposit', [address, units])
  await markQueued(trx, 'stake_deposits', id, paid)
  const session = demo.session(demoIndex, amountWei)
  await enqueue(trx, deps, 'stake', `session:${id}`, 'openSession', [session.message, session.signature])
  const seat = demo.seat(demoIndex)
  const request = [address, seat.message.amount, seat.message.nonce, seat.signature]
  await enqueue(trx, deps, 'stake', `seat:${id}`, 'takeSeatBySig', request)
}

function enqueue(
  trx: Trx,
  { clock, ledger }: Provision,
  kind: ChainTransactionKind,
  reference: string,
  name: string,
  args: readonly unknown[],
): Promise<string> {
  const data = ledgerInterface.encodeFunctionData(name, args)
  return enqueueTransaction(trx, { kind, reference, to: ledger, data, createdAt: clock.now() })
}
