import { bestAssignment } from './best-assignment.ts'

/** An axis-parallel box, corners in any one unit; x1 < x2, y1 < y2. */
export interface Box {
  readonly label: string
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** Intersection over union of two boxes, whatever their labels. */
export function boxOverlap(a: Box, b: Box): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1)
  if (width <= 0 || height <= 0) return 0
  const area = (box: Box) => (box.x2 - box.x1) * (box.y2 - box.y1)
  return (width * height) / (area(a) + area(b) - width * height)
}

/** Overlaps of the boxes of two people, each box with one of the same label at most, so that their sum is largest
 * (Hungarian matching); 0 for a box without a partner, in the order of `a`. */
export function matchedOverlaps(a: readonly Box[], b: readonly Box[]): number[] {
  const gains = a.map((one) => b.map((other) => (one.label === other.label ? boxOverlap(one, other) : 0)))
  return bestAssignment(gains).map((other, one) => gains[one]?.[other] ?? 0)
}

/** F1 of two people's boxes, where those that overlap at least so much are the same; 1 when neither drew any. */
export function boxF1(a: readonly Box[], b: readonly Box[], overlap = 0.5): number {
  if (a.length + b.length === 0) return 1
  return (2 * matchedOverlaps(a, b).filter((share) => share >= overlap).length) / (a.length + b.length)
}
