import { type Clock, instantOf } from '../clock.ts'
import { type AccountId, type NotificationId, newId, type ProjectId } from '../ids.ts'
import { weiOf } from '../ledger/units.ts'
import { findBatchByNumber, setNotMine } from '../store/batches.ts'
import { changeWallet, isDemoWallet, type WalletChange } from '../store/chain-effects.ts'
import { findTransactionByHash } from '../store/chain-transactions.ts'
import type { Trx } from '../store/database.ts'
import { insertNotifications } from '../store/notifications.ts'
import { addressOfLedgerAccount, setLedgerAccount, setLedgerProject } from '../store/pending-provisions.ts'
import { findSeat, putSeat } from '../store/seats.ts'
import { setSession, type WalletSession } from '../store/wallet-sessions.ts'
import { applyBatchEvent } from './batches/apply-batch-event.ts'
import { tellFlagged } from './court/tell-flagged.ts'
import type { EventPlace, ItemFlagged, LedgerEvent, SessionSet } from './ledger-event.ts'

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
      await change(trx, event.account, { deposited: weiOf(event.units) }, direction)
      return
    case 'Sponsored': {
      const lentWei = String(weiOf(event.units))
      const changed = await change(trx, event.account, { deposited: weiOf(event.units) }, direction)
      return await tell(trx, clock, place, changed, { kind: 'stake.lent', params: { lentWei } })
    }
    case 'AuditSlashed': {
      const slashedWei = String(weiOf(event.units))
      // It comes out of what has not vested first, which is no stake in our books.
      const by = { slashed: weiOf(event.units), deposited: weiOf(event.units) }
      const changed = await change(trx, event.account, by, direction)
      const told = { kind: 'audit.slashed', params: { slashedWei }, about: `${event.item}` } as const
      return await tell(trx, clock, place, changed, told)
    }
    case 'OperatorSlashed': {
      // Half of it is the person's, rounded down; the rest is the project's.
      const wonWei = weiOf(event.units / 2n)
      const changed = await change(trx, event.account, { deposited: wonWei }, direction)
      const params = { operator: event.operator, wonWei: String(wonWei) }
      return await tell(trx, clock, place, changed, {
        kind: 'operator.slashed',
        params,
        about: event.operator,
      })
    }
    case 'SessionSet': {
      // Taken back by a reorganisation, they are unknown until they are set again.
      await setSession(trx, event.account, direction === 'apply' ? sessionOf(event) : null)
      if (event.expiry !== 0) return
      const changed = await change(trx, event.account, {}, direction)
      return await tell(trx, clock, place, changed, { kind: 'session.ended', params: {} })
    }
    case 'WithdrawRequested':
      await change(trx, event.account, { withdrawn: weiOf(event.units) }, direction)
      return
    case 'SeatTaken':
    case 'SeatLeft':
    case 'SeatToppedUp':
    case 'SeatLeaving':
      return await applySeatEvent(trx, event, direction)
    case 'ProjectCreated':
      return await linkProject(trx, event.project, place.transactionHash, direction)
    case 'ItemFlagged':
      return await noteFlag(trx, clock, event, direction)
    default:
      return await applyBatchEvent(trx, clock, event, place, direction)
  }
}

function sessionOf({ expiry, maxPerLabel }: SessionSet): WalletSession {
  return { endsAt: instantOf(expiry * 1_000), perLabelWei: maxPerLabel }
}

/** Changes the books of somebody we know. Returns whom to tell of it; null when it is nobody's, or taken back. */
async function change(
  trx: Trx,
  account: number,
  by: WalletChange,
  direction: Direction,
): Promise<AccountId | null> {
  const address = await addressOfLedgerAccount(trx, account)
  const changed = address ? await changeWallet(trx, address, signed(by, direction)) : null
  return direction === 'apply' ? changed : null
}

interface Told {
  readonly kind: 'stake.lent' | 'audit.slashed' | 'operator.slashed' | 'session.ended'
  readonly params: object
  /** Tells two notices of one kind in one transaction apart. */
  readonly about?: string
}

/** Tells somebody of an event once, with its transaction as the receipt. */
async function tell(
  trx: Trx,
  clock: Clock,
  { transactionHash }: EventPlace,
  accountId: AccountId | null,
  { kind, params, about = '' }: Told,
): Promise<void> {
  if (!accountId) return
  const dedupeKey = `${kind}:${transactionHash}:${accountId}:${about}`
  const notice = { id: newId<NotificationId>(), accountId, kind, params: { ...params, transactionHash } }
  await insertNotifications(trx, [{ ...notice, dedupeKey, createdAt: clock.now() }])
}

/** A transaction of ours made the project: its reference names it. */
async function linkProject(trx: Trx, project: number, hash: string, direction: Direction): Promise<void> {
  const transaction = await findTransactionByHash(trx, hash)
  const [kind, id] = transaction?.reference.split(':') ?? []
  if (kind === 'project' && id)
    await setLedgerProject(trx, id as ProjectId, direction === 'apply' ? project : null)
}

/** That somebody says that an answer is not theirs tells the experts what they may not say. */
async function noteFlag(trx: Trx, clock: Clock, event: ItemFlagged, direction: Direction): Promise<void> {
  const batch = await findBatchByNumber(trx, event.batch)
  if (!batch) return
  if (event.toExperts) await setNotMine(trx, batch.id, event.item, direction === 'apply')
  if (direction === 'apply') await tellFlagged(trx, clock, batch, event)
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
