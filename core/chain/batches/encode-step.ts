import { keccak256 } from 'ethers'
import { innerHash, openHash, proposedCommitment, secretHashOf } from '../../ledger/commitments.ts'
import type { BatchStep } from '../../store/batch-calls.ts'
import type { Batch } from '../../store/batches.ts'
import { ledgerInterface } from '../ledger-interface.ts'

/** Inside `operate` the whole is signed, so the calls carry no signatures of their own. */
const UNSIGNED = { operators: '0x', signatures: '0x' }

/** The call that takes a batch one step further, as calldata. `operators`: the list that signed last, for `expire`. */
export function encodeStep(batch: Batch, step: BatchStep, operators: string): string {
  const { number } = batch
  switch (step) {
    case 'lock': {
      const { ledgerProject: project, labelsRoot, annotators, items, secret } = batch
      const request = { project, labelsRoot, secretHash: secretHashOf(secret), annotators, items }
      return call('lockBatch', [number, request, UNSIGNED])
    }
    case 'propose': {
      const { secret, seed, votes } = batch
      return call('proposeBatch', [number, innerHash(bytesOf(batch)), secret, seed, votes, UNSIGNED])
    }
    case 'settle':
      return call('settleBatch', [number, settlementOf(batch)])
    case 'panel': {
      const { panelSeed, panelVotes } = batch
      const { items, ...open } = openOf(batch, batch.openItems)
      const escalated = { ...open, itemsHash: openHash(items) }
      return call('proposePanel', [number, escalated, panelSeed, panelVotes, UNSIGNED])
    }
    case 'resolve':
      return call('resolvePanel', [number, openOf(batch, batch.openItems), batch.panelVotes])
    case 'skipPanel': {
      const votesHash = keccak256(batch.panelVotes ?? '0x')
      return call('skipPanel', [number, openOf(batch, batch.openItems), votesHash])
    }
    case 'void':
      return call('voidOpen', [number, openOf(batch, batch.expertItems)])
    case 'expire':
      return call('expireBatch', [number, expiryOf(batch, operators)])
  }
}

/** What a batch was proposed with, as the contracts take it to settle it or to hear disputes. */
export function settlementOf(batch: Batch) {
  return { ...bytesOf(batch), seed: batch.seed, votes: batch.votes }
}

/** The open items of a batch as the ledger has committed to them. Votes of a panel that were fixed and did not come to
 * stand on the ledger name no round. */
export function openOf(batch: Batch, items: readonly string[]) {
  const { state, seed, panelSeed, panelVotes, seedBlock, votes } = batch
  const settled = proposedCommitment(innerHash(bytesOf(batch)), votes ?? '0x', seed ?? '0x')
  const paneled = state === 'panelProposed' || (state === 'experts' && panelVotes !== null)
  return { settled, seed: paneled ? panelSeed : seed, seedBlock: seedBlock ?? 0, items }
}

/** Votes that were fixed and did not come to stand on the ledger are no proposal. */
function expiryOf(batch: Batch, operators: string) {
  const proposed = batch.state === 'proposed'
  return {
    ...bytesOf(batch),
    seed: proposed ? batch.seed : secretHashOf(batch.secret),
    votesHash: keccak256(batch.votes ?? '0x'),
    operators,
  }
}

function bytesOf({ labelsRoot, annotators, terms, items }: Batch) {
  return { labelsRoot, annotators, terms: terms ?? '0x', items }
}

function call(name: string, args: readonly unknown[]): string {
  return ledgerInterface.encodeFunctionData(name, args)
}
