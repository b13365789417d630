import { Interface, id, isError } from 'ethers'
import { reasonOf } from '../errors.ts'
import type { ProjectId } from '../ids.ts'
import { labelEscrowAbi } from './abi/label-escrow.ts'
import { labelTokenAbi } from './abi/label-token.ts'

export const escrowInterface = new Interface(labelEscrowAbi)
export const tokenInterface = new Interface(labelTokenAbi)

/** The 32-byte name of a project on chain. */
export function projectKey(projectId: ProjectId): string {
  return id(projectId)
}

/** Names what a call reverted with, for example `NotOperator(0x…)`; null when the failure is not a revert. */
export function revertReason(thrown: unknown): string | null {
  // A call that runs out of gas has no revert data, and nodes report it in these words only.
  if (!isError(thrown, 'CALL_EXCEPTION')) {
    return /revert|out of gas|gas required exceeds/i.test(reasonOf(thrown)) ? reasonOf(thrown) : null
  }
  const { data, reason, shortMessage } = thrown
  if (!data || data === '0x') return reason ?? shortMessage
  const known = escrowInterface.parseError(data) ?? tokenInterface.parseError(data)
  return known ? `${known.name}(${known.args.join(', ')})` : `${shortMessage} (${data})`
}
