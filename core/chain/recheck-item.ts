import { Contract } from 'ethers'
import { ballotsOf, castVotes, type DrawnSeat, drawValidators } from '../ledger/book/draw-ballots.ts'
import { innerHash, proposedCommitment } from '../ledger/commitments.ts'
import { SEED_DELAY } from '../ledger/deadlines.ts'
import { firstSeed } from '../ledger/draw.ts'
import { publishedLeaf } from '../ledger/label-leaf.ts'
import { labelTree, provesLabel } from '../ledger/label-tree.ts'
import { decodeAnnotators, decodeByteList, decodeVotes, type Vote } from '../ledger/packed-bytes.ts'
import { epochOf, weightOfClass } from '../ledger/record.ts'
import { hourOf } from '../ledger/units.ts'
import { type Verdict, verdictOf } from '../ledger/verdict.ts'
import type { ParamsWord } from '../ledger/words.ts'
import { type Batch, findBatchByNumber } from '../store/batches.ts'
import type { Store } from '../store/database.ts'
import { type LockedAnnotation, lockedAnnotations } from '../store/publications.ts'
import { labelLedgerAbi } from './abi/label-ledger.ts'
import { publishedLabel } from './batches/published-label.ts'
import type { ChainClient } from './client.ts'
import { inTime } from './in-time.ts'
import { readLedger } from './read-ledger.ts'

/** A validator drawn for an item, and what came of it. */
export interface RecheckedSeat {
  readonly seat: number
  /** Whether the vote counts: not the annotator's own seat, and there since before the lock. */
  readonly counts: boolean
  readonly recordClass: number
  readonly weight: number
  readonly vote: Vote
}

/** One item of a batch, computed again from the public rules and what the chain holds. */
export interface RecheckedItem {
  readonly batch: number
  readonly position: number
  readonly params: ParamsWord
  /** Record class of the annotator at the lock; null when the lock skipped the item. */
  readonly annotatorClass: number | null
  readonly leaf: string
  /** From the leaf to the root of the batch's labels. */
  readonly proof: readonly string[]
  readonly labelsRoot: string
  /** Whether the proof leads from the leaf to that root. */
  readonly included: boolean
  /** Null before there is a seed. */
  readonly draw: {
    readonly seed: string
    readonly seedBlock: number
    /** Whether the seed follows from the secret that was committed to and the hash of the block; null when the node
     * does not know the block any more. */
    readonly seedHolds: boolean | null
    readonly seats: readonly RecheckedSeat[]
    /** What the first round's votes decide; null before they are known. */
    readonly verdict: Verdict | null
  } | null
  /** Whether the chain's commitment is the hash of these labels, annotators, votes and seed; null while votes are
   * not on the table, and once the ledger has used the place again. */
  readonly committed: boolean | null
}

/**
 * Computes one item of a batch again: inclusion, seed, draw, votes and verdict of the first round. Null when there is
 * no such item.
 * @throws ExpectedError `chain.unreachable`
 */
export async function recheckItem(
  store: Store,
  client: ChainClient,
  ledger: string,
  { batch: number, position }: { readonly batch: number; readonly position: number },
): Promise<RecheckedItem | null> {
  const found = await store.transaction(async (trx) => {
    const batch = await findBatchByNumber(trx, number)
    return batch && { batch, annotations: await lockedAnnotations(trx, batch.id) }
  })
  if (!found) return null
  const { batch, annotations } = found
  const items = decodeByteList(batch.items)
  const leaves = leavesOf(batch, items, annotations)
  const leaf = leaves[position]
  if (leaf === undefined) return null
  const proof = labelTree(leaves).proofOf(position)
  const term = decodeByteList(batch.terms ?? '0x')[items[position] ?? 0] ?? 0
  const params = await inTime(client, readLedger(client, ledger, 'latest').params(batch.ledgerProject))
  return {
    batch: number,
    position,
    params,
    annotatorClass: term === 0 ? null : term - 1,
    leaf,
    proof,
    labelsRoot: batch.labelsRoot,
    included: provesLabel(batch.labelsRoot, leaf, proof),
    draw: await inTime(client, recheckDraw(client, ledger, batch, { position, params })),
    committed: await inTime(client, isCommitted(client, ledger, batch)),
  }
}

function leavesOf(
  { salt, annotators }: Batch,
  items: readonly number[],
  annotations: readonly LockedAnnotation[],
): string[] {
  const accounts = decodeAnnotators(annotators)
  return annotations.map((one, index) => {
    const annotator = accounts[items[index] ?? -1] ?? 0
    return publishedLeaf(salt, { ...publishedLabel(one, annotator), index })
  })
}

async function recheckDraw(
  client: ChainClient,
  ledger: string,
  batch: Batch,
  { position, params }: { readonly position: number; readonly params: ParamsWord },
): Promise<RecheckedItem['draw']> {
  const { seed, settledBlock } = batch
  if (seed === null) return null
  const reader = readLedger(client, ledger, settledBlock === null ? 'latest' : settledBlock - 1)
  // Of the first round; our own field moves on to the panel's block.
  const { id, nSeats, seedBlock, epoch } = await reader.batch(batch.number)
  if (id !== batch.number) return null
  const block = await client.provider.getBlock(settledBlock ?? 'latest')
  const seats = await reader.seats(nSeats)
  const annotator = decodeAnnotators(batch.annotators)[decodeByteList(batch.items)[position] ?? 0] ?? 0
  const drawn = drawValidators(
    { seats },
    {
      seed,
      nSeats,
      lockBlock: seedBlock - SEED_DELAY,
      epoch,
      epochNow: epochOf(hourOf(block?.timestamp ?? 0)),
      draws: params.draws,
    },
    { item: position, annotator },
  )
  const votes = batch.votes === null ? null : (decodeVotes(batch.votes, params.draws)[position] ?? [])
  const hash = (await client.provider.getBlock(seedBlock))?.hash ?? null
  return {
    seed,
    seedBlock,
    seedHolds: hash === null ? null : firstSeed(batch.secret, hash, batch.number) === seed,
    seats: seatsOf(drawn, votes ?? []),
    verdict: votes && verdictOf(ballotsOf(drawn, votes), params),
  }
}

function seatsOf(drawn: readonly DrawnSeat[], votes: readonly Vote[]): RecheckedSeat[] {
  return castVotes(drawn, votes).map(({ seat, vote, recordClass }, draw) => ({
    seat,
    vote,
    recordClass,
    counts: drawn[draw]?.eligible ?? false,
    weight: weightOfClass(recordClass),
  }))
}

async function isCommitted(client: ChainClient, ledger: string, batch: Batch): Promise<boolean | null> {
  const { terms, votes, seed } = batch
  if (terms === null || votes === null || seed === null) return null
  const contract = new Contract(ledger, labelLedgerAbi, client.provider)
  const word = await readLedger(client, ledger, 'latest').batch(batch.number)
  if (word.id !== batch.number || (word.state !== 'proposed' && word.state !== 'closed')) return null
  const [, commitment] = await contract.getFunction('batchWord').staticCall(batch.number)
  return commitment === proposedCommitment(innerHash({ ...batch, terms }), votes, seed)
}
