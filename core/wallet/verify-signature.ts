import { AbiCoder, concat, hashMessage, isHexString, verifyMessage } from 'ethers'
import { SignatureErc6492 } from 'ox/erc6492'
import type { Holder } from './flow.ts'

/** What linking needs of a chain. */
export interface ChainReader {
  readonly chainId: bigint
  /** Runs code on the newest state (eth_call without a contract); its answer as hex, `0x` when it reverts.
   * @throws ExpectedError `chain.unreachable` */
  run(code: string): Promise<string>
  /** The code at an address as hex, `0x` for none. @throws ExpectedError `chain.unreachable` */
  codeAt(address: string): Promise<string>
}

/** What was signed, by whom it is said to be. */
export interface SignedMessage {
  readonly address: string
  readonly message: string
  readonly signature: string
}

/** Contract wallets may need a lot of room: their own deployment stands in an ERC-6492 signature. */
const MOST_DIGITS = 2 + 2 * 16_384
const VALID = '0x01'

/**
 * What signed a message for an address, or null when nothing of the address did. A key's signature is checked
 * here; contracts are asked on the claimed chain, deployed (EIP-1271) or not yet (ERC-6492), by the standard's
 * universal validator in one call that changes nothing.
 * @throws ExpectedError `chain.unreachable`
 */
export async function verifySignature(chain: ChainReader, signed: SignedMessage): Promise<Holder | null> {
  const { address, message, signature } = signed
  if (!isHexString(signature) || signature.length > MOST_DIGITS || signature.length % 2 === 1) return null
  if (signerOf(message, signature) === address) return 'key'
  const given = AbiCoder.defaultAbiCoder().encode(
    ['address', 'bytes32', 'bytes'],
    [address, hashMessage(message), signature],
  )
  const answer = await chain.run(concat([SignatureErc6492.universalSignatureValidatorBytecode, given]))
  if (answer !== VALID) return null
  return (await chain.codeAt(address)) === '0x' ? 'undeployed' : 'contract'
}

/** The address whose key made a signature of the usual form; null for any other. */
export function signerOf(message: string, signature: string): string | null {
  try {
    return verifyMessage(message, signature)
  } catch {
    // Not 65 bytes, or no point of the curve: no key made it.
    return null
  }
}
