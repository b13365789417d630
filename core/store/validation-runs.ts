import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { AccountId, DrawId, ItemId, PersonId } from '../ids.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'

/** How far a person is with what one batch asks of them. */
export interface RunCount {
  /** Items they were asked for, and those that still wait for them. */
  readonly total: number
  readonly open: number
}

const count = hotQuery((db, { personId, itemId }: { personId: PersonId; itemId: ItemId }) =>
  db
    .selectFrom('draws')
    .select((eb) => [
      eb.fn.countAll<string | number>().as('total'),
      sql<string | number | null>`sum(case when state = 'offered' then 1 else 0 end)`.as('open'),
    ])
    .where('person_id', '=', personId)
    .where('offered_at', 'is not', null)
    .where('batch_id', '=', (eb) =>
      eb
        .selectFrom('draws as own')
        .select('own.batch_id')
        .where('own.item_id', '=', itemId)
        .where('own.person_id', '=', personId)
        .orderBy('own.round', 'desc')
        .orderBy('own.stage', 'desc')
        .limit(sql.lit(1)),
    ),
)

/** The run that an item belongs to for which a person was drawn. */
export async function countRun(trx: Trx, personId: PersonId, itemId: ItemId): Promise<RunCount> {
  const row = await count.first(trx, { personId, itemId })
  return { total: Number(row?.total ?? 0), open: Number(row?.open ?? 0) }
}

/** Somebody who is asked for a vote. */
export interface AskedPerson {
  readonly drawId: DrawId
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly offeredAt: Instant
  readonly deadline: Instant
}

/** Who was asked for a vote and not told yet, or told and not reminded yet; the longest waiting first. */
export async function askedPersons(
  trx: Trx,
  kind: 'untold' | 'unreminded',
  limit: number,
): Promise<AskedPerson[]> {
  const rows = await trx
    .selectFrom('draws')
    .select(['id', 'person_id', 'account_id', 'offered_at', 'deadline'])
    .where('state', '=', sql.lit('offered'))
    .where('told_at', kind === 'untold' ? 'is' : 'is not', null)
    .$if(kind === 'unreminded', (query) => query.where('reminded_at', 'is', null))
    .orderBy('offered_at')
    .limit(limit)
    .execute()
  return rows.flatMap(({ id, person_id, account_id, offered_at, deadline }) =>
    person_id && account_id && offered_at && deadline
      ? [{ drawId: id, personId: person_id, accountId: account_id, offeredAt: offered_at, deadline }]
      : [],
  )
}

/** Notes that the people behind these draws were told, or reminded. */
export async function markAsked(
  trx: Trx,
  draws: readonly DrawId[],
  field: 'told_at' | 'reminded_at',
  now: Instant,
): Promise<void> {
  if (draws.length === 0) return
  await trx
    .updateTable('draws')
    .set(field === 'told_at' ? { told_at: now } : { reminded_at: now })
    .where('id', 'in', draws)
    .execute()
}

/** How often a person gave a draw back for one of these reasons since `since`. */
export async function countRecusals(
  trx: Trx,
  personId: PersonId,
  reasons: readonly string[],
  since: Instant,
): Promise<number> {
  const row = await trx
    .selectFrom('draws')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('person_id', '=', personId)
    .where('state', 'in', ['recused', 'closed'])
    .where('reason', 'in', reasons)
    .where('offered_at', '>=', since)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** What a validator did so far and what waits for them. */
export async function countVotes(
  trx: Trx,
  personId: PersonId,
): Promise<{ readonly given: number; readonly missed: number; readonly open: number }> {
  const rows = await trx
    .selectFrom('draws')
    .select((eb) => [
      eb.fn.countAll<string | number>().as('count'),
      sql<string>`case when code is not null then 'given' when state = 'offered' then 'open'
        when reason is null then 'missed' else 'recused' end`.as('kind'),
    ])
    .where('person_id', '=', personId)
    .where('offered_at', 'is not', null)
    .groupBy('kind')
    .execute()
  const counts = new Map(rows.map((row) => [row.kind, Number(row.count)]))
  const of = (kind: string) => counts.get(kind) ?? 0
  return { given: of('given'), missed: of('missed'), open: of('open') }
}

/** How often a person was drawn and passed over, or stepped back, since somebody they count as one with had the item. */
export async function countRelatedDraws(trx: Trx, personId: PersonId): Promise<number> {
  const row = await trx
    .selectFrom('draws')
    .select((eb) => eb.fn.countAll<string | number>().as('count'))
    .where('person_id', '=', personId)
    .where('reason', '=', 'related')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
