import type { Clock } from '../clock.ts'
import type { ProjectId } from '../ids.ts'
import { weiOf } from '../ledger/units.ts'
import { changeWallet, isDemoWallet, type WalletChange } from '../store/chain-effects.ts'
import { findTransactionByHash } from '../store/chain-transactions.ts'
import type { Trx } from '../store/database.ts'
import { addressOfLedgerAccount, setLedgerAccount, setLedgerProject } from '../store/pending-provisions.ts'
import { findSeat, putSeat } from '../store/seats.ts'
import { applyBatchEvent } from './batches/apply-batch-event.ts'
import type { EventPlace, LedgerEvent } from './ledger-event.ts'

type Direction = 'apply' | 'undo'

/** Brings our books in line with one event, or takes that back after a reorganisation. Events about people, seats,
 * projects and batches that are not ours change nothing. */
export async function applyLedgerEvent(
  trx: Trx,
  clock: Clock,
  event: LedgerEvent,
  place: EventPlace,
  direction: Direction,
): Promise<void> {
  switch (event.name) {
    case 'Registered':
      return await setLedgerAccount(trx, event.owner, direction === 'apply' ? event.account : null)
    case 'Deposited':
      if (event.payer === place.operator) return
      return await change(trx, event.account, { deposited: weiOf(event.units) }, direction)
    case 'WithdrawRequested':
      return await change(trx, event.account, { withdrawn: weiOf(event.units) }, direction)
    case 'SeatTaken':
    case 'SeatLeft':
    case 'SeatToppedUp':
    case 'SeatLeaving':
      return await applySeatEvent(trx, event, direction)
    case 'ProjectCreated':
      return await linkProject(trx, event.project, place.transactionHash, direction)
    default:
      return await applyBatchEvent(trx, clock, event, place, direction)
  }
}

async function change(trx: Trx, account: number, by: WalletChange, direction: Direction): Promise<void> {
  const address = await addressOfLedgerAccount(trx, account)
  if (address) await changeWallet(trx, address, signed(by, direction))
}

/** A transaction of ours made the project: its reference names it. */
async function linkProject(trx: Trx, project: number, hash: string, direction: Direction): Promise<void> {
  const transaction = await findTransactionByHash(trx, hash)
  const [kind, id] = transaction?.reference.split(':') ?? []
  if (kind === 'project' && id)
    await setLedgerProject(trx, id as ProjectId, direction === 'apply' ? project : null)
}

type SeatEvent = Extract<LedgerEvent, { seat: number }>
type SeatMove = Extract<SeatEvent, { account: number }>

async function applySeatEvent(trx: Trx, event: SeatEvent, direction: Direction): Promise<void> {
  if ('account' in event) return await moveSeat(trx, event, direction)
  const known = await findSeat(trx, event.seat)
  if (!known) return
  if (event.name === 'SeatLeaving') {
    return await putSeat(trx, { ...known, state: direction === 'apply' ? 'leaving' : 'taken' })
  }
  const added = direction === 'apply' ? weiOf(event.units) : -weiOf(event.units)
  await putSeat(trx, { ...known, stakeWei: known.stakeWei + added })
}

/** A seat that somebody took or left: its stake comes out of the person's own, and goes back to it. */
async function moveSeat(trx: Trx, event: SeatMove, direction: Direction): Promise<void> {
  const { seat, account, units, name } = event
  const taken = (name === 'SeatTaken') === (direction === 'apply')
  const stakeWei = taken ? weiOf(units) : 0n
  await putSeat(trx, { seat, ledgerAccount: account, stakeWei, state: taken ? 'taken' : 'left' })
  const address = await addressOfLedgerAccount(trx, account)
  // A demo wallet's seat is paid for by the operator, beside its stake.
  if (!address || (await isDemoWallet(trx, address))) return
  const deposited = name === 'SeatTaken' ? -weiOf(units) : weiOf(units)
  await changeWallet(trx, address, signed({ deposited }, direction))
}

function signed(change: WalletChange, direction: Direction): WalletChange {
  if (direction === 'apply') return change
  return Object.fromEntries(Object.entries(change).map(([field, wei]) => [field, -wei]))
}
