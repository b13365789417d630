import { type Clock, type Instant, plusMs } from '../../clock.ts'
import type { AccountId } from '../../ids.ts'
import { type JudgedSide, judgedSides } from '../../store/audit-sides.ts'
import { type Audit, findAudit, openAudits, updateAudit } from '../../store/audits.ts'
import { findBatch } from '../../store/batches.ts'
import { lockChainState } from '../../store/chain-state.ts'
import { enqueueTransaction, findTransaction } from '../../store/chain-transactions.ts'
import type { Store, Trx } from '../../store/database.ts'
import { expertWallets } from '../../store/demo-experts.ts'
import { signaturesOf } from '../../store/expert-signatures.ts'
import { askFinding, dropFindingRequests } from '../../store/finding-signatures.ts'
import type { ChainClient } from '../client.ts'
import { gatherSignatures, isQuorum } from '../court/gather-signatures.ts'
import { keepExpertList } from '../court/keep-expert-list.ts'
import { type ExpertList, readExpertList } from '../court/read-expert-list.ts'
import type { DemoSigner } from '../demo-signer.ts'
import type { LedgerPlace } from '../quorum.ts'
import { auditCall, auditDigest } from './audit-call.ts'
import { auditSigners } from './audit-signers.ts'
import { repay } from './repay.ts'
import { tellSigners } from './tell-signers.ts'
import { tellUnsigned } from './tell-unsigned.ts'

export interface AuditSubmitting {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
  readonly place: LedgerPlace
  /** Pays for what is repaid, out of the project's balance, which gets what the court takes. */
  readonly operator: string
  /** Null unless the chain is local. */
  readonly demo: DemoSigner | null
}

const AT_ONCE = 100
/** So long before the ledger takes no finding any more nothing else is sent: what was taken by then is repaid, and where
 * nothing was, the audit is over. */
const RESERVE_MS = 3_600_000

/**
 * Brings findings of audits that stand to the court once enough of its experts who said so have signed: demo wallets
 * sign by themselves, people with wallets of their own are asked. Once it has taken back what was earned by a wrong
 * verdict, repays whoever lost by it. Returns how many things moved.
 */
export async function submitAudits(submitting: AuditSubmitting): Promise<number> {
  const { store, client, place, demo } = submitting
  const { waiting, wallets } = await store.transaction(async (trx) => ({
    waiting: await openAudits(trx, ['slashing'], AT_ONCE),
    wallets: await expertWallets(trx),
  }))
  if (waiting.length === 0) return 0
  const list = await readExpertList(store, client, place.court)
  if (list && demo && wallets.length > 0 && (await keepExpertList(submitting, list, wallets))) return 1
  let moved = 0
  for (const { id } of waiting) {
    moved += await store.transaction(async (trx) => {
      await lockChainState(trx, 'batches')
      // Another process may have moved it meanwhile.
      const audit = await findAudit(trx, id)
      return audit.state === 'slashing' ? await submit(trx, submitting, audit, list) : 0
    })
  }
  return moved
}

async function submit(
  trx: Trx,
  submitting: AuditSubmitting,
  audit: Audit,
  list: ExpertList | null,
): Promise<number> {
  const { clock } = submitting
  const sides = await judgedSides(trx, audit)
  const wrong = sides.filter(({ won }) => won)
  const sent = await Promise.all(wrong.map((side) => findTransaction(trx, referenceOf(audit, side))))
  const isLate = clock.now() > lastCallOf(audit)
  const unsent = isLate ? [] : wrong.filter((_, index) => !sent[index])
  const known = sent.filter((one) => one !== null)
  const isOver = known.every(({ state }) => state === 'confirmed' || state === 'failed')
  if (unsent.length > 0) return list ? await sendSides(trx, submitting, { audit, sides: unsent }, list) : 0
  if (!isOver) return 0
  if (wrong.length === 0 || known.some(({ state }) => state === 'confirmed')) {
    await repay(trx, submitting, audit, sides)
    return 1
  }
  // Calls that failed can be sent again until then.
  if (!isLate) return 0
  await updateAudit(trx, { ...audit, state: 'closed' }, clock.now())
  await tellUnsigned(trx, clock, audit, sides)
  return 1
}

/** Queues what enough experts have signed, and asks for what is missing. Returns how many it queued. */
async function sendSides(
  trx: Trx,
  submitting: AuditSubmitting,
  { audit, sides }: { audit: Audit; sides: readonly JudgedSide[] },
  { addresses, threshold }: ExpertList,
): Promise<number> {
  const { clock, place, demo } = submitting
  const signers = await auditSigners(trx, audit)
  const batch = await findBatch(trx, audit.batchId)
  const told = new Map<AccountId, number>()
  let queued = 0
  for (const side of sides) {
    const found = { batch, audit, side }
    const digest = auditDigest(place, found)
    const ask = async ({ accountId, address }: { accountId: AccountId; address: string }) => {
      const request = { digest, address, accountId, auditId: audit.id, draw: side.draw }
      if (await askFinding(trx, request, clock.now())) told.set(accountId, (told.get(accountId) ?? 0) + 1)
    }
    const given = await signaturesOf(trx, 'finding_signatures', digest)
    const signed = await gatherSignatures(trx, { digest, signers, addresses, demo, given, ask })
    if (!isQuorum(signed, threshold)) continue
    const data = auditCall(found, addresses, signed)
    const wanted = { kind: 'court', reference: referenceOf(audit, side), to: place.court, data } as const
    await enqueueTransaction(trx, { ...wanted, createdAt: clock.now() })
    await dropFindingRequests(trx, digest)
    queued++
  }
  await tellSigners(trx, clock, { audit, deadline: lastCallOf(audit) }, told)
  return queued
}

function lastCallOf({ dueAt }: Audit): Instant {
  return plusMs(dueAt, -RESERVE_MS)
}

function referenceOf({ id }: Audit, { draw }: JudgedSide): string {
  return `audit:${id}:${draw}`
}
