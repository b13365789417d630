import { getAddress, recoverAddress } from 'ethers'
import type { Moment } from '../book/book.ts'
import { VOTES, type Vote } from '../packed-bytes.ts'
import type { ReceiptFile } from '../receipt-file.ts'
import { receiptDigest } from '../typed-data.ts'
import { pendingVotes } from './pending-votes.ts'
import { type DrawnVote, type Replay, registryOf } from './replay.ts'

/**
 * What the chain holds of a receipted vote. waiting: its votes are not proposed yet · counted: as the receipt says ·
 * omitted, contradicted: no vote, or another one · notDrawn: the account could not vote on the item · expired: the
 * operators let the batch run out · unknownBatch: the ledger has locked no such batch.
 */
export type VoteFate =
  | 'waiting'
  | 'counted'
  | 'omitted'
  | 'contradicted'
  | 'notDrawn'
  | 'expired'
  | 'unknownBatch'

/** What a receipt is worth, by the chain alone. */
export interface ReceiptFindings {
  /** Signed by the operator it names, for a court of this ledger. */
  readonly isSigned: boolean
  /** The operator is in the list by which the batch's votes were proposed; while they are not, in the present one. */
  readonly isListed: boolean
  readonly fate: VoteFate
  /** What was proposed as the vote; null where nothing was. */
  readonly proposed: Vote | null
  /** The operator also signed what was proposed: what contradicts it costs a part of its bond. */
  readonly vouched: boolean
  /** The round (1 or 2) in which the court still takes a proof, and until when it also opens the item (seconds). */
  readonly provable: { readonly stage: 1 | 2; readonly until: number } | null
}

/** Holds a receipt against the replayed history of its ledger.
 * @param courts every court the ledger has had */
export function checkReceipt(
  replay: Replay,
  courts: readonly string[],
  receipt: ReceiptFile,
  now: Moment,
): ReceiptFindings {
  const { fate, proposed, stage } = voteOf(replay, receipt, now)
  const word = replay.book.batches.get(receipt.batch)?.word
  const registry = registryOf(replay)
  const isProposed = proposed !== null
  const list = registry.lists.get(isProposed && word ? word.opsVersion : registry.version)
  const index = list?.operators.indexOf(getAddress(receipt.operator)) ?? -1
  const isWrong = fate === 'omitted' || fate === 'contradicted'
  return {
    isSigned: isSigned(replay, courts, receipt),
    isListed: index >= 0,
    fate,
    proposed,
    vouched: isProposed && word !== undefined && index >= 0 && ((word.signers >> index) & 1) === 1,
    provable: isWrong && stage !== null && word ? { stage, until: word.end } : null,
  }
}

/** A vote is only where a round that is not settled yet can still be contested, so that one is looked at first. */
function voteOf(replay: Replay, { batch, item, account, vote }: ReceiptFile, now: Moment) {
  const record = replay.records.get(batch)
  const state = replay.book.batches.get(batch)?.word.state
  if (!record || !state) return { fate: 'unknownBatch', proposed: null, stage: null } as const
  const isOwn = (one: DrawnVote) => one.item === item && one.account === account && one.eligible
  const pending = pendingVotes(replay, batch, now)
  const open = pending?.votes.find(isOwn)
  const settled = record.drawn?.find(isOwn)
  const found = open ?? settled
  if (found) {
    const stage = open ? (pending?.stage ?? null) : null
    return { fate: fateOf(found.vote, vote), proposed: found.vote, stage }
  }
  if (state === 'locked' || state === 'escalated') {
    return { fate: 'waiting', proposed: null, stage: null } as const
  }
  const hasRunOut = state === 'closed' && record.settled === undefined
  return { fate: hasRunOut ? 'expired' : 'notDrawn', proposed: null, stage: null } as const
}

function fateOf(proposed: Vote, vote: Vote): VoteFate {
  if (proposed === vote) return 'counted'
  return proposed === 'none' ? 'omitted' : 'contradicted'
}

function isSigned({ chainId }: Replay, courts: readonly string[], receipt: ReceiptFile): boolean {
  const { batch, item, account, vote, at, operator, signature, court } = receipt
  if (!courts.some((one) => getAddress(one) === getAddress(court))) return false
  const message = { batch, item, account, code: VOTES.indexOf(vote), at }
  try {
    return recoverAddress(receiptDigest(chainId, court, message), signature) === getAddress(operator)
  } catch (cause) {
    // Bytes that are no signature at all.
    if (cause instanceof Error) return false
    throw cause
  }
}
