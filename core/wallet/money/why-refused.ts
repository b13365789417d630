import type { FlowFailure } from '../flow.ts'

/** Custom errors of the ledger and the token by their name, as the person is told of them. */
const FAILURES: Readonly<Record<string, FlowFailure>> = {
  BadSignature: 'badSignature',
  ERC3009InvalidSignature: 'badSignature',
  ECDSAInvalidSignature: 'badSignature',
  ECDSAInvalidSignatureLength: 'badSignature',
  ECDSAInvalidSignatureS: 'badSignature',
  AlreadyFlagged: 'contested',
  BadNonce: 'used',
  ERC3009UsedAuthorization: 'used',
  InvalidAccountNonce: 'used',
  Insufficient: 'tooLittle',
  ERC20InsufficientBalance: 'tooLittle',
  ZeroAmount: 'tooLittle',
  TooEarly: 'tooEarly',
  TooLate: 'tooLate',
  BadState: 'tooLate',
  ERC3009InvalidAuthorizationTime: 'tooLate',
}

/** Why a wish was not carried out, from what its call reverted with, for example `BadNonce(0x…, 3)`. */
export function whyRefused(reason: string): FlowFailure {
  return FAILURES[/^\w+/.exec(reason)?.[0] ?? ''] ?? 'reverted'
}
