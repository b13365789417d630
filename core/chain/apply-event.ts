import type { Instant } from '../clock.ts'
import type { AccountId } from '../ids.ts'
import {
  changeWallet,
  returnSettlement,
  setLockState,
  setPayment,
  setSettled,
  type WalletChange,
} from '../store/chain-effects.ts'
import type { Trx } from '../store/database.ts'
import type { EntrySettled, EscrowEvent } from './escrow-event.ts'

/** Where an event was found. */
export interface EventPlace {
  readonly transactionHash: string
  readonly at: Instant
  /** The operator's own deposits were credited when they were promised. */
  readonly operator: string
}

/** An entry the ledger learned to be paid, and whose it is. */
export interface PaidEntry {
  readonly accountId: AccountId
  readonly event: EntrySettled
}

type Direction = 'apply' | 'undo'

/** Brings the ledger in line with one event, or takes that back after a reorganisation. Events about locks,
 * settlements and wallets that are not ours change nothing. Returns the entry it paid, if any. */
export async function applyEvent(
  trx: Trx,
  event: EscrowEvent,
  place: EventPlace,
  direction: Direction,
): Promise<PaidEntry | null> {
  const apply = direction === 'apply'
  switch (event.name) {
    case 'StakeDeposited':
      if (event.payer !== place.operator) {
        await changeWallet(trx, event.account, signed(direction, { deposited: event.amount }))
      }
      return null
    case 'Withdrawn':
      await changeWallet(trx, event.account, signed(direction, { withdrawn: event.amount }))
      return null
    case 'StakeLocked':
      await setLockState(trx, event.lockId, apply ? 'locked' : 'queued')
      return null
    case 'StakeLockSkipped':
      // A lock made earlier and sent again: the first sending is what counts.
      if (event.reason !== 'AlreadyUsed') await skipLock(trx, event, direction)
      return null
    case 'EntrySettled':
      return payEntry(trx, event, direction)
    case 'EntrySkipped':
      await setPayment(trx, event, apply ? { rewardWei: 0n, slashWei: 0n, shareWei: 0n } : null)
      return null
    case 'SettlementApplied':
      await setSettled(trx, event.settlementId, apply ? place : null)
      return null
    case 'SettlementSkipped':
      if (apply && event.reason === 'UnknownLock') await returnSettlement(trx, event.settlementId)
      return null
    case 'ProjectFunded':
    case 'ProjectRefunded':
      // Their transactions' confirmation ends the funding.
      return null
  }
}

type LockSkipped = Extract<EscrowEvent, { name: 'StakeLockSkipped' }>

async function skipLock(trx: Trx, event: LockSkipped, direction: Direction): Promise<void> {
  const lock = await setLockState(trx, event.lockId, direction === 'apply' ? 'skipped' : 'queued')
  if (lock) await changeWallet(trx, event.account, signed(direction, { held: -lock.amountWei }))
}

async function payEntry(trx: Trx, event: EntrySettled, direction: Direction): Promise<PaidEntry | null> {
  const { reward: rewardWei, slashed: slashWei, share: shareWei } = event
  const apply = direction === 'apply'
  const changed = await setPayment(trx, event, apply ? { rewardWei, slashWei, shareWei } : null)
  const lock = changed ? await setLockState(trx, event.lockId, apply ? 'released' : 'locked') : null
  if (!lock) return null
  const change = { held: -lock.amountWei, earned: rewardWei + shareWei, slashed: slashWei }
  const accountId = await changeWallet(trx, event.account, signed(direction, change))
  return { accountId: accountId ?? lock.accountId, event }
}

function signed(direction: Direction, change: WalletChange): WalletChange {
  if (direction === 'apply') return change
  return Object.fromEntries(Object.entries(change).map(([field, wei]) => [field, -wei]))
}
