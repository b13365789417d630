import type { Clock } from '../../clock.ts'
import { courtDigest } from '../../ledger/court-messages.ts'
import { encodeQuorum } from '../../ledger/quorum.ts'
import { type JudgedSide, judgedSides } from '../../store/audit-sides.ts'
import { type Audit, openAudits } from '../../store/audits.ts'
import { type Batch, findBatch } from '../../store/batches.ts'
import { enqueueTransaction, findTransaction } from '../../store/chain-transactions.ts'
import type { Store, Trx } from '../../store/database.ts'
import { type DemoWallet, expertWallets } from '../../store/demo-experts.ts'
import { settlementOf } from '../batches/encode-step.ts'
import type { ChainClient } from '../client.ts'
import { courtInterface } from '../court/court-interface.ts'
import { keepExpertList, MOST_EXPERTS } from '../court/keep-expert-list.ts'
import { type ExpertList, readExpertList } from '../court/read-expert-list.ts'
import type { DemoSigner } from '../demo-signer.ts'
import type { LedgerPlace } from '../quorum.ts'
import { auditSigners } from './audit-signers.ts'
import { repay } from './repay.ts'

export interface AuditSubmitting {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
  readonly place: LedgerPlace
  /** Pays for what is repaid, out of the project's balance, which gets what the court takes. */
  readonly operator: string
  readonly demo: DemoSigner
}

const AT_ONCE = 100

/**
 * On the local chain, whose experts have demo wallets: brings findings of audits that stand to the court, signed by
 * those who said so, and once it has taken back what was earned by a wrong verdict, repays whoever lost by it. Returns
 * how many things moved.
 */
export async function submitAudits(submitting: AuditSubmitting): Promise<number> {
  const { store, client, place } = submitting
  const { waiting, wallets } = await store.transaction(async (trx) => ({
    waiting: await openAudits(trx, ['slashing'], AT_ONCE),
    wallets: await expertWallets(trx),
  }))
  if (waiting.length === 0) return 0
  const list = await readExpertList(store, client, place.court)
  if (!list) return 0
  if (wallets.length > 0 && (await keepExpertList(submitting, list, wallets))) return 1
  let moved = 0
  for (const { id } of waiting) {
    moved += await store.transaction(async (trx) => {
      const audit = (await openAudits(trx, ['slashing'], AT_ONCE)).find((one) => one.id === id)
      return audit ? await submit(trx, submitting, audit, list) : 0
    })
  }
  return moved
}

async function submit(
  trx: Trx,
  submitting: AuditSubmitting,
  audit: Audit,
  list: ExpertList,
): Promise<number> {
  const sides = await judgedSides(trx, audit)
  const signers = await auditSigners(trx, audit)
  const signing = (await expertWallets(trx)).flatMap(({ personId, address, demoIndex }) =>
    demoIndex !== null && signers.has(personId) && list.addresses.includes(address)
      ? [{ address, demoIndex }]
      : [],
  )
  const wrong = signing.length >= list.threshold ? sides.filter(({ won }) => won) : []
  const sent = await Promise.all(wrong.map((side) => findTransaction(trx, referenceOf(audit, side))))
  if (sent.every((one) => one?.state === 'confirmed' || one?.state === 'failed')) {
    await repay(trx, submitting, audit, sides)
    return 1
  }
  const unsent = wrong.filter((_, index) => !sent[index])
  const batch = await findBatch(trx, audit.batchId)
  for (const side of unsent) {
    const { clock, place } = submitting
    const data = callOf(submitting, batch, { audit, side }, list, signing)
    const wanted = { kind: 'court', reference: referenceOf(audit, side), to: place.court, data } as const
    await enqueueTransaction(trx, { ...wanted, createdAt: clock.now() })
  }
  return unsent.length
}

function callOf(
  { place, demo }: AuditSubmitting,
  batch: Batch,
  { audit, side }: { audit: Audit; side: JudgedSide },
  { addresses }: ExpertList,
  signing: readonly DemoWallet[],
): string {
  const value = { batch: batch.number, item: audit.position, draw: side.draw }
  const digest = courtDigest(place.chainId, place.court, { type: 'AuditRuling', value })
  const signed = signing.map(({ address, demoIndex }) => ({
    operator: address,
    signature: demo.digest(demoIndex, digest),
  }))
  const quorum = encodeQuorum(addresses, signed, MOST_EXPERTS)
  return courtInterface.encodeFunctionData('audit', [
    batch.number,
    settlementOf(batch),
    audit.position,
    side.draw,
    { experts: quorum.operators, signatures: quorum.signatures },
  ])
}

function referenceOf({ id }: Audit, { draw }: JudgedSide): string {
  return `audit:${id}:${draw}`
}
