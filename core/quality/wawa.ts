// biome-ignore-all lint/style/noNonNullAssertion: flat typed-array indices are in range by construction
import type { AnnotationTable } from './annotation-table.ts'
import { voteShares } from './majority.ts'
import { bestLabels, normaliseRows } from './posterior.ts'

/**
 * Worker agreement with aggregate: each person's weight is their agreement with the plain majority, votes
 * are counted again with these weights. A tie in the majority counts as a share of agreement.
 * Returns items x labels. Source: Appen's Wawa, as described in Crowd-Kit (Ustalov et al., JOSS 2024).
 */
export function wawa(table: AnnotationTable): Float64Array {
  const classes = table.labels.length
  const shares = voteShares(table)
  const agreed = new Float64Array(table.people.length)
  const answered = new Float64Array(table.people.length)
  for (let n = 0; n < table.item.length; n++) {
    const top = bestLabels(shares, table.item[n]!, classes)
    const person = table.person[n]!
    answered[person]! += 1
    if (top.includes(table.label[n]!)) agreed[person]! += 1 / top.length
  }
  const votes = new Float64Array(shares.length)
  for (let n = 0; n < table.item.length; n++) {
    const person = table.person[n]!
    votes[table.item[n]! * classes + table.label[n]!]! += agreed[person]! / answered[person]!
  }
  return normaliseRows(votes, classes)
}
