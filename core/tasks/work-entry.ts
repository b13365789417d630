import type { AnnotationId, ItemId } from '../ids.ts'
import type { Project } from '../projects/project.ts'
import type { StoredWork, WorkState } from '../store/work.ts'

/** One of a person's annotations and what became of it. */
export interface WorkEntry {
  readonly annotationId: AnnotationId
  /** The beginning of the item's text. */
  readonly excerpt: string
  readonly itemId: ItemId
  readonly round: number
  /** What the ledger paid less what it took, in wei; null while it has not. */
  readonly gainWei: bigint | null
  /** Null when it is gone. */
  readonly project: Project | null
  readonly labelTitle: string
  readonly state: WorkState
  readonly decision: {
    readonly labelTitle: string
    /** Annotations with the decided label, of all that counted. */
    readonly agree: number
    readonly total: number
  } | null
  /** The known answer that it was checked by, once that tests nobody any more. */
  readonly known: { readonly labelTitle: string; readonly why: string | null } | null
}

const EXCERPT_LENGTH = 120

/** An annotation in the words of its project. */
export function entryOf(work: StoredWork, project: Project | null): WorkEntry {
  const titleOf = (name: string) =>
    project?.definition.schema.labels.find((label) => label.name === name)?.title ?? name
  const { decision, known } = work
  return {
    annotationId: work.annotationId,
    excerpt: excerptOf(work.text),
    itemId: work.itemId,
    round: work.round,
    gainWei: work.gainWei,
    project,
    labelTitle: titleOf(work.label),
    state: work.state,
    decision: decision && {
      labelTitle: titleOf(decision.label),
      agree: decision.agree,
      total: decision.total,
    },
    known: known && { labelTitle: titleOf(known.label), why: known.why },
  }
}

/** Cut between characters as people see them, never inside one. */
function excerptOf(text: string): string {
  if (text.length <= EXCERPT_LENGTH) return text
  const cut = [...new Intl.Segmenter().segment(text.slice(0, EXCERPT_LENGTH))]
  return `${cut
    .slice(0, -1)
    .map((one) => one.segment)
    .join('')}…`
}
