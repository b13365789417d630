import { keccak256, type TypedDataDomain, TypedDataEncoder, type TypedDataField } from 'ethers'
import { encodePositions } from './packed-bytes.ts'

/** What people, experts and operators sign for the court (EIP-712), by the name of the struct; see docs/contracts.md. */
const COURT_TYPES = {
  Dispute: fields('address account,uint256 batch,uint256 item,uint8 kind,uint256 nonce'),
  Verdict: fields('uint256 batch,bytes32 openHash,bytes32 verdictsHash'),
  AuditRuling: fields('uint256 batch,uint256 item,uint256 draw'),
  Question: fields('uint256 batch,uint256 round,bytes32 itemsHash'),
} as const

/** A message and the struct it is. */
export type CourtMessage =
  | {
      readonly type: 'Dispute'
      readonly value: { account: string; batch: number; item: number; kind: number; nonce: bigint }
    }
  | {
      readonly type: 'Verdict'
      readonly value: { batch: number; openHash: string; verdictsHash: string }
    }
  | { readonly type: 'AuditRuling'; readonly value: { batch: number; item: number; draw: number } }
  | { readonly type: 'Question'; readonly value: { batch: number; round: number; itemsHash: string } }

/** Items of a batch whose proposed verdict is doubtful, so that others are to decide them. */
export interface Question {
  readonly batch: number
  /** The round whose votes are proposed: 1 peers, 2 their panel. */
  readonly round: 1 | 2
  /** Indexes in the batch, ascending. */
  readonly items: readonly number[]
}

/** As the court codes what is contested: the verdict, not that the person gave the answer at all. */
export const CONTESTS_VERDICT = 1

/** What operators sign to question items.
 * @throws RangeError unless the items are strictly ascending and within 16 bits */
export function questionMessage({ batch, round, items }: Question): CourtMessage {
  return { type: 'Question', value: { batch, round, itemsHash: keccak256(encodePositions(items)) } }
}

/** What a wallet shows and signs; messages are valid for one court on one chain. */
export function courtMessage(chainId: bigint, court: string, { type, value }: CourtMessage) {
  const domain: TypedDataDomain = { name: 'ReviewCourt', version: '1', chainId, verifyingContract: court }
  const types: Record<string, TypedDataField[]> = { [type]: [...COURT_TYPES[type]] }
  return { domain, types, value: { ...value } as Record<string, unknown> }
}

/** The hash that is signed. */
export function courtDigest(chainId: bigint, court: string, message: CourtMessage): string {
  const { domain, types, value } = courtMessage(chainId, court, message)
  return TypedDataEncoder.hash(domain, types, value)
}

function fields(list: string): TypedDataField[] {
  return list.split(',').map((field) => {
    const [type = '', name = ''] = field.split(' ')
    return { type, name }
  })
}
