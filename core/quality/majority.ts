// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
import type { AnnotationTable } from './annotation-table.ts'

/** Share of the annotations each label has, items x labels; the baseline every other method must beat. */
export function voteShares(table: AnnotationTable): Float64Array {
  const classes = table.labels.length
  const shares = new Float64Array(table.items.length * classes)
  for (let n = 0; n < table.item.length; n++) {
    const item = table.item[n]!
    shares[item * classes + table.label[n]!]! += 1 / table.perItem[item]!
  }
  return shares
}
