import { id } from 'ethers'
import { PLATFORMS, type Platform, type PublishedLabel } from '../../ledger/label-leaf.ts'
import type { LockedAnnotation } from '../../store/publications.ts'

/**
 * What the public sees of an annotation, and what its leaf is made of. An annotation's id is random and unknown to
 * others, so the label cannot be guessed from its hash. `annotator`: account on the ledger.
 */
export function publishedLabel(one: LockedAnnotation, annotator: number): Omit<PublishedLabel, 'index'> {
  return {
    annotator,
    labelHash: id(`${one.annotationId}:${one.label}`),
    platform: platformOf(one.platform),
    messageHash: id(one.assignmentId),
    sentAt: Math.floor(Date.parse(one.createdAt) / 1_000),
  }
}

function platformOf(name: string): Platform {
  return PLATFORMS.find((one) => one === name) ?? 'web'
}
