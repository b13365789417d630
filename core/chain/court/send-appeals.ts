import { Contract } from 'ethers'
import type { Clock } from '../../clock.ts'
import { CONTESTS_VERDICT, courtDigest } from '../../ledger/court-messages.ts'
import { type Appeal, moveAppeal, openAppeals, referenceOfAppeal } from '../../store/appeals.ts'
import { openBatches } from '../../store/batches.ts'
import { changeWalletOf } from '../../store/chain-effects.ts'
import { enqueueTransaction, findTransaction } from '../../store/chain-transactions.ts'
import type { Store, Trx } from '../../store/database.ts'
import { demoWalletOf } from '../../store/demo-experts.ts'
import type { ChainClient } from '../client.ts'
import type { DemoSigner } from '../demo-signer.ts'
import type { LedgerPlace, Operators } from '../quorum.ts'
import { courtInterface } from './court-interface.ts'
import { disputeData } from './dispute-data.ts'
import { tellAppeal, tellContested } from './tell-appeal.ts'

export interface Appealing {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
  readonly place: LedgerPlace
  readonly operators: Operators
  /** Null unless the chain is local. */
  readonly demo: DemoSigner | null
}

/** Brings appeals of people with demo wallets to the court, signed with these, and notes what became of all that were
 * sent. Returns how many moved. */
export async function sendAppeals(appealing: Appealing): Promise<number> {
  const { store } = appealing
  const appeals = await store.transaction((trx) => openAppeals(trx))
  let moved = 0
  for (const appeal of appeals.filter(({ state }) => state === 'sent')) {
    if (await store.transaction((trx) => follow(trx, appealing, appeal))) moved++
  }
  // One at a time: the court counts the messages of each person.
  const [next] = appeals.filter(({ state }) => state === 'asked')
  if (next && appealing.demo && (await send(appealing, appealing.demo, next))) moved++
  return moved
}

async function follow(trx: Trx, { clock }: Appealing, appeal: Appeal): Promise<boolean> {
  const transaction = await findTransaction(trx, referenceOfAppeal(appeal))
  if (transaction?.state === 'confirmed') {
    if (!(await moveAppeal(trx, appeal.id, { from: 'sent', to: 'open' }))) return false
    const batch = (await openBatches(trx)).find((one) => one.id === appeal.batchId)
    if (batch?.endsAt) await tellContested(trx, clock, { ...appeal, key: appeal.id }, batch.endsAt)
    return true
  }
  if (transaction?.state !== 'failed') return false
  const failed = { from: 'sent', to: 'failed', closedAt: clock.now() } as const
  if (!(await moveAppeal(trx, appeal.id, failed))) return false
  await changeWalletOf(trx, appeal.accountId, { held: -appeal.bondWei })
  await tellAppeal(trx, clock, appeal, { state: 'failed' })
  return true
}

async function send(
  { store, clock, client, place }: Appealing,
  demo: DemoSigner,
  appeal: Appeal,
): Promise<boolean> {
  const { batch, wallet } = await store.transaction(async (trx) => ({
    batch: (await openBatches(trx)).find((one) => one.id === appeal.batchId),
    wallet: await demoWalletOf(trx, appeal.accountId),
  }))
  if (!batch || !wallet) return false
  const contract = new Contract(place.court, courtInterface, client.provider)
  const nonce = BigInt(await contract.getFunction('nonces').staticCall(wallet.address))
  const claim = {
    account: wallet.address,
    batch: batch.number,
    item: appeal.position,
    kind: CONTESTS_VERDICT,
  }
  const message = { type: 'Dispute', value: { ...claim, nonce } } as const
  const signature = demo.digest(wallet.demoIndex, courtDigest(place.chainId, place.court, message))
  const data = disputeData(batch, appeal, { ...claim, signature })
  return await store.transaction(async (trx) => {
    if (!(await moveAppeal(trx, appeal.id, { from: 'asked', to: 'sent' }))) return false
    const wanted = { kind: 'court', reference: referenceOfAppeal(appeal), to: place.court, data } as const
    await enqueueTransaction(trx, { ...wanted, createdAt: clock.now() })
    return true
  })
}
