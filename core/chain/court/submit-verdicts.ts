import { concat, keccak256, toBeHex } from 'ethers'
import { type Clock, plusMs } from '../../clock.ts'
import type { PersonId } from '../../ids.ts'
import { openHash } from '../../ledger/commitments.ts'
import { courtDigest } from '../../ledger/court-messages.ts'
import { decodeForExperts } from '../../ledger/open-items.ts'
import { encodeQuorum } from '../../ledger/quorum.ts'
import { personsOfItem } from '../../store/assignments.ts'
import { type Batch, itemsOfBatch, openBatches } from '../../store/batches.ts'
import { enqueueTransaction, findTransaction } from '../../store/chain-transactions.ts'
import type { Store, Trx } from '../../store/database.ts'
import { type DemoExpert, demoExperts } from '../../store/demo-experts.ts'
import { openOf } from '../batches/encode-step.ts'
import type { ChainClient } from '../client.ts'
import type { DemoSigner } from '../demo-signer.ts'
import type { LedgerPlace } from '../quorum.ts'
import type { Reviews } from '../reviews.ts'
import { courtInterface } from './court-interface.ts'
import { type ExpertList, expertListOf, keepExpertList } from './keep-expert-list.ts'
import { type OpenRuling, verdictSheet } from './verdict-sheet.ts'

export interface Submitting {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
  readonly place: LedgerPlace
  readonly reviews: Reviews
  readonly demo: DemoSigner
}

/** So long before the experts' time is over what they agreed on is submitted, and the rest is void. */
const RESERVE_MS = 2 * 3_600_000

/**
 * On the local chain, whose experts have demo wallets: brings what experts ruled in chat to the court, signed by more
 * than half of them, and keeps the court's list of experts as it is here. Returns how many transactions it queued.
 */
export async function submitVerdicts(submitting: Submitting): Promise<number> {
  const { store } = submitting
  const { sheets, list } = await store.transaction(async (trx) => ({
    sheets: await readySheets(trx, submitting),
    list: expertListOf(await demoExperts(trx)),
  }))
  if (sheets.length === 0 || list.experts.length === 0) return 0
  if ((await keepExpertList(submitting, list)) === 'changing') return 1
  let queued = 0
  for (const sheet of sheets) {
    if (await store.transaction((trx) => submit(trx, submitting, sheet, list))) queued++
  }
  return queued
}

/** The verdicts of a batch that experts have agreed on. */
interface ReadySheet {
  readonly batch: Batch
  readonly verdicts: string
  /** Experts who stand by all of them and took part in none of the items. */
  readonly signers: readonly PersonId[]
}

async function readySheets(trx: Trx, { clock, reviews }: Submitting): Promise<ReadySheet[]> {
  const ready: ReadySheet[] = []
  for (const batch of (await openBatches(trx)).filter(({ state }) => state === 'experts')) {
    const open = await openRulings(trx, reviews, batch)
    const isLate = batch.endsAt !== null && clock.now() > plusMs(batch.endsAt, -RESERVE_MS)
    const sheet = verdictSheet(open, isLate)
    if (!sheet) continue
    const tookPart = new Set<PersonId>()
    for (const { itemId } of open) for (const one of await personsOfItem(trx, itemId)) tookPart.add(one)
    const verdicts = concat(sheet.codes.map((code) => toBeHex(code, 1)))
    ready.push({ batch, verdicts, signers: sheet.signers.filter((one) => !tookPart.has(one)) })
  }
  return ready
}

/** The open items of a batch in the ledger's order, with what experts said of each. */
async function openRulings(trx: Trx, reviews: Reviews, batch: Batch): Promise<OpenRuling[]> {
  const items = new Map((await itemsOfBatch(trx, batch.id)).map((item) => [item.position, item]))
  const open: OpenRuling[] = []
  for (const { item: position } of decodeForExperts(batch.expertItems)) {
    const item = items.get(position)
    if (!item) throw new Error(`batch ${batch.number} has no item ${position}`)
    open.push({ itemId: item.itemId, ...(await reviews.ruled(trx, item.itemId, item.round)) })
  }
  return open
}

async function submit(
  trx: Trx,
  { clock, place, demo }: Submitting,
  { batch, verdicts, signers }: ReadySheet,
  { experts, threshold }: ExpertList,
): Promise<boolean> {
  const signing = experts.filter(({ personId }) => signers.includes(personId))
  const reference = `verdict:${batch.id}:${keccak256(verdicts)}`
  if (signing.length < threshold || (await findTransaction(trx, reference))) return false
  const hashes = { openHash: openHash(batch.expertItems), verdictsHash: keccak256(verdicts) }
  const message = { type: 'Verdict', value: { batch: batch.number, ...hashes } } as const
  const digest = courtDigest(place.chainId, place.court, message)
  const addresses = experts.map((expert) => expert.address)
  const quorum = encodeQuorum(addresses, signing.map(signed(demo, digest)))
  const args = [
    batch.number,
    openOf(batch, batch.expertItems),
    verdicts,
    { experts: quorum.operators, signatures: quorum.signatures },
  ]
  const data = courtInterface.encodeFunctionData('submitVerdict', args)
  await enqueueTransaction(trx, { kind: 'court', reference, to: place.court, data, createdAt: clock.now() })
  return true
}

const signed =
  (demo: DemoSigner, digest: string) =>
  ({ address, demoIndex }: DemoExpert) => ({ operator: address, signature: demo.digest(demoIndex, digest) })
