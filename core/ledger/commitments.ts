import { concat, keccak256 } from 'ethers'

/** What a batch is about, in the bytes of the wire (hex). */
export interface BatchBytes {
  readonly labelsRoot: string
  readonly annotators: string
  readonly terms: string
  readonly items: string
}

/** The hash that names the labels, annotators, terms and items of a batch. */
export function innerHash({ labelsRoot, annotators, terms, items }: BatchBytes): string {
  return keccak256(concat([labelsRoot, keccak256(annotators), keccak256(terms), keccak256(items)]))
}

/** Commitment of a locked batch. */
export function lockedCommitment(inner: string, secretHash: string): string {
  return keccak256(concat([inner, secretHash]))
}

/** Commitment of a proposed batch. */
export function proposedCommitment(inner: string, votes: string, seed: string): string {
  return keccak256(concat([inner, keccak256(votes), seed]))
}

/** What a lock shows of the secret that goes into the seed. */
export function secretHashOf(secret: string): string {
  return keccak256(secret)
}
