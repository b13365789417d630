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
import { expertWallets } from '../../store/demo-experts.ts'
import { signaturesOf } from '../../store/expert-signatures.ts'
import { openOf } from '../batches/encode-step.ts'
import type { ChainClient } from '../client.ts'
import type { DemoSigner } from '../demo-signer.ts'
import type { LedgerPlace } from '../quorum.ts'
import type { Reviews } from '../reviews.ts'
import { askVerdictSignature } from './ask-verdict.ts'
import { courtInterface } from './court-interface.ts'
import { gatherSignatures, isQuorum } from './gather-signatures.ts'
import { keepExpertList, MOST_EXPERTS } from './keep-expert-list.ts'
import { type ExpertList, readExpertList } from './read-expert-list.ts'
import { type OpenRuling, type ReadySheet, verdictSheet } from './verdict-sheet.ts'

export interface Submitting {
  readonly store: Store
  readonly clock: Clock
  readonly client: ChainClient
  readonly place: LedgerPlace
  readonly reviews: Reviews
  /** Null unless the chain is local. */
  readonly demo: DemoSigner | null
}

/** So long before the experts' time is over what they agreed on is submitted, and the rest is unclear. */
const RESERVE_MS = 2 * 3_600_000

/**
 * Brings what experts ruled in chat to the court once enough of its experts have signed it: demo wallets sign by
 * themselves, people with wallets of their own are asked. On the local chain the court's list of experts is kept as it is
 * here. Returns how many transactions it queued.
 */
export async function submitVerdicts(submitting: Submitting): Promise<number> {
  const { store, client, place, demo } = submitting
  const { sheets, wallets } = await store.transaction(async (trx) => ({
    sheets: await readySheets(trx, submitting),
    wallets: await expertWallets(trx),
  }))
  if (sheets.length === 0 || wallets.length === 0) return 0
  const list = await readExpertList(store, client, place.court)
  if (!list) return 0
  if (demo && (await keepExpertList(submitting, list, wallets))) return 1
  let queued = 0
  for (const sheet of sheets) {
    if (await store.transaction((trx) => submit(trx, submitting, sheet, list))) queued++
  }
  return queued
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
    const positions = decodeForExperts(batch.expertItems).map(({ item }) => item)
    ready.push({ batch, verdicts, positions, signers: sheet.signers.filter((one) => !tookPart.has(one)) })
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
    const { itemId, round, saidNotMine } = item
    open.push({ itemId, saidNotMine, ...(await reviews.ruled(trx, itemId, round)) })
  }
  return open
}

async function submit(
  trx: Trx,
  { clock, place, demo }: Submitting,
  sheet: ReadySheet,
  { addresses, threshold }: ExpertList,
): Promise<boolean> {
  const { batch, verdicts } = sheet
  const reference = `verdict:${batch.id}:${keccak256(verdicts)}`
  if (await findTransaction(trx, reference)) return false
  const hashes = { openHash: openHash(batch.expertItems), verdictsHash: keccak256(verdicts) }
  const message = { type: 'Verdict', value: { batch: batch.number, ...hashes } } as const
  const digest = courtDigest(place.chainId, place.court, message)
  const signed = await gatherSignatures(trx, {
    digest,
    signers: new Set(sheet.signers),
    addresses,
    demo,
    given: await signaturesOf(trx, 'verdict_signatures', digest),
    ask: (wallet) => askVerdictSignature(trx, clock, { sheet, digest }, wallet),
  })
  if (!isQuorum(signed, threshold)) return false
  const quorum = encodeQuorum(addresses, signed, MOST_EXPERTS)
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
