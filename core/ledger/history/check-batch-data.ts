import { getAddress, recoverAddress } from 'ethers'
import type { BatchData, PublishedReceipt } from '../batch-data.ts'
import { publishedLeaf } from '../label-leaf.ts'
import { labelTree } from '../label-tree.ts'
import { VOTES } from '../packed-bytes.ts'
import { receiptDigest } from '../typed-data.ts'
import { type BatchRecord, type Difference, type DrawnVote, differs, type Replay } from './replay.ts'

/** What published data are held against. */
export interface Published {
  readonly batch: number
  readonly data: BatchData
  /** Time of the lock, in seconds since 1970. */
  readonly lockedAt: number
  /** Addresses under whose domain receipts may be signed: every court the ledger has had. */
  readonly courts: readonly string[]
  /** Whether all votes are known: before that, receipts tell nothing. */
  readonly final: boolean
}

/** Everything that the published data of a batch say otherwise than the chain. */
export function checkBatchData(replay: Replay, record: BatchRecord, published: Published): Difference[] {
  const foreign = checkPlace(replay, published)
  if (foreign.length > 0) return foreign
  return [...checkLabels(record, published), ...checkReceipts(replay, record, published)]
}

function checkPlace({ chainId, ledger }: Replay, { batch, data }: Published): Difference[] {
  const wanted: [string, string, string][] = [
    ['chain', data.chainId, String(chainId)],
    ['ledger', getAddress(data.ledger), getAddress(ledger)],
    ['batch', String(data.batch), String(batch)],
  ]
  return wanted.flatMap(([field, stated, expected]) =>
    stated === expected ? [] : differs('verify.dataForeign', { batch, field, stated, expected }),
  )
}

function checkLabels(record: BatchRecord, { batch, data, lockedAt }: Published): Difference[] {
  const expected = record.items.length
  if (data.labels.length !== expected) {
    return differs('verify.dataCount', { batch, stated: data.labels.length, expected })
  }
  const each = data.labels.flatMap(({ annotator, sentAt }, item) => {
    const locked = record.annotators[record.items[item] ?? -1] ?? 0
    return [
      ...(annotator === locked
        ? []
        : differs('verify.dataAnnotator', { batch, item, stated: annotator, expected: locked })),
      ...(sentAt <= lockedAt ? [] : differs('verify.dataLate', { batch, item })),
    ]
  })
  const leaves = data.labels.map((label, index) => publishedLeaf(data.salt, { ...label, index }))
  const same = labelTree(leaves).root === record.labelsRoot
  return [...each, ...(same ? [] : differs('verify.dataRoot', { batch }))]
}

function checkReceipts(replay: Replay, record: BatchRecord, published: Published): Difference[] {
  const { batch, data, final } = published
  if (!data.receipts || !final) return []
  const drawn = (record.drawn ?? []).filter(({ eligible }) => eligible)
  const byPlace = new Map(drawn.map((vote) => [placeOf(vote), vote]))
  const seen = new Set<string>()
  const found: Difference[] = []
  for (const receipt of data.receipts) {
    if (seen.has(placeOf(receipt))) found.push(...differs('verify.receiptTwice', at(batch, receipt)))
    seen.add(placeOf(receipt))
    found.push(...checkReceipt(replay, published, receipt, byPlace.get(placeOf(receipt))))
  }
  for (const vote of drawn) {
    if (vote.vote === 'none' || seen.has(placeOf(vote))) continue
    found.push(...differs('verify.voteWithoutReceipt', at(batch, vote)))
  }
  return found
}

function checkReceipt(
  replay: Replay,
  { batch, courts }: Published,
  receipt: PublishedReceipt,
  drawn: DrawnVote | undefined,
): Difference[] {
  const place = at(batch, receipt)
  const { operator, vote } = receipt
  const signed = isSigned(replay, batch, courts, receipt)
  if (!signed) return differs('verify.receiptSignature', { ...place, operator })
  if (!drawn) return differs('verify.receiptStranger', place)
  if (drawn.vote === vote) return []
  return differs('verify.receiptVote', { ...place, receipt: vote, proposed: drawn.vote })
}

/** Whether an operator that some list of the registry names signed the receipt. */
function isSigned(
  replay: Replay,
  batch: number,
  courts: readonly string[],
  receipt: PublishedReceipt,
): boolean {
  const { item, account, vote, at: time, operator, signature } = receipt
  const message = { batch, item, account, code: VOTES.indexOf(vote), at: time }
  const address = getAddress(operator)
  const lists = [...replay.registries.values()].flatMap((registry) => [...registry.lists.values()])
  if (!lists.some(({ operators }) => operators.includes(address))) return false
  try {
    return courts.some(
      (court) => recoverAddress(receiptDigest(replay.chainId, court, message), signature) === address,
    )
  } catch (cause) {
    // Bytes that are no signature at all.
    if (cause instanceof Error) return false
    throw cause
  }
}

function placeOf({ item, account }: { item: number; account: number }): string {
  return `${item}:${account}`
}

function at(batch: number, { item, account }: { item: number; account: number }) {
  return { batch, item, account }
}
