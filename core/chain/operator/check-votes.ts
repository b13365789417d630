import { getAddress, recoverAddress } from 'ethers'
import type { PublishedReceipt } from '../../ledger/batch-data.ts'
import { decodeVotes, VOTES } from '../../ledger/packed-bytes.ts'
import { receiptDigest } from '../../ledger/typed-data.ts'
import type { LedgerPlace } from '../quorum.ts'
import type { BatchEvidence } from './evidence.ts'
import type { RecomputedRound } from './recompute-round.ts'
import { require } from './refuse.ts'

/**
 * Votes are signed when each is of somebody drawn who counts and stands on a receipt of a listed operator, and when no
 * receipt of the round is left out or said otherwise.
 * @throws ExpectedError `operator.refused`
 */
export function checkVotes(
  place: LedgerPlace,
  operators: readonly string[],
  { batch, data }: BatchEvidence,
  proposed: { readonly round: RecomputedRound; readonly votes: string },
): void {
  const { items, width } = proposed.round
  const receipts = new Map<string, PublishedReceipt>()
  for (const receipt of data?.receipts ?? []) {
    if (isSigned(place, operators, batch, receipt))
      receipts.set(`${receipt.item}:${receipt.account}`, receipt)
  }
  const rows = decodeVotes(proposed.votes, width)
  require(rows.length === items.length, 'votes', String(batch))
  for (const [index, { item, drawn }] of items.entries()) {
    for (const [draw, vote] of (rows[index] ?? []).entries()) {
      const validator = drawn[draw]
      const detail = `${batch}: ${item}`
      const receipt = validator && receipts.get(`${item}:${validator.account}`)
      if (vote === 'none') {
        require(!(receipt && validator?.eligible), 'receiptIgnored', detail)
        continue
      }
      require(validator?.eligible === true, 'notDrawn', detail)
      require(receipt !== undefined, 'voteWithoutReceipt', detail)
      require(receipt?.vote === vote, 'receiptIgnored', detail)
    }
  }
}

function isSigned(
  { chainId, court }: LedgerPlace,
  operators: readonly string[],
  batch: number,
  { item, account, vote, at, operator, signature }: PublishedReceipt,
): boolean {
  const message = { batch, item, account, code: VOTES.indexOf(vote), at }
  const listed = operators.includes(getAddress(operator))
  return listed && recoverAddress(receiptDigest(chainId, court, message), signature) === getAddress(operator)
}
