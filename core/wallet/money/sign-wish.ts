import { keccak256, type TypedDataDomain, TypedDataEncoder, type TypedDataField } from 'ethers'
import { CONTESTS_VERDICT, type CourtMessage, courtMessage } from '../../ledger/court-messages.ts'
import { depositMessage } from '../../ledger/deposit-message.ts'
import { type LedgerMessage, ledgerDomain, type SessionMessage, typesOf } from '../../ledger/typed-data.ts'
import type { MoneyWish } from '../flow.ts'
import type { MoneyLedger } from './money-ledger.ts'

/** What a wallet signs (EIP-712). */
export interface SignableWish {
  /** The parameter of `eth_signTypedData_v4`. */
  readonly json: string
  readonly digest: string
}

type Place = Pick<MoneyLedger, 'chainId' | 'ledger' | 'token' | 'court'>

interface Signable {
  readonly domain: TypedDataDomain
  readonly types: Record<string, TypedDataField[]>
  readonly value: Record<string, unknown>
}

/** The message with which an address agrees to a wish; null for one that needs no signature. The wallet shows the
 * amount and every limit. */
export function signableWish(place: Place, address: string, wish: MoneyWish): SignableWish | null {
  const signable = messageOf(place, address, wish)
  if (!signable) return null
  const { domain, types, value } = signable
  return {
    json: JSON.stringify(TypedDataEncoder.getPayload(domain, types, value)),
    digest: TypedDataEncoder.hash(domain, types, value),
  }
}

function messageOf(place: Place, address: string, wish: MoneyWish): Signable | null {
  const { kind, nonce, amountWei } = wish
  const ofLedger = (message: LedgerMessage): Signable => ({
    domain: ledgerDomain(place.chainId, place.ledger),
    types: typesOf(message.type),
    value: { ...message.value },
  })
  switch (kind) {
    case 'deposit':
      return depositMessage(place.chainId, place.token, {
        from: address,
        ledger: place.ledger,
        amount: amountWei,
        validAfter: 0,
        validBefore: wish.validBefore,
        session: sessionMessage(address, wish),
      })
    case 'session':
      return ofLedger({ type: 'Session', value: sessionMessage(address, wish) })
    case 'revoke':
      return ofLedger({ type: 'Revocation', value: { account: address, nonce } })
    case 'withdraw':
      return ofLedger({ type: 'WithdrawRequest', value: { account: address, amount: amountWei, nonce } })
    case 'seat':
      return ofLedger({ type: 'SeatRequest', value: { account: address, amount: amountWei, nonce } })
    case 'appeal':
      return courtMessage(place.chainId, place.court, disputeOf(address, wish))
    case 'verdict':
      return courtMessage(place.chainId, place.court, verdictOf(wish))
    case 'finding':
      return courtMessage(place.chainId, place.court, findingOf(wish))
    case 'collect':
      return null
  }
}

function disputeOf(account: string, { appeal, nonce }: MoneyWish): CourtMessage {
  if (!appeal) throw new Error('an appeal without its verdict')
  const { batch, position: item } = appeal
  return { type: 'Dispute', value: { account, batch, item, kind: CONTESTS_VERDICT, nonce } }
}

function verdictOf({ verdict }: MoneyWish): CourtMessage {
  if (!verdict) throw new Error('a verdict without its items')
  const { batch, openHash, verdicts } = verdict
  return { type: 'Verdict', value: { batch, openHash, verdictsHash: keccak256(verdicts) } }
}

function findingOf({ finding }: MoneyWish): CourtMessage {
  if (!finding) throw new Error('a finding without its item')
  const { batch, position: item, draw } = finding
  return { type: 'AuditRuling', value: { batch, item, draw } }
}

/** The session a wish sets. */
export function sessionMessage(address: string, { session, nonce }: MoneyWish): SessionMessage {
  if (!session) throw new Error('a wish without its session')
  const { lossWei, perLabelWei, expiry } = session
  return { account: address, maxLoss: lossWei, maxPerLabel: perLabelWei, expiry, nonce }
}
