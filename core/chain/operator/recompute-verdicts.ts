import { Contract } from 'ethers'
import { ballotsOf, castVotes, drawValidators, type Round } from '../../ledger/book/draw-ballots.ts'
import { innerHash, panelCommitment, proposedCommitment } from '../../ledger/commitments.ts'
import { SEED_DELAY } from '../../ledger/deadlines.ts'
import { decodeForPanel, type OpenEntry } from '../../ledger/open-items.ts'
import { decodeAnnotators, decodeByteList, decodeVotes } from '../../ledger/packed-bytes.ts'
import { epochOf } from '../../ledger/record.ts'
import { hourOf } from '../../ledger/units.ts'
import { type Verdict, type VerdictRule, verdictOf } from '../../ledger/verdict.ts'
import { type BatchWord, batchLayout, type ParamsWord } from '../../ledger/words.ts'
import { labelLedgerAbi } from '../abi/label-ledger.ts'
import type { ChainClient } from '../client.ts'
import { readLedger } from '../read-ledger.ts'
import type { BatchEvidence } from './evidence.ts'
import { require } from './refuse.ts'

/** What the votes that are proposed say of an item. */
export interface ProposedItem {
  readonly verdict: Verdict
  /** The votes that count, of both rounds. */
  readonly entries: readonly OpenEntry[]
}

/** The verdicts that a batch or its panel is proposed with, by item. */
export interface ProposedVerdicts {
  readonly round: 1 | 2
  readonly items: ReadonlyMap<number, ProposedItem>
}

/** One item to decide: the votes that its round brings, and those there were before. */
interface Place {
  readonly item: number
  readonly annotator: number
  readonly before: readonly OpenEntry[]
}

/**
 * What the proposed votes of a batch decide, computed from the chain and from what the ledger committed to.
 * @throws ExpectedError `operator.refused` when no votes are proposed, or the evidence is not what was committed to
 */
export async function recomputeVerdicts(
  client: ChainClient,
  ledger: string,
  evidence: BatchEvidence,
): Promise<ProposedVerdicts> {
  const { batch } = evidence
  const contract = new Contract(ledger, labelLedgerAbi, client.provider)
  const [packed, commitment] = await contract.getFunction('batchWord').staticCall(batch)
  const word = batchLayout.unpack(BigInt(packed))
  require(word.state === 'proposed' || word.state === 'panel', 'wrongState', `${batch}: ${word.state}`)
  const round = word.state === 'proposed' ? 1 : 2
  require(committed(evidence, round) === commitment, 'commitment', String(batch))
  const reader = readLedger(client, ledger, 'latest')
  const [params, seats, newest] = await Promise.all([
    reader.params(word.project),
    reader.seats(word.nSeats),
    client.provider.getBlock('latest'),
  ])
  const drawing = roundOf(word, params, evidence, { round, timestamp: newest?.timestamp ?? 0 })
  const votes = decodeVotes((round === 1 ? evidence.votes : evidence.panelVotes) ?? '0x', drawing.draws)
  const items = new Map<number, ProposedItem>()
  for (const [index, place] of placesOf(evidence, round).entries()) {
    if (!place) continue
    const without = place.before.map(({ seat }) => seat).toSorted((a, b) => a - b)
    const drawn = drawValidators({ seats }, drawing, { ...place, without })
    const row = votes[index] ?? []
    const verdict = verdictOf(ballotsOf(drawn, row), ruleOf(params, round))
    items.set(place.item, { verdict, entries: [...place.before, ...castVotes(drawn, row)] })
  }
  return { round, items }
}

function committed(evidence: BatchEvidence, round: 1 | 2): string {
  const { terms, votes, seed, openItems, panelSeed, panelVotes } = evidence
  const inner = innerHash({ ...evidence, terms: terms ?? '0x' })
  const settled = proposedCommitment(inner, votes ?? '0x', seed ?? '0x')
  if (round === 1) return settled
  return panelCommitment({ settled, seed: panelSeed ?? '0x', openItems }, panelVotes ?? '0x')
}

function roundOf(
  { nSeats, seedBlock, epoch }: BatchWord,
  { draws, panelDraws }: ParamsWord,
  { seed, panelSeed }: BatchEvidence,
  { round, timestamp }: { round: 1 | 2; timestamp: number },
): Round {
  return {
    seed: (round === 1 ? seed : panelSeed) ?? '0x',
    nSeats,
    lockBlock: seedBlock - SEED_DELAY,
    epoch,
    epochNow: epochOf(hourOf(timestamp)),
    draws: round === 1 ? draws : panelDraws,
  }
}

function ruleOf({ thresholdBp, minVotes, panelMinVotes }: ParamsWord, round: 1 | 2): VerdictRule {
  return { thresholdBp, minVotes: round === 1 ? minVotes : panelMinVotes }
}

/** In the order of the votes; null where an item was skipped at the lock. */
function placesOf({ annotators, items, terms, openItems }: BatchEvidence, round: 1 | 2): (Place | null)[] {
  if (round === 2) {
    return decodeForPanel(openItems).map(({ item, annotator, first }) => ({ item, annotator, before: first }))
  }
  const accounts = decodeAnnotators(annotators)
  const classes = decodeByteList(terms ?? '0x')
  return decodeByteList(items).map((index, item) =>
    classes[index] ? { item, annotator: accounts[index] ?? 0, before: [] } : null,
  )
}
