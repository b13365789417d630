import { concat, dataSlice, toBeHex } from 'ethers'
import { VOTES, type Vote } from './packed-bytes.ts'

/** One draw of an open item; the vote of a seat that was not eligible is `none`. */
export interface OpenEntry {
  readonly seat: number
  readonly vote: Vote
  /** Record class of the seat in the batch's epoch. */
  readonly recordClass: number
}

/** An item its batch could not decide, with the votes so far. */
export interface OpenItem {
  /** Index in its batch. */
  readonly item: number
  readonly annotator: number
  /** Record class of the annotator at the lock, plus one. */
  readonly term: number
  readonly flagged: boolean
  readonly first: readonly OpenEntry[]
  /** Empty until the panel has voted. */
  readonly panel: readonly OpenEntry[]
}

const ENTRIES = 8
const ENTRY_BYTES = 3
const HEAD_BYTES = 8

/** Open items that wait for a panel: one word each (32 bytes of hex). */
export function encodeForPanel(items: readonly OpenItem[]): string[] {
  return items.map(firstWord)
}

/** Open items that wait for the experts: two words each. */
export function encodeForExperts(items: readonly OpenItem[]): string[] {
  return items.flatMap((open) => [
    firstWord(open),
    concat([entriesOf(open.panel), `0x${'00'.repeat(HEAD_BYTES)}`]),
  ])
}

export function decodeForPanel(words: readonly string[]): OpenItem[] {
  return words.map((word) => readFirst(word, []))
}

export function decodeForExperts(words: readonly string[]): OpenItem[] {
  const items: OpenItem[] = []
  for (let at = 0; at + 1 < words.length; at += 2) {
    items.push(readFirst(words[at] ?? '0x', readEntries(words[at + 1] ?? '0x', 0)))
  }
  return items
}

function firstWord({ item, annotator, term, flagged, first }: OpenItem): string {
  const head = [toBeHex(item, 2), toBeHex(annotator, 4), toBeHex(term, 1), toBeHex(flagged ? 1 : 0, 1)]
  return concat([...head, entriesOf(first)])
}

function entriesOf(entries: readonly OpenEntry[]): string {
  const packed = entries.map(({ seat, vote, recordClass }) =>
    concat([toBeHex(seat + 1, 2), toBeHex(VOTES.indexOf(vote) + 4 * recordClass, 1)]),
  )
  return concat([...packed, `0x${'00'.repeat(ENTRY_BYTES * (ENTRIES - entries.length))}`])
}

function readFirst(word: string, panel: readonly OpenEntry[]): OpenItem {
  return {
    item: numberAt(word, 0, 2),
    annotator: numberAt(word, 2, 4),
    term: numberAt(word, 6, 1),
    flagged: numberAt(word, 7, 1) === 1,
    first: readEntries(word, HEAD_BYTES),
    panel,
  }
}

function readEntries(word: string, start: number): OpenEntry[] {
  const entries: OpenEntry[] = []
  for (let draw = 0; draw < ENTRIES; draw++) {
    const at = start + draw * ENTRY_BYTES
    const seatPlusOne = numberAt(word, at, 2)
    if (seatPlusOne === 0) break
    const code = numberAt(word, at + 2, 1)
    entries.push({ seat: seatPlusOne - 1, vote: VOTES[code % 4] ?? 'none', recordClass: code >> 2 })
  }
  return entries
}

function numberAt(word: string, start: number, bytes: number): number {
  return Number(dataSlice(word, start, start + bytes))
}
