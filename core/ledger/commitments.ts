import { concat, keccak256, toBeHex } from 'ethers'

/** What a batch is about, in the bytes of the wire (hex). */
export interface BatchBytes {
  readonly labelsRoot: string
  readonly annotators: string
  readonly terms: string
  readonly items: string
}

/** The hash that names the labels, annotators, terms and items of a batch. */
export function innerHash({ labelsRoot, annotators, terms, items }: BatchBytes): string {
  return hashAll(labelsRoot, keccak256(annotators), keccak256(terms), keccak256(items))
}

/** What a lock shows of the secret that goes into the seed. */
export function secretHashOf(secret: string): string {
  return keccak256(secret)
}

/** Commitment of a locked batch. */
export function lockedCommitment(inner: string, secretHash: string): string {
  return hashAll(inner, secretHash)
}

/** Commitment of a proposed batch, and again once it is closed. */
export function proposedCommitment(inner: string, votes: string, seed: string): string {
  return hashAll(inner, keccak256(votes), seed)
}

/** What the commitment of a batch with open items is made of. */
export interface OpenBytes {
  /** The commitment that was settled. */
  readonly settled: string
  /** Seed of the last round whose votes were proposed. */
  readonly seed: string
  /** Words of hex. */
  readonly openItems: readonly string[]
}

/** Commitment of a batch that waits for its panel, which the hash of block `seedBlock` will draw. */
export function escalatedCommitment({ settled, seed, openItems }: OpenBytes, seedBlock: number): string {
  return hashAll(settled, seed, toBeHex(seedBlock, 32), openHash(openItems))
}

/** Commitment of a batch that waits for the experts. */
export function expertsCommitment({ settled, seed, openItems }: OpenBytes): string {
  return hashAll(settled, seed, openHash(openItems))
}

/** Commitment of a batch whose panel's votes are on the table; `seed` is the panel's. */
export function panelCommitment({ settled, seed, openItems }: OpenBytes, votes: string): string {
  return hashAll(settled, seed, openHash(openItems), keccak256(votes))
}

/** Hash of open items, as operators sign it. */
export function openHash(openItems: readonly string[]): string {
  return keccak256(concat([...openItems]))
}

function hashAll(...words: string[]): string {
  return keccak256(concat(words))
}
