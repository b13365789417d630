import { Interface, isError } from 'ethers'
import { reasonOf } from '../errors.ts'
import { labelLedgerAbi } from './abi/label-ledger.ts'
import { labelTokenAbi } from './abi/label-token.ts'
import { courtInterface } from './court/court-interface.ts'

export const ledgerInterface = new Interface(labelLedgerAbi)
export const tokenInterface = new Interface(labelTokenAbi)

/** Names what a call reverted with, for example `NotOperator(0x…)`; null when the failure is not a revert. */
export function revertReason(thrown: unknown): string | null {
  // A call that runs out of gas has no revert data, and nodes report it in these words only.
  if (!isError(thrown, 'CALL_EXCEPTION')) {
    return /revert|out of gas|gas required exceeds/i.test(reasonOf(thrown)) ? reasonOf(thrown) : null
  }
  const { data, reason, shortMessage } = thrown
  if (!data || data === '0x') return reason ?? shortMessage
  const known =
    ledgerInterface.parseError(data) ?? courtInterface.parseError(data) ?? tokenInterface.parseError(data)
  return known ? `${known.name}(${known.args.join(', ')})` : `${shortMessage} (${data})`
}
