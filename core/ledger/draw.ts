import { AbiCoder, keccak256 } from 'ethers'

const abi = AbiCoder.defaultAbiCoder()
const PART = 32n
const PART_MASK = 0xffff_ffffn

/** The seed of a batch's first draw: neither the operators nor the block's producer can choose it alone. */
export function firstSeed(secret: string, seedBlockHash: string, batch: number): string {
  return keccak256(abi.encode(['bytes32', 'bytes32', 'uint256'], [secret, seedBlockHash, batch]))
}

export interface Draw {
  /** 32 bytes of hex. */
  readonly seed: string
  /** Index of the item in its batch. */
  readonly item: number
  /** Seats to draw from: 0 to `seats - 1`. */
  readonly seats: number
  /** Seats to draw, at most 8: each takes 32 bits of one hash. */
  readonly draws: number
  /** Seats that were drawn before and are not drawn again, ascending. */
  readonly without?: readonly number[]
}

/**
 * The seats drawn for an item, in the order of drawing, all different; fewer than `draws` when the seats run out.
 * Uniform up to seats / 2^32. Part d of one hash picks the r-th of the seats not picked yet.
 */
export function drawSeats({ seed, item, seats, draws, without = [] }: Draw): number[] {
  const word = BigInt(keccak256(abi.encode(['bytes32', 'uint256'], [seed, item])))
  const taken = [...without]
  const drawn: number[] = []
  for (let draw = 0; draw < draws && taken.length < seats; draw++) {
    const part = (word >> (PART * BigInt(draw))) & PART_MASK
    const seat = skipTaken(Number((part * BigInt(seats - taken.length)) >> PART), taken)
    drawn.push(seat)
    taken.push(seat)
    taken.sort((a, b) => a - b)
  }
  return drawn
}

/** The seat with `rank` free seats before it. */
function skipTaken(rank: number, taken: readonly number[]): number {
  let seat = rank
  for (const other of taken) if (seat >= other) seat++
  return seat
}

/** Seed of the second round of peers: of the first seed and the hash of a block after the settlement. */
export function panelSeed(seed: string, blockHash: string): string {
  return keccak256(abi.encode(['bytes32', 'bytes32', 'string'], [seed, blockHash, 'panel']))
}
