import { getBytes, hexlify } from 'ethers'

/** What a drawn validator said of an annotation, in the order of the codes 0 to 3 on the wire. */
export const VOTES = ['none', 'approve', 'reject', 'unsure'] as const
export type Vote = (typeof VOTES)[number]

/** Most accounts one batch can name: an item names its annotator in one byte. */
const MAX_ANNOTATORS = 256

const ID_BYTES = 4
const POSITION_BYTES = 2
const VOTES_PER_BYTE = 4

/** Account ids of a batch as 4 bytes each.
 * @throws RangeError unless strictly ascending, within 32 bits and at most `MAX_ANNOTATORS` */
export function encodeAnnotators(ids: readonly number[]): string {
  if (ids.length > MAX_ANNOTATORS) throw new RangeError(`${ids.length} annotators in one batch`)
  const bytes = new DataView(new ArrayBuffer(ids.length * ID_BYTES))
  let last = 0
  for (const [index, id] of ids.entries()) {
    if (id <= last || id >= 2 ** 32) throw new RangeError(`annotator ${id} after ${last}`)
    bytes.setUint32(index * ID_BYTES, id)
    last = id
  }
  return hexlify(new Uint8Array(bytes.buffer))
}

/** Account ids of a batch; trailing bytes that make no whole id are left out. */
export function decodeAnnotators(hex: string): number[] {
  const bytes = getBytes(hex)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: Math.floor(bytes.length / ID_BYTES) }, (_, index) =>
    view.getUint32(index * ID_BYTES),
  )
}

/** Items by their index in a batch, 2 bytes each.
 * @throws RangeError unless strictly ascending and within 16 bits */
export function encodePositions(items: readonly number[]): string {
  const bytes = new DataView(new ArrayBuffer(items.length * POSITION_BYTES))
  let next = 0
  for (const [index, item] of items.entries()) {
    if (item < next || item >= 2 ** 16) throw new RangeError(`item ${item} where ${next} is next`)
    bytes.setUint16(index * POSITION_BYTES, item)
    next = item + 1
  }
  return hexlify(new Uint8Array(bytes.buffer))
}

/** One byte each: items (index into the annotators), terms (0 skipped, else class + 1) and the like.
 * @throws RangeError when a value is not a byte */
export function encodeByteList(values: readonly number[]): string {
  const wrong = values.find((value) => !Number.isInteger(value) || value < 0 || value > 255)
  if (wrong !== undefined) throw new RangeError(`${wrong} is not a byte`)
  return hexlify(Uint8Array.from(values))
}

/** The bytes as numbers. */
export function decodeByteList(hex: string): number[] {
  return [...getBytes(hex)]
}

/** Bytes that hold one item's votes. */
function voteBytes(draws: number): number {
  return Math.ceil(draws / VOTES_PER_BYTE)
}

/** Votes of each item, one for each draw in the order of drawing: 2 bits a vote, low bits first. */
export function encodeVotes(votes: readonly (readonly Vote[])[], draws: number): string {
  const width = voteBytes(draws)
  const bytes = new Uint8Array(votes.length * width)
  for (const [item, row] of votes.entries()) {
    if (row.length > draws) throw new RangeError(`${row.length} votes on ${draws} draws of item ${item}`)
    for (const [draw, vote] of row.entries()) {
      const at = item * width + Math.floor(draw / VOTES_PER_BYTE)
      bytes[at] = (bytes[at] ?? 0) | (VOTES.indexOf(vote) << (2 * (draw % VOTES_PER_BYTE)))
    }
  }
  return hexlify(bytes)
}

/** Votes of each item, `draws` of them each. */
export function decodeVotes(hex: string, draws: number): Vote[][] {
  const bytes = getBytes(hex)
  const width = voteBytes(draws)
  return Array.from({ length: Math.floor(bytes.length / width) }, (_, item) =>
    Array.from({ length: draws }, (_, draw) => {
      const byte = bytes[item * width + Math.floor(draw / VOTES_PER_BYTE)] ?? 0
      return VOTES[(byte >> (2 * (draw % VOTES_PER_BYTE))) & 3] ?? 'none'
    }),
  )
}
