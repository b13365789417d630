import { Contract } from 'ethers'
import type { Clock } from '../../clock.ts'
import { courtDigest } from '../../ledger/court-messages.ts'
import { type Appeal, openAppeals, setAppealState } from '../../store/appeals.ts'
import { type Batch, openBatches } from '../../store/batches.ts'
import { changeWalletOf } from '../../store/chain-effects.ts'
import { enqueueTransaction, findTransaction } from '../../store/chain-transactions.ts'
import type { Store, Trx } from '../../store/database.ts'
import { demoWalletOf } from '../../store/demo-experts.ts'
import { openOf, settlementOf } from '../batches/encode-step.ts'
import type { ChainClient } from '../client.ts'
import type { DemoSigner } from '../demo-signer.ts'
import type { LedgerPlace } from '../quorum.ts'
import { courtInterface } from './court-interface.ts'
import { tellAppeal } from './tell-appeal.ts'

export interface Appealing {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
  readonly place: LedgerPlace
  readonly demo: DemoSigner
}

/** As the court codes what is contested: the verdict. */
const APPEAL = 1

/** Brings appeals to the court, signed with the demo wallets of those who appeal, and notes what became of those that
 * were sent. Returns how many moved. */
export async function sendAppeals(appealing: Appealing): Promise<number> {
  const { store } = appealing
  const appeals = await store.transaction((trx) => openAppeals(trx))
  let moved = 0
  for (const appeal of appeals.filter(({ state }) => state === 'sent')) {
    if (await store.transaction((trx) => follow(trx, appealing, appeal))) moved++
  }
  // One at a time: the court counts the messages of each person.
  const [next] = appeals.filter(({ state }) => state === 'asked')
  if (next && (await send(appealing, next))) moved++
  return moved
}

async function follow(trx: Trx, { clock }: Appealing, appeal: Appeal): Promise<boolean> {
  const transaction = await findTransaction(trx, referenceOf(appeal))
  if (transaction?.state === 'confirmed') {
    await setAppealState(trx, appeal.id, 'open')
    return true
  }
  if (transaction?.state !== 'failed') return false
  await setAppealState(trx, appeal.id, 'failed', clock.now())
  await changeWalletOf(trx, appeal.accountId, { held: -appeal.bondWei })
  await tellAppeal(trx, clock, appeal, 'failed')
  return true
}

async function send({ store, clock, client, place, demo }: Appealing, appeal: Appeal): Promise<boolean> {
  const { batch, wallet } = await store.transaction(async (trx) => ({
    batch: (await openBatches(trx)).find((one) => one.id === appeal.batchId),
    wallet: await demoWalletOf(trx, appeal.accountId),
  }))
  if (!batch || !wallet) return false
  const contract = new Contract(place.court, courtInterface, client.provider)
  const nonce = BigInt(await contract.getFunction('nonces').staticCall(wallet.address))
  const claim = { account: wallet.address, batch: batch.number, item: appeal.position, kind: APPEAL }
  const message = { type: 'Dispute', value: { ...claim, nonce } } as const
  const signature = demo.digest(wallet.demoIndex, courtDigest(place.chainId, place.court, message))
  const data = callOf(batch, appeal, { ...claim, signature })
  return await store.transaction(async (trx) => {
    const wanted = { kind: 'court', reference: referenceOf(appeal), to: place.court, data } as const
    await enqueueTransaction(trx, { ...wanted, createdAt: clock.now() })
    await setAppealState(trx, appeal.id, 'sent')
    return true
  })
}

function callOf(batch: Batch, { stage }: Appeal, claim: object): string {
  if (stage === 1) return courtInterface.encodeFunctionData('dispute', [claim, settlementOf(batch)])
  const panel = { open: openOf(batch, batch.openItems), votes: batch.panelVotes }
  return courtInterface.encodeFunctionData('disputePanel', [claim, panel])
}

function referenceOf({ id }: Appeal): string {
  return `appeal:${id}`
}
