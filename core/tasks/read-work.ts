import type { AnnotationId, ItemId } from '../ids.ts'
import type { Account } from '../people/account.ts'
import { loadProject } from '../projects/load-project.ts'
import type { Project } from '../projects/project.ts'
import type { Trx } from '../store/database.ts'
import { listStoredProjects } from '../store/projects.ts'
import { countWork, latestWork, type StoredWork, type WorkState } from '../store/work.ts'

/** One of a person's annotations and what became of it. */
export interface WorkEntry {
  readonly annotationId: AnnotationId
  /** The beginning of the item's text. */
  readonly excerpt: string
  readonly itemId: ItemId
  readonly round: number
  /** What the ledger paid less what it took, in wei; null while it has not. */
  readonly gainWei: bigint | null
  /** Slug of its project; null when that is gone. */
  readonly slug: string | null
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

export interface Work {
  /** Newest first. */
  readonly entries: readonly WorkEntry[]
  readonly totals: { readonly labeled: number; readonly agreed: number; readonly open: number }
}

const EXCERPT_LENGTH = 120

/** What a person labeled last, at most `limit` entries, and the totals over all of it. */
export async function readWork(trx: Trx, account: Account, limit: number): Promise<Work> {
  const latest = await latestWork(trx, account.personId, limit)
  const counts = await countWork(trx, account.personId)
  const projects = new Map((await listStoredProjects(trx)).map((one) => [one.id, loadProject(one)]))
  return {
    entries: latest.map((work) => entryOf(work, projects.get(work.projectId))),
    totals: {
      labeled: [...counts.values()].reduce((sum, count) => sum + count, 0),
      agreed: counts.get('agreed') ?? 0,
      open: (counts.get('open') ?? 0) + (counts.get('expert') ?? 0),
    },
  }
}

function entryOf(work: StoredWork, project: Project | undefined): WorkEntry {
  const titleOf = (name: string) =>
    project?.definition.schema.labels.find((label) => label.name === name)?.title ?? name
  const { decision, known } = work
  return {
    annotationId: work.annotationId,
    excerpt: excerptOf(work.text),
    itemId: work.itemId,
    round: work.round,
    gainWei: work.gainWei,
    slug: project?.slug ?? null,
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
