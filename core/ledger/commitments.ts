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

/** Commitment of a proposed batch, and of one that closed without open items. */
export function proposedCommitment(inner: string, votes: string, seed: string): string {
  return hashAll(inner, keccak256(votes), seed)
}

/** Commitment of a batch with open items (words of hex); `seed` is that of the last round whose votes are in. */
export function openCommitment(seed: string, openItems: readonly string[]): string {
  return hashAll(seed, openHash(openItems))
}

/** Commitment of a batch whose panel's votes are on the table. */
export function panelCommitment(seed: string, openItems: readonly string[], votes: string): string {
  return hashAll(seed, openHash(openItems), keccak256(votes))
}

/** Hash of open items, as operators sign it. */
export function openHash(openItems: readonly string[]): string {
  return keccak256(concat([...openItems]))
}

function hashAll(...words: string[]): string {
  return keccak256(concat(words))
}
