import { setTimeout as wait } from 'node:timers/promises'
import { concat, MaxUint256 } from 'ethers'
import type { Clock } from '../clock.ts'
import { readChainState, writeChainState } from '../store/chain-state.ts'
import {
  type ChainTransaction,
  enqueueTransaction,
  findTransaction,
  type NewChainTransaction,
} from '../store/chain-transactions.ts'
import type { Store, Trx } from '../store/database.ts'
import { labelEscrowBytecode } from './abi/label-escrow.ts'
import { labelTokenBytecode } from './abi/label-token.ts'
import { escrowInterface, tokenInterface } from './escrow-interface.ts'
import type { Sender } from './sender.ts'

/** Addresses of the contracts. */
export interface Contracts {
  readonly token: string
  readonly escrow: string
}

export const DEPLOY_ESCROW = 'deploy:escrow'

/** One billion tokens: far below the 2^96 wei an escrow can hold. */
const SUPPLY_WEI = 10n ** 27n
const LOOK_MS = 500

/**
 * The contracts of this database, deployed now when there are none yet: token, escrow, and the operator's approval,
 * each through the outbox, so that a start that was cut short goes on where it stopped.
 * @throws ExpectedError `chain.unreachable`
 */
export async function ensureDeployed(store: Store, clock: Clock, sender: Sender): Promise<Contracts> {
  for (;;) {
    const contracts = await store.transaction((trx) => advance(trx, clock, sender.address))
    if (contracts) return contracts
    if ((await sender.tick()) !== 'idle') await wait(LOOK_MS)
  }
}

/** Queues the next step when the one before it is confirmed; the contracts once all are. */
async function advance(trx: Trx, clock: Clock, operator: string): Promise<Contracts | null> {
  const createdAt = clock.now()
  const token = await stepOf(trx, {
    kind: 'deploy',
    reference: 'deploy:token',
    to: null,
    data: concat([labelTokenBytecode, tokenInterface.encodeDeploy([SUPPLY_WEI])]),
    createdAt,
  })
  if (!token?.contractAddress) return null
  const escrow = await stepOf(trx, {
    kind: 'deploy',
    reference: DEPLOY_ESCROW,
    to: null,
    data: concat([
      labelEscrowBytecode,
      escrowInterface.encodeDeploy([token.contractAddress, operator, operator]),
    ]),
    createdAt,
  })
  if (!escrow?.contractAddress) return null
  const approval = await stepOf(trx, {
    kind: 'approve',
    reference: 'approve:escrow',
    to: token.contractAddress,
    data: tokenInterface.encodeFunctionData('approve', [escrow.contractAddress, MaxUint256]),
    createdAt,
  })
  if (!approval) return null
  return publish(trx, operator, { token: token.contractAddress, escrow: escrow.contractAddress })
}

/** The transaction when it is confirmed; otherwise null, and it is queued. */
async function stepOf(trx: Trx, wanted: NewChainTransaction): Promise<ChainTransaction | null> {
  await enqueueTransaction(trx, wanted)
  const transaction = await findTransaction(trx, wanted.reference)
  if (transaction?.state === 'failed') throw new Error(`${wanted.reference} failed: ${transaction.failure}`)
  return transaction?.state === 'confirmed' ? transaction : null
}

/** From here on batches are built and events are watched. */
async function publish(trx: Trx, operator: string, contracts: Contracts): Promise<Contracts> {
  if ((await readChainState(trx, 'escrow')) !== contracts.escrow) {
    await writeChainState(trx, 'operator', operator)
    await writeChainState(trx, 'token', contracts.token)
    await writeChainState(trx, 'escrow', contracts.escrow)
  }
  return contracts
}
