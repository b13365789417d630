import { AbiCoder, keccak256 } from 'ethers'

const abi = AbiCoder.defaultAbiCoder()
const PART_MASK = 0xffff_ffffn
const PART_SIZE = 2 ** 32

/** The seed of a batch's audits: of the hash of a block after its settlement, so that nobody knows it while they vote. */
export function auditSeed(blockHash: string, batch: number): string {
  return keccak256(abi.encode(['bytes32', 'uint256', 'string'], [blockHash, batch, 'audit']))
}

/** Whether an item of the batch is audited, each with the probability `share` (0 to 1) by itself: the lowest 32 bits of
 * one hash are below that part of 2^32. */
export function isAudited(seed: string, item: number, share: number): boolean {
  const word = BigInt(keccak256(abi.encode(['bytes32', 'uint256'], [seed, item])))
  return Number(word & PART_MASK) < share * PART_SIZE
}
