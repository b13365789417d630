import { keccak256, type TypedDataDomain, TypedDataEncoder, type TypedDataField } from 'ethers'
import { openHash } from './commitments.ts'

/** Every message people and operators sign for the ledger and its court (EIP-712), by the name of its struct. */
const LEDGER_TYPES = {
  Session: fields('address account,uint256 maxLoss,uint256 maxPerLabel,uint256 expiry,uint256 nonce'),
  Revocation: fields('address account,uint256 nonce'),
  WithdrawRequest: fields('address account,uint256 amount,uint256 nonce'),
  SeatRequest: fields('address account,uint256 amount,uint256 nonce'),
  Lock: fields(
    'uint256 batch,uint256 project,bytes32 labelsRoot,bytes32 annotatorsHash,bytes32 itemsHash,bytes32 secretHash',
  ),
  Proposal: fields('uint256 batch,bytes32 inner,bytes32 votesHash,bytes32 seed'),
  Panel: fields('uint256 batch,bytes32 openHash,bytes32 votesHash,bytes32 seed'),
  Operation: fields('bytes[] calls'),
  Sponsorship: fields('address account,uint256 units,bytes32 sessionHash'),
} as const

/** A message and the struct it is. Amounts people sign are in wei, those operators sign in units. */
export type LedgerMessage =
  | { readonly type: 'Session'; readonly value: SessionMessage }
  | { readonly type: 'Revocation'; readonly value: { account: string; nonce: bigint } }
  | {
      readonly type: 'SeatRequest' | 'WithdrawRequest'
      readonly value: { account: string; amount: bigint; nonce: bigint }
    }
  | {
      readonly type: 'Lock'
      readonly value: {
        batch: number
        project: number
        labelsRoot: string
        annotatorsHash: string
        itemsHash: string
        secretHash: string
      }
    }
  | {
      readonly type: 'Proposal'
      readonly value: { batch: number; inner: string; votesHash: string; seed: string }
    }
  | {
      readonly type: 'Panel'
      readonly value: { batch: number; openHash: string; votesHash: string; seed: string }
    }
  | { readonly type: 'Operation'; readonly value: { calls: readonly string[] } }
  | {
      readonly type: 'Sponsorship'
      readonly value: { account: string; units: bigint; sessionHash: string }
    }

/** What a person lets the operators do until it expires; amounts in wei, expiry in seconds since 1970. */
export interface SessionMessage {
  readonly account: string
  readonly maxLoss: bigint
  readonly maxPerLabel: bigint
  readonly expiry: number
  readonly nonce: bigint
}

/** Where the messages are valid: one ledger on one chain. */
export function ledgerDomain(chainId: bigint, ledger: string): TypedDataDomain {
  return { name: 'LabelLedger', version: '1', chainId, verifyingContract: ledger }
}

/** An operator's confirmation that an account voted on an item of a batch at that time (seconds since 1970). */
export interface ReceiptMessage {
  readonly batch: number
  readonly item: number
  readonly account: number
  /** 1 approve, 2 reject, 3 unsure. */
  readonly code: number
  readonly at: number
}

const RECEIPT_TYPES = {
  Receipt: fields('uint256 batch,uint256 item,uint256 account,uint8 code,uint64 at'),
}

/** What an operator signs for a receipt: as ethers' `signer.signTypedData(domain, types, value)` takes it. */
function receiptToSign(chainId: bigint, court: string, receipt: ReceiptMessage) {
  const domain: TypedDataDomain = { name: 'ReviewCourt', version: '1', chainId, verifyingContract: court }
  return { domain, types: RECEIPT_TYPES, value: receipt }
}

/** The hash an operator signs for a receipt. */
export function receiptDigest(chainId: bigint, court: string, receipt: ReceiptMessage): string {
  const { domain, types, value } = receiptToSign(chainId, court, receipt)
  return TypedDataEncoder.hash(domain, types, value)
}

/** The hash that is signed. */
export function digestOf(domain: TypedDataDomain, { type, value }: LedgerMessage): string {
  return TypedDataEncoder.hash(domain, typesOf(type), value)
}

/** The EIP-712 hash of a struct, without a domain: the nonce of a deposit, and part of a sponsorship. */
export function structHash({ type, value }: LedgerMessage): string {
  return TypedDataEncoder.hashStruct(type, typesOf(type), value)
}

/** The struct as signers of ethers want it: `signer.signTypedData(domain, types, value)`. */
export function typesOf(type: LedgerMessage['type']): Record<string, TypedDataField[]> {
  return { [type]: [...LEDGER_TYPES[type]] }
}

/** What operators sign to lock a batch; the arguments are those of `lockBatch`. */
export function lockMessage(
  batch: number,
  request: { project: number; labelsRoot: string; secretHash: string; annotators: string; items: string },
): LedgerMessage {
  const { project, labelsRoot, secretHash, annotators, items } = request
  const hashes = { annotatorsHash: keccak256(annotators), itemsHash: keccak256(items) }
  return { type: 'Lock', value: { batch, project, labelsRoot, secretHash, ...hashes } }
}

/** What operators sign to propose the votes of a batch; `seed` is that of the draw they belong to. */
export function proposalMessage(batch: number, inner: string, votes: string, seed: string): LedgerMessage {
  return { type: 'Proposal', value: { batch, inner, votesHash: keccak256(votes), seed } }
}

/** What operators sign to propose the votes of a panel; `seed` is that of the panel's draw. */
export function panelMessage(
  batch: number,
  openItems: readonly string[],
  votes: string,
  seed: string,
): LedgerMessage {
  return { type: 'Panel', value: { batch, openHash: openHash(openItems), votesHash: keccak256(votes), seed } }
}

function fields(list: string): TypedDataField[] {
  return list.split(',').map((field) => {
    const [type = '', name = ''] = field.split(' ')
    return { type, name }
  })
}
