import { ExpectedError } from '../errors.ts'
import type { ProjectId } from '../ids.ts'
import type { ProjectDefinition } from '../projects/definition.ts'
import { mostItemCost } from '../projects/item-cost.ts'
import { openAtFirst } from '../projects/open-at-first.ts'
import type { Trx } from '../store/database.ts'
import { findKnownItems, type ItemDraft, insertItems, type KnownItem, lastOrdinal } from '../store/items.ts'
import { lockStoredProject, updateCommitted } from '../store/projects.ts'
import type { CheckedRow } from './check-candidate.ts'
import { excerpt, type Refusal, type RefusalCode } from './refusal.ts'

/** Ordinals an import has given out, from and to: tell its own items from earlier ones. */
export type OrdinalRange = readonly [from: number, to: number]

export interface ChunkReport {
  readonly accepted: number
  readonly duplicates: number
  readonly refusals: readonly Refusal[]
  /** The ordinals of the accepted rows; null without any. */
  readonly ordinals: OrdinalRange | null
}

interface Chunk {
  readonly project: { readonly id: ProjectId; readonly definition: ProjectDefinition }
  readonly rows: readonly CheckedRow[]
  /** What this import stored so far. */
  readonly own: readonly OrdinalRange[]
}

/** Stores the rows of a chunk that are new and that the budget covers, in one transaction.
 * @throws ExpectedError `project.wrongState` when the project is finished */
export async function storeChunk(trx: Trx, { project, rows, own }: Chunk): Promise<ChunkReport> {
  const { definition } = project
  const stored = await lockStoredProject(trx, project.id)
  if (stored.state === 'finished') {
    const params = { project: stored.slug, state: stored.state, wanted: 'active' }
    throw new ExpectedError('project.wrongState', params)
  }
  const externalIds = rows.map((row) => row.externalId)
  const known = await findKnownItems(trx, project.id, externalIds)
  const cost = mostItemCost(definition)
  const affordable = (stored.budgetWei - stored.committedWei) / cost
  const sorted = sortRows(rows, known, own, affordable)
  const { items } = sorted
  const first = (await lastOrdinal(trx, project.id)) + 1
  const redundancy = openAtFirst(definition)
  const goldCap = definition.gold.exposures
  await insertItems(trx, { projectId: project.id, firstOrdinal: first, redundancy, goldCap, items })
  await updateCommitted(trx, project.id, stored.committedWei + BigInt(items.length) * cost)
  return {
    accepted: items.length,
    duplicates: sorted.duplicates,
    refusals: sorted.refusals,
    ordinals: items.length > 0 ? [first, first + items.length - 1] : null,
  }
}

/** Tells new rows from known ones and refused ones, in the order of the file. */
function sortRows(
  rows: readonly CheckedRow[],
  known: ReadonlyMap<string, KnownItem>,
  own: readonly OrdinalRange[],
  affordable: bigint,
) {
  const items = new Map<string, ItemDraft>()
  const refusals: Refusal[] = []
  let duplicates = 0
  for (const { line, ...item } of rows) {
    const refuse = (code: RefusalCode) => refusals.push({ line, code, detail: excerpt(item.externalId) })
    const before = known.get(item.externalId)
    if (items.has(item.externalId) || (before && isOwn(before, own))) refuse('duplicateId')
    else if (before && isSame(before, item)) duplicates += 1
    else if (before) refuse('changedItem')
    else if (BigInt(items.size) >= affordable) refuse('budgetExceeded')
    else items.set(item.externalId, item)
  }
  return { items: [...items.values()], refusals, duplicates }
}

function isOwn({ ordinal }: KnownItem, own: readonly OrdinalRange[]): boolean {
  return own.some(([from, to]) => from <= ordinal && ordinal <= to)
}

function isSame(before: KnownItem, item: ItemDraft): boolean {
  return before.content.text === item.content.text && before.goldLabel === item.goldLabel
}
