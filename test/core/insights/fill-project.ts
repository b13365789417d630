import { type Clock, instantOf } from '../../../core/clock.ts'
import type {
  AccountId,
  AnnotationId,
  AssignmentId,
  DecisionId,
  ItemId,
  PersonId,
} from '../../../core/ids.ts'
import { newId } from '../../../core/ids.ts'
import type { Project } from '../../../core/projects/project.ts'
import type { Answers } from '../../../core/quality/agreement/answers.ts'
import type { Store, Trx } from '../../../core/store/database.ts'

const PIECE = 500

/** Stores answers as a finished project would hold them; labels are those of the project by number, item 3 is
 * called `item-3` and person 3 `Person 3`. */
export async function fillProject(
  store: Store,
  clock: Clock,
  project: Project,
  { items, people, list }: Answers,
): Promise<void> {
  const labels = project.definition.schema.labels.map(({ name }) => name)
  const labelOf = (label: number | null) => (label === null ? null : (labels[label] ?? null))
  const now = clock.now()
  const itemIds = items.map(() => newId<ItemId>())
  const accountIds = Array.from({ length: people }, () => newId<AccountId>())
  const personIds = accountIds.map(() => newId<PersonId>())
  const accounts = accountIds.map((id, at) => ({
    id,
    person_id: personIds[at] as PersonId,
    locale: 'en',
    consent_at: now,
    merged_into: null,
    created_at: now,
  }))
  const identities = accountIds.map((account_id, at) => ({
    platform: 'web',
    platform_user_id: account_id,
    account_id,
    display_name: `Person ${at}`,
    reachable: 1 as const,
    direct_channel_id: null,
    created_at: now,
  }))
  const itemRows = items.map(({ decided, gold }, at) => ({
    id: itemIds[at] as ItemId,
    project_id: project.id,
    ordinal: at + 1,
    external_id: `item-${at}`,
    content: JSON.stringify({ text: `Text of item ${at}` }),
    gold_label: labelOf(gold),
    state: decided === null ? 'open' : 'decided',
    round: 1,
    wanted: 0,
    open_slots: 0,
    started: 1 as const,
    closed_at: null,
  }))
  const decisions = items.flatMap(({ decided }, at) =>
    decided === null
      ? []
      : [
          {
            id: newId<DecisionId>(),
            project_id: project.id,
            item_id: itemIds[at] as ItemId,
            round: 1,
            label: labelOf(decided) ?? '',
            method: 'supermajority',
            agree: 2,
            total: 3,
            decided_at: now,
          },
        ],
  )
  const answers = list.map((answer, at) => ({
    ...answer,
    common: {
      project_id: project.id,
      item_id: itemIds[answer.item] as ItemId,
      account_id: accountIds[answer.person] as AccountId,
      person_id: personIds[answer.person] as PersonId,
      round: 1,
    },
    assignmentId: newId<AssignmentId>(),
    annotationId: newId<AnnotationId>(),
    answeredAt: instantOf(Date.parse(now) + at * 1_000),
  }))
  await store.transaction(async (trx) => {
    await inPieces(accounts, (rows) => trx.insertInto('accounts').values(rows).execute())
    await inPieces(identities, (rows) => trx.insertInto('identities').values(rows).execute())
    await inPieces(itemRows, (rows) => trx.insertInto('items').values(rows).execute())
    await inPieces(decisions, (rows) => trx.insertInto('decisions').values(rows).execute())
    await inPieces(answers, (rows) => insertAnswers(trx, rows, labels))
  })
}

interface AnswerRow {
  readonly common: {
    readonly project_id: Project['id']
    readonly item_id: ItemId
    readonly account_id: AccountId
    readonly person_id: PersonId
    readonly round: number
  }
  readonly label: number
  readonly durationMs: number
  readonly assignmentId: AssignmentId
  readonly annotationId: AnnotationId
  readonly answeredAt: ReturnType<Clock['now']>
}

async function insertAnswers(trx: Trx, rows: readonly AnswerRow[], labels: readonly string[]): Promise<void> {
  const assignments = rows.map(({ common, assignmentId, answeredAt }) => ({
    ...common,
    id: assignmentId,
    role: 'annotator',
    state: 'answered',
    skip_reason: null,
    leased_at: answeredAt,
    deadline: answeredAt,
    closed_at: answeredAt,
  }))
  await trx.insertInto('assignments').values(assignments).execute()
  const annotations = rows.map(({ common, assignmentId, annotationId, label, durationMs, answeredAt }) => ({
    ...common,
    id: annotationId,
    assignment_id: assignmentId,
    label: labels[label] ?? '',
    guideline_version: 1,
    counted: 1 as const,
    late: 0 as const,
    stake_wei: '0',
    duration_ms: Math.round(durationMs),
    platform: 'web',
    created_at: answeredAt,
  }))
  await trx.insertInto('annotations').values(annotations).execute()
}

async function inPieces<T>(rows: readonly T[], insert: (piece: T[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += PIECE) await insert(rows.slice(from, from + PIECE))
}
