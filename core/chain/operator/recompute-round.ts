import { Contract } from 'ethers'
import { drawValidators, type Round } from '../../ledger/book/draw-ballots.ts'
import {
  escalatedCommitment,
  innerHash,
  lockedCommitment,
  proposedCommitment,
  secretHashOf,
} from '../../ledger/commitments.ts'
import { SEED_DELAY } from '../../ledger/deadlines.ts'
import { firstSeed, panelSeed } from '../../ledger/draw.ts'
import { decodeForPanel } from '../../ledger/open-items.ts'
import { decodeAnnotators, decodeByteList } from '../../ledger/packed-bytes.ts'
import { epochOf } from '../../ledger/record.ts'
import { hourOf } from '../../ledger/units.ts'
import { type BatchWord, batchLayout, type SeatWord } from '../../ledger/words.ts'
import { labelLedgerAbi } from '../abi/label-ledger.ts'
import type { ChainClient } from '../client.ts'
import { readLedger } from '../read-ledger.ts'
import type { BatchEvidence } from './evidence.ts'
import { require } from './refuse.ts'

/** Somebody drawn for an item. */
export interface DrawnAccount {
  readonly account: number
  readonly eligible: boolean
}

/** A round of votes as the chain has drawn it, item by item in the order of its votes. */
export interface RecomputedRound {
  readonly seed: string
  /** Draws of each item, as votes are encoded. */
  readonly width: number
  readonly items: readonly { readonly item: number; readonly drawn: readonly DrawnAccount[] }[]
}

/**
 * The round that a batch is in, computed from the chain, from what the ledger committed to and from the secret alone.
 * @throws ExpectedError `operator.refused` when the evidence is not what the ledger committed to
 */
export async function recomputeRound(
  client: ChainClient,
  ledger: string,
  evidence: BatchEvidence,
): Promise<RecomputedRound> {
  const { batch } = evidence
  const contract = new Contract(ledger, labelLedgerAbi, client.provider)
  const [packed, commitment] = await contract.getFunction('batchWord').staticCall(batch)
  const word = batchLayout.unpack(BigInt(packed))
  require(word.state === 'locked' || word.state === 'escalated', 'wrongState', `${batch}: ${word.state}`)
  const first = word.state === 'locked'
  const seedBlock = first ? word.seedBlock : await panelSeedBlock(client, contract, batch)
  require(committed(evidence, first, seedBlock) === commitment, 'commitment', String(batch))
  const block = await client.provider.getBlock(seedBlock)
  const head = await client.provider.getBlockNumber()
  require(block?.hash != null && head - seedBlock > client.confirmations, 'tooEarly', String(batch))
  const hash = block?.hash ?? ''
  const seed = first
    ? firstSeed(evidence.secret ?? '0x', hash, batch)
    : panelSeed(evidence.seed ?? '0x', hash)
  const reader = readLedger(client, ledger, 'latest')
  const params = await reader.params(word.project)
  const seats = await reader.seats(word.nSeats)
  const width = first ? params.draws : params.panelDraws
  const round = roundOf(word, seed, width, block?.timestamp ?? 0)
  const places = first ? firstPlaces(evidence) : panelPlaces(evidence)
  const items = places.map((place) => ({ item: place.item, drawn: drawnFor(seats, round, place) }))
  return { seed, width, items }
}

function committed(evidence: BatchEvidence, first: boolean, seedBlock: number): string {
  const { terms, votes, seed, openItems, secret } = evidence
  const inner = innerHash({ ...evidence, terms: terms ?? '0x' })
  if (first) return lockedCommitment(inner, secretHashOf(secret ?? '0x'))
  const settled = proposedCommitment(inner, votes ?? '0x', seed ?? '0x')
  return escalatedCommitment({ settled, seed: seed ?? '0x', openItems }, seedBlock)
}

/** Four blocks after the settlement that left items open: the event tells which. */
async function panelSeedBlock({ provider }: ChainClient, ledger: Contract, batch: number): Promise<number> {
  const head = await provider.getBlockNumber()
  const settled = await ledger.queryFilter(ledger.getEvent('BatchSettled')(batch), 0, head)
  return (settled.at(-1)?.blockNumber ?? 0) + SEED_DELAY
}

function roundOf(
  { nSeats, seedBlock, epoch }: BatchWord,
  seed: string,
  draws: number,
  timestamp: number,
): Round {
  return {
    seed,
    nSeats,
    lockBlock: seedBlock - SEED_DELAY,
    epoch,
    epochNow: epochOf(hourOf(timestamp)),
    draws,
  }
}

interface Place {
  readonly item: number
  readonly annotator: number
  readonly skipped: boolean
  readonly without: readonly number[]
}

function firstPlaces({ annotators, items, terms }: BatchEvidence): Place[] {
  const accounts = decodeAnnotators(annotators)
  const classes = decodeByteList(terms ?? '0x')
  return decodeByteList(items).map((index, item) => ({
    item,
    annotator: accounts[index] ?? 0,
    skipped: !classes[index],
    without: [],
  }))
}

function panelPlaces({ openItems }: BatchEvidence): Place[] {
  return decodeForPanel(openItems).map(({ item, annotator, first }) => {
    const without = first.map((entry) => entry.seat).toSorted((a, b) => a - b)
    return { item, annotator, skipped: false, without }
  })
}

function drawnFor(seats: ReadonlyMap<number, SeatWord>, round: Round, place: Place): DrawnAccount[] {
  if (place.skipped) return []
  return drawValidators({ seats: new Map(seats) }, round, place).map(({ seat, eligible }) => ({
    account: seats.get(seat)?.owner ?? 0,
    eligible,
  }))
}
