import { type ExpressionBuilder, type Kysely, type SqlBool, sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { AccountId, AssignmentId, PersonId, ProjectId } from '../ids.ts'
import { type Item, type ItemState, itemContent } from '../items/item.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import type { Tables } from './schema.ts'

/** What a claim must know of an account. */
export interface Claimant {
  /** The lease the account holds, whether or not its deadline has passed. */
  readonly leaseId: AssignmentId | null
  /** Stake that no annotation holds, in wei; null without a wallet. */
  readonly freeStakeWei: bigint | null
}

/** An item of which a slot was taken. */
export interface TakenItem {
  readonly item: Item
  readonly round: number
}

interface Seeker {
  readonly projectId: ProjectId
  readonly personId: PersonId
  /** JSON list of the items that may be given; all of the project's when absent. */
  readonly among?: string
}

type Builder = ExpressionBuilder<Tables, 'items'>

/** Started items a claim looks at before it starts a new one: bounds its cost where one person has
 * done all that others have yet to do. */
const STARTED_LOOKED_AT = 50
/** On PostgreSQL others may hold the first candidates; one claim tries this many. */
const CANDIDATES_WITH_LOCKS = 10

const claimant = hotQuery((db, { accountId }: { accountId: AccountId }) =>
  db
    .selectFrom('accounts')
    .leftJoin('wallets', 'wallets.account_id', 'accounts.id')
    .leftJoin('assignments', (join) =>
      join
        .onRef('assignments.account_id', '=', 'accounts.id')
        // Literals where an index is partial: SQLite must see that its condition holds.
        .on('assignments.state', '=', sql.lit('leased')),
    )
    .select(['wallets.stake_wei', 'wallets.held_wei', 'assignments.id as lease_id'])
    .where('accounts.id', '=', accountId),
)

const hasSlot = (eb: Builder) => eb('items.open_slots', '>', eb.lit(0))

/** The condition that an item is on the seeker's list. */
const onList = ({ among }: Seeker, locks: boolean) =>
  locks
    ? sql<SqlBool>`items.id in (select json_array_elements_text(cast(${among} as json)))`
    : sql<SqlBool>`items.id in (select value from json_each(${among}))`

/** Whether a query is for seekers with a list. */
interface Variant {
  readonly locks: boolean
  readonly listed: boolean
}

const started = (db: Kysely<Tables>, seeker: Seeker, { locks, listed }: Variant) =>
  db
    .selectFrom('items')
    .select('items.id')
    .where('items.project_id', '=', seeker.projectId)
    .where('items.started', '=', sql.lit(1))
    .where(hasSlot)
    .$if(listed, (query) => query.where(onList(seeker, locks)))
    .orderBy('items.ordinal')

/** The place, in the order of import, of the item the person was given last. */
const lastSeen = (db: Kysely<Tables>, { projectId, personId }: Seeker) =>
  db
    .selectFrom('assignments')
    .innerJoin('items as seen', 'seen.id', 'assignments.item_id')
    .select('seen.ordinal')
    .where('assignments.person_id', '=', personId)
    .where('assignments.project_id', '=', projectId)
    .orderBy('assignments.leased_at', 'desc')
    .limit(sql.lit(1))

/** Those of `candidates` the person never had, in the same order as far as the database keeps it:
 * sorting again would look at all of them where the first one mostly does. */
const unseen = (
  db: Kysely<Tables>,
  candidates: ReturnType<typeof started>,
  { personId }: Seeker,
  locks: boolean,
) =>
  db
    .selectFrom(candidates.as('candidate'))
    .select('candidate.id')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('assignments')
            .select('assignments.id')
            .whereRef('assignments.item_id', '=', 'candidate.id')
            .where('assignments.person_id', '=', personId),
        ),
      ),
    )
    .limit(sql.lit(locks ? CANDIDATES_WITH_LOCKS : 1))

/** Takes a slot of the first of the items chosen that nobody else holds at this moment. */
const takeFirst = (db: Kysely<Tables>, choose: (eb: Builder) => ReturnType<Builder['and']>, locks: boolean) =>
  db
    .updateTable('items')
    .set((eb) => ({ open_slots: eb('open_slots', '-', 1), exposures: eb('exposures', '+', 1), started: 1 }))
    .where('id', '=', (outer) =>
      outer
        .selectFrom('items')
        .select('items.id')
        .where((eb) => eb.and([hasSlot(eb), choose(eb)]))
        .orderBy('items.ordinal')
        .limit(sql.lit(1))
        .$if(locks, (query) => query.forNoKeyUpdate().skipLocked()),
    )
    .returning(['id', 'project_id', 'external_id', 'content', 'state', 'round'])

const startedAhead = (listed: boolean) =>
  hotQuery((db, seeker: Seeker, locks) => {
    const ahead = started(db, seeker, { locks, listed })
      .where((eb) => eb('items.ordinal', '>', eb.fn.coalesce(lastSeen(db, seeker), eb.lit(0))))
      .limit(sql.lit(STARTED_LOOKED_AT))
    return takeFirst(db, (eb) => eb('items.id', 'in', unseen(db, ahead, seeker, locks)), locks)
  })

const startedFirst = (listed: boolean) =>
  hotQuery((db, seeker: Seeker, locks) => {
    const first = started(db, seeker, { locks, listed }).limit(sql.lit(STARTED_LOOKED_AT))
    return takeFirst(db, (eb) => eb('items.id', 'in', unseen(db, first, seeker, locks)), locks)
  })

const startedAny = (listed: boolean) =>
  hotQuery((db, seeker: Seeker, locks) => {
    const any = started(db, seeker, { locks, listed })
    return takeFirst(db, (eb) => eb('items.id', 'in', unseen(db, any, seeker, locks)), locks)
  })

const fresh = (listed: boolean) =>
  hotQuery((db, seeker: Seeker, locks) =>
    takeFirst(
      db,
      (eb) =>
        eb.and([
          eb('items.project_id', '=', seeker.projectId),
          eb('items.started', '=', sql.lit(0)),
          ...(listed ? [onList(seeker, locks)] : []),
        ]),
      locks,
    ),
  )

const stepsOf = (listed: boolean) =>
  [startedAhead, startedFirst, fresh, startedAny].map((step) => step(listed))
const STEPS = stepsOf(false)
const LISTED_STEPS = stepsOf(true)

/** The lease and the free stake of an account. */
export async function findClaimant(trx: Trx, accountId: AccountId): Promise<Claimant> {
  const row = await claimant.first(trx, { accountId })
  if (!row) throw new Error(`no account ${accountId}`)
  const { stake_wei: stake, held_wei: held, lease_id: leaseId } = row
  return { leaseId, freeStakeWei: stake === null || held === null ? null : BigInt(stake) - BigInt(held) }
}

/**
 * Takes a slot of the project's next item for a person who never had it: of the started items those
 * after the person's last one, then the first ones, then a new item, then any started one. Each step
 * looks at a bounded number of rows, but for the last, which only runs when nothing new is left.
 * Items that other transactions hold are passed over, never waited for.
 */
export async function takeNextItem(trx: Trx, seeker: Seeker): Promise<TakenItem | null> {
  for (const step of seeker.among === undefined ? STEPS : LISTED_STEPS) {
    const row = await step.first(trx, seeker)
    if (!row) continue
    const content = itemContent.parse(JSON.parse(row.content))
    const { id, project_id: projectId, external_id: externalId } = row
    return {
      item: { id, projectId, externalId, content, state: row.state as ItemState },
      round: row.round,
    }
  }
  return null
}

/** When the first lease on an open item that this person never had ends; null when there is none. */
export async function nextDeadline(trx: Trx, { projectId, personId }: Seeker): Promise<Instant | null> {
  const row = await trx
    .selectFrom('assignments')
    .select('assignments.deadline')
    .where('assignments.state', '=', sql.lit('leased'))
    .where('assignments.project_id', '=', projectId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('assignments as own')
            .select('own.id')
            .whereRef('own.item_id', '=', 'assignments.item_id')
            .where('own.person_id', '=', personId),
        ),
      ),
    )
    .orderBy('assignments.deadline')
    .limit(1)
    .executeTakeFirst()
  return row?.deadline ?? null
}

/** True when the project has a free slot for this person, although a claim may have passed it over. */
export async function hasFreeSlot(trx: Trx, seeker: Seeker): Promise<boolean> {
  const row = await trx
    .selectFrom('items')
    .select('items.id')
    .where('items.project_id', '=', seeker.projectId)
    .where(hasSlot)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('assignments')
            .select('assignments.id')
            .whereRef('assignments.item_id', '=', 'items.id')
            .where('assignments.person_id', '=', seeker.personId),
        ),
      ),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
