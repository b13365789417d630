import { bestAssignment } from './best-assignment.ts'

/** Tokens `start` to before `end` carry a label. */
export interface Span {
  readonly label: string
  readonly start: number
  readonly end: number
}

/** F1 of two people's marked (token, label) pairs; 1 when neither marked anything. */
export function tokenF1(a: readonly Span[], b: readonly Span[]): number {
  const cells = (spans: readonly Span[]) =>
    new Set(
      spans.flatMap((s) => Array.from({ length: s.end - s.start }, (_, t) => `${s.start + t} ${s.label}`)),
    )
  const [x, y] = [cells(a), cells(b)]
  return x.size + y.size === 0 ? 1 : (2 * [...x].filter((cell) => y.has(cell)).length) / (x.size + y.size)
}

/** F1 of whole spans where each end may be off by `tolerance` tokens; each span has one partner at most, and as
 * many as possible have one. */
export function spanF1(a: readonly Span[], b: readonly Span[], tolerance = 0): number {
  if (a.length + b.length === 0) return 1
  const isNear = (one: Span, other: Span) =>
    one.label === other.label &&
    Math.abs(one.start - other.start) <= tolerance &&
    Math.abs(one.end - other.end) <= tolerance
  const near = a.map((one) => b.map((other) => Number(isNear(one, other))))
  const matched = bestAssignment(near).filter((other, one) => near[one]?.[other] === 1).length
  return (2 * matched) / (a.length + b.length)
}
