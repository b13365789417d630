import { type AliasableExpression, type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { ClusterId, ItemId } from '../../ids.ts'
import type { Trx } from '../database.ts'
import { hotQuery } from '../hot-query.ts'
import type { Tables } from '../schema.ts'
import { hasSlot, isOrdinary, onList, seenBy, seenFlag } from './conditions.ts'
import type { Seeker } from './seekers.ts'

/** An item that may be given to somebody. */
export interface OpenItem {
  readonly id: ItemId
  /** Place in the order of import. */
  readonly ordinal: number
  readonly started: boolean
  /** Whether the person, or somebody of their cluster, was given it before. */
  readonly seen: boolean
  /** Probability of each label; null before the first answer. */
  readonly posterior: readonly number[] | null
}

/** What choosing an item must know of a person in a project. */
export interface SeekerFacts {
  /** JSON of how the person answers; null when no refit has seen them. */
  readonly counts: string | null
  /** Evidence of the person's accuracy. */
  readonly right: number
  readonly wrong: number
  /** Version of the project's belief; null before its first refit. */
  readonly version: string | null
  /** The person has seen the started items up to this place, as far as they could then. */
  readonly cursor: number
  /** Whether the person was ever given an item of the project. */
  readonly hasBegun: boolean
  /** People judged to act together with the person; null when there are none. */
  readonly clusterId: ClusterId | null
}

/** A seeker with the family of the project, in which they have a reputation. */
interface FamilySeeker extends Seeker {
  readonly family: string
}

/** Started items looked at from the person's cursor on, and as many of the newest ones. */
export const STARTED_LOOKED_AT = 20
/** New items looked at: on PostgreSQL others may hold the first ones at this moment. */
const NEW_LOOKED_AT = 1
const NEW_LOOKED_AT_WITH_LOCKS = 10

const NO_NUMBER = sql<number | null>`cast(null as double precision)`
const NO_TEXT = sql<string | null>`cast(null as text)`

/** A row that `lookAround` reads: an item with its posterior, or what is known of the person. */
interface Row {
  /** Null in the row of the person. */
  readonly id: ItemId | null
  /** Place of the item, or the person's cursor. */
  readonly ordinal: number | null
  readonly started: number
  /** Whether the person had the item, or any of the project. */
  readonly seen: number | null
  /** The item's posterior, or how the person answers. */
  readonly json: string | null
  readonly right_weight: number | null
  readonly wrong_weight: number | null
  readonly version: string | null
  readonly cluster_id: ClusterId | null
}

/** Columns of an item in the form of a row. */
const itemColumns = (eb: ExpressionBuilder<Tables, 'items'>, seen: AliasableExpression<unknown>) =>
  [
    eb.ref('items.id').as('id'),
    eb.ref('items.ordinal').as('ordinal'),
    eb.ref('items.started').as('started'),
    seen.as('seen'),
    eb.ref('items.posterior').as('json'),
    NO_NUMBER.as('right_weight'),
    NO_NUMBER.as('wrong_weight'),
    NO_TEXT.as('version'),
    NO_TEXT.as('cluster_id'),
  ] as const

const startedItems = (db: Kysely<Tables>, { projectId, personId }: Seeker) =>
  db
    .selectFrom('items')
    .select((eb) => itemColumns(eb, seenFlag(eb, personId)))
    .$castTo<Row>()
    .where('items.project_id', '=', projectId)
    .where('items.started', '=', sql.lit(1))
    .where(hasSlot)
    .where(isOrdinary)

const newItems = (db: Kysely<Tables>, { projectId }: Seeker, locks: boolean) =>
  db
    .selectFrom('items')
    .select((eb) => itemColumns(eb, sql<number>`0`))
    .$castTo<Row>()
    .where('items.project_id', '=', projectId)
    .where('items.started', '=', sql.lit(0))
    .where(hasSlot)
    .where(isOrdinary)
    .orderBy('items.ordinal')
    .limit(sql.lit(locks ? NEW_LOOKED_AT_WITH_LOCKS : NEW_LOOKED_AT))

/** What is known of the person, in a row of the same form: their cursor, whether they were ever given an item of
 * the project, how they answer and the evidence of how right they are. */
const facts = (db: Kysely<Tables>, { projectId, personId, family }: FamilySeeker) =>
  db
    .selectFrom('projects')
    .leftJoin('project_beliefs', 'project_beliefs.project_id', 'projects.id')
    .leftJoin('person_beliefs', (join) =>
      join
        .onRef('person_beliefs.project_id', '=', 'projects.id')
        .on('person_beliefs.person_id', '=', personId),
    )
    .leftJoin('standings', (join) =>
      join.on('standings.family', '=', family).on('standings.person_id', '=', personId),
    )
    .leftJoin('person_clusters', (join) => join.on('person_clusters.person_id', '=', personId))
    .select((eb) => [
      NO_TEXT.as('id'),
      cursorOf(db, { projectId, personId }).as('ordinal'),
      sql<number>`1`.as('started'),
      eb
        .case()
        .when(eb.exists(givenTo(db, { projectId, personId })))
        .then(1)
        .else(0)
        .end()
        .as('seen'),
      eb.ref('person_beliefs.counts').as('json'),
      eb.ref('standings.right_weight').as('right_weight'),
      eb.ref('standings.wrong_weight').as('wrong_weight'),
      eb.ref('project_beliefs.version').as('version'),
      eb.ref('person_clusters.cluster_id').as('cluster_id'),
    ])
    .where('projects.id', '=', projectId)
    .$castTo<Row>()

const givenTo = (db: Kysely<Tables>, { projectId, personId }: Seeker) =>
  db
    .selectFrom('assignments')
    .select('assignments.id')
    .where('assignments.person_id', '=', personId)
    .where('assignments.project_id', '=', projectId)

const cursorOf = (db: Kysely<Tables>, { projectId, personId }: Seeker) =>
  db
    .selectFrom('dispatch_cursors')
    .select('dispatch_cursors.ordinal')
    .where('dispatch_cursors.person_id', '=', personId)
    .where('dispatch_cursors.project_id', '=', projectId)

const around = hotQuery((db, seeker: FamilySeeker, locks) => {
  const size = sql.lit(STARTED_LOOKED_AT)
  const ahead = startedItems(db, seeker)
    .where((eb) => eb('items.ordinal', '>', eb.fn.coalesce(cursorOf(db, seeker), eb.lit(0))))
    .orderBy('items.ordinal')
    .limit(size)
  const newest = startedItems(db, seeker).orderBy('items.ordinal', 'desc').limit(size)
  return db
    .selectFrom(facts(db, seeker).as('facts'))
    .selectAll()
    .unionAll(db.selectFrom(ahead.as('ahead')).selectAll())
    .unionAll(db.selectFrom(newest.as('newest')).selectAll())
    .unionAll(db.selectFrom(newItems(db, seeker, locks).as('fresh')).selectAll())
})

const listed = hotQuery((db, seeker: FamilySeeker & { among: string }, locks) => {
  const started = startedItems(db, seeker)
    .where(onList(seeker.among, locks))
    .where((eb) => eb.not(seenBy(eb, seeker.personId)))
    .orderBy('items.ordinal')
    .limit(sql.lit(2 * STARTED_LOOKED_AT))
  const fresh = newItems(db, seeker, locks).where(onList(seeker.among, locks))
  return db
    .selectFrom(facts(db, seeker).as('facts'))
    .selectAll()
    .unionAll(db.selectFrom(started.as('started')).selectAll())
    .unionAll(db.selectFrom(fresh.as('fresh')).selectAll())
})

const anyStarted = hotQuery((db, seeker: Seeker) =>
  startedItems(db, seeker)
    .where((eb) => eb.not(seenBy(eb, seeker.personId)))
    .orderBy('items.ordinal')
    .limit(sql.lit(2 * STARTED_LOOKED_AT)),
)

function openItemOf({ id, ordinal, started, seen, json }: Row): OpenItem {
  return {
    id: id as ItemId,
    ordinal: ordinal ?? 0,
    started: started === 1,
    seen: seen === 1,
    posterior: json === null || seen === 1 ? null : (JSON.parse(json) as number[]),
  }
}

function factsOf(row: Row): SeekerFacts {
  return {
    counts: row.json,
    right: row.right_weight ?? 0,
    wrong: row.wrong_weight ?? 0,
    version: row.version,
    cursor: row.ordinal ?? 0,
    hasBegun: row.seen === 1,
    clusterId: row.cluster_id,
  }
}

/**
 * What is known of a person in a project, and open items they may be given, in the order of import: of the started
 * ones, the first 20 after their cursor and the newest 20, seen ones included; and the next new one, or ten where
 * rows are locked. With `among`, a JSON list of ids, only items on it that they never had. One query in an index that
 * looks at no more rows than it returns, but for gold and, with `among`, what is not on the list.
 */
export async function lookAround(
  trx: Trx,
  seeker: FamilySeeker & { among?: string | undefined },
): Promise<{ facts: SeekerFacts; open: OpenItem[] }> {
  const { among } = seeker
  const rows =
    among === undefined ? await around.all(trx, seeker) : await listed.all(trx, { ...seeker, among })
  const known = rows.find((row) => row.id === null)
  if (!known) throw new Error(`no project ${seeker.projectId}`)
  const items = new Map<string, OpenItem>()
  for (const row of rows) if (row.id !== null) items.set(row.id, openItemOf(row))
  return { facts: factsOf(known), open: [...items.values()].sort((a, b) => a.ordinal - b.ordinal) }
}

/** Started items wherever they are that a person never had. For when nothing is new: it may look at all of
 * the project's open items. */
export async function findAnyStarted(trx: Trx, seeker: Seeker): Promise<OpenItem[]> {
  return (await anyStarted.all(trx, seeker)).map(openItemOf)
}
