import { type TypedDataDomain, TypedDataEncoder, type TypedDataField } from 'ethers'

/** What people and experts sign for the court (EIP-712), by the name of the struct; see docs/contracts.md. */
const COURT_TYPES = {
  Dispute: fields('address account,uint256 batch,uint256 item,uint8 kind,uint256 nonce'),
  Verdict: fields('uint256 batch,bytes32 openHash,bytes32 verdictsHash'),
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

/** The hash that is signed; messages are valid for one court on one chain. */
export function courtDigest(chainId: bigint, court: string, { type, value }: CourtMessage): string {
  const domain: TypedDataDomain = { name: 'ReviewCourt', version: '1', chainId, verifyingContract: court }
  return TypedDataEncoder.hash(domain, { [type]: [...COURT_TYPES[type]] }, value)
}

function fields(list: string): TypedDataField[] {
  return list.split(',').map((field) => {
    const [type = '', name = ''] = field.split(' ')
    return { type, name }
  })
}
