import { stringify } from 'csv-stringify/sync'
import type { PersonId } from '../ids.ts'
import type { AnnotationRecord, ItemHistory } from '../store/exports.ts'

const COLUMNS = [
  'id',
  'text',
  'gold',
  'state',
  'person',
  'role',
  'label',
  'round',
  'counted',
  'late',
  'guideline_version',
  'created_at',
  'duration_ms',
  'decision',
  'decision_method',
  'decision_agree',
  'decision_total',
  'decided_at',
  'batch',
  'batch_outcome',
  'belief_label',
  'belief_probability',
  'reward_wei',
  'slash_wei',
  'share_wei',
  'transaction_hash',
] as const

type CsvRow = Record<(typeof COLUMNS)[number], string | number | null>

/** The first line of a CSV export. */
export function csvHeader(): string {
  return stringify([COLUMNS])
}

/** One row for each annotation of an item; an item without any has one with those columns empty. A value
 * that a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvOf(item: ItemHistory, nameOf: (person: PersonId) => string): string {
  const annotations = item.annotations.length > 0 ? item.annotations : [null]
  const rows: CsvRow[] = annotations.map((one) => ({
    ...itemColumns(item),
    ...annotationColumns(one, nameOf),
  }))
  return stringify(rows, { columns: [...COLUMNS], escape_formulas: true })
}

function itemColumns({ externalId, content, goldLabel, state, decision, settlement, belief }: ItemHistory) {
  return {
    id: externalId,
    text: content.text,
    gold: goldLabel,
    state,
    decision: decision?.label ?? null,
    decision_method: decision?.method ?? null,
    decision_agree: decision?.agree ?? null,
    decision_total: decision?.total ?? null,
    decided_at: decision?.decidedAt ?? null,
    batch: settlement?.batch ?? null,
    batch_outcome: settlement?.outcome ?? null,
    belief_label: belief?.label ?? null,
    belief_probability: belief?.probability ?? null,
  }
}

function annotationColumns(annotation: AnnotationRecord | null, nameOf: (person: PersonId) => string) {
  return {
    person: annotation && nameOf(annotation.personId),
    role: annotation?.role ?? null,
    label: annotation?.label ?? null,
    round: annotation?.round ?? null,
    counted: annotation && Number(annotation.counted),
    late: annotation && Number(annotation.late),
    guideline_version: annotation?.guidelineVersion ?? null,
    created_at: annotation?.createdAt ?? null,
    duration_ms: annotation?.durationMs ?? null,
    reward_wei: annotation?.payment?.rewardWei ?? null,
    slash_wei: annotation?.payment?.slashWei ?? null,
    share_wei: annotation?.payment?.shareWei ?? null,
    transaction_hash: annotation?.payment?.transactionHash ?? null,
  }
}
