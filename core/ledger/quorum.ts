import { concat, dataSlice, getAddress, isError, recoverAddress, Signature, toBeHex } from 'ethers'

/** Signatures of operators over one digest, in the bytes of the wire (hex). */
export interface Quorum {
  /** The registry's list, 20 bytes each. */
  readonly operators: string
  /** 65 bytes each: index in the list, r, vs (EIP-2098), indexes strictly increasing. */
  readonly signatures: string
}

const ADDRESS_BYTES = 20
const SIGNATURE_BYTES = 65
/** Most operators there can be. */
const MAX_OPERATORS = 8

/** One operator's signature (65 bytes, as a wallet gives it). */
export interface OperatorSignature {
  readonly operator: string
  readonly signature: string
}

/** The list of signers in its order.
 * @throws RangeError when there are too many */
function encodeSigners(signers: readonly string[], most: number): string {
  if (signers.length > most) throw new RangeError(`${signers.length} signers`)
  return concat(signers)
}

export function decodeOperators(hex: string): string[] {
  const count = Math.floor((hex.length / 2 - 1) / ADDRESS_BYTES)
  return Array.from({ length: count }, (_, index) =>
    getAddress(dataSlice(hex, index * ADDRESS_BYTES, (index + 1) * ADDRESS_BYTES)),
  )
}

/** Signatures as the contracts take them, in the order of the list.
 * @param most signers that the contract takes: 8 operators unless given
 * @throws RangeError when one is of nobody on the list, or the list is too long */
export function encodeQuorum(
  operators: readonly string[],
  signed: readonly OperatorSignature[],
  most = MAX_OPERATORS,
): Quorum {
  const indexed = signed.map(({ operator, signature }) => {
    const index = operators.findIndex((one) => getAddress(one) === getAddress(operator))
    if (index < 0) throw new RangeError(`${operator} is not on the list`)
    return { index, signature }
  })
  indexed.sort((a, b) => a.index - b.index)
  const packed = indexed.map(({ index, signature }) => {
    const { r, yParityAndS } = Signature.from(signature)
    return concat([toBeHex(index, 1), r, yParityAndS])
  })
  return { operators: encodeSigners(operators, most), signatures: concat(packed) }
}

/**
 * Indexes of the operators that signed the digest, ascending.
 * Null when a signature is malformed, not of the operator it names, or out of order.
 */
export function signersOf(digest: string, { operators, signatures }: Quorum): number[] | null {
  const list = decodeOperators(operators)
  const length = signatures.length / 2 - 1
  if (length % SIGNATURE_BYTES !== 0) return null
  const signers: number[] = []
  for (let at = 0; at < length; at += SIGNATURE_BYTES) {
    const index = Number(dataSlice(signatures, at, at + 1))
    const signer = recover(digest, dataSlice(signatures, at + 1, at + SIGNATURE_BYTES))
    if (!signer || signer !== list[index] || index <= (signers.at(-1) ?? -1)) return null
    signers.push(index)
  }
  return signers
}

/** The bit mask a batch word keeps of its signers. */
export function maskOf(signers: readonly number[]): number {
  return signers.reduce((mask, index) => mask | (1 << index), 0)
}

/** The signers a bit mask names, ascending. */
export function signersIn(mask: number): number[] {
  return Array.from({ length: MAX_OPERATORS }, (_, index) => index).filter((index) => mask & (1 << index))
}

function recover(digest: string, compact: string): string | null {
  try {
    return recoverAddress(digest, Signature.from(compact))
  } catch (cause) {
    if (isError(cause, 'INVALID_ARGUMENT') || cause instanceof Error) return null
    throw cause
  }
}
