import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import type { PersonId } from '../ids.ts'
import type { CheckedSignal } from '../wallet/personhood/signal.ts'
import type { Trx } from './database.ts'

/** What a contract last said of an address. */
export interface PersonhoodReading {
  readonly signal: CheckedSignal
  /** Share of the most points, 0 to 1. */
  readonly share: number
  readonly readAt: Instant
}

/** An identity on a platform, and when it was first seen here. */
export interface SeenIdentity {
  readonly platform: string
  readonly userId: string
  readonly seenAt: Instant
}

const linkedTo = (trx: Trx, person: PersonId) =>
  trx
    .selectFrom('wallet_links')
    .innerJoin('accounts', 'accounts.id', 'wallet_links.account_id')
    .where('accounts.person_id', '=', person)
    .where('wallet_links.ended_at', 'is', null)

/** The linked wallets of a person. */
export async function addressesOfPerson(trx: Trx, person: PersonId): Promise<string[]> {
  const rows = await linkedTo(trx, person).select('wallet_links.address').execute()
  return rows.map(({ address }) => address)
}

/** What contracts said of a person's linked wallets; nothing of those that were never read. */
export async function readingsOfPerson(trx: Trx, person: PersonId): Promise<PersonhoodReading[]> {
  const rows = await linkedTo(trx, person)
    .innerJoin('personhood_readings as reading', 'reading.address', 'wallet_links.address')
    .select(['reading.signal', 'reading.share', 'reading.read_at'])
    .execute()
  return rows.flatMap(({ signal, share, read_at: readAt }) =>
    share !== null && readAt !== null ? [{ signal: signal as CheckedSignal, share, readAt }] : [],
  )
}

/** A person's identities on every platform. */
export async function identitiesOfPerson(trx: Trx, person: PersonId): Promise<SeenIdentity[]> {
  return await trx
    .selectFrom('identities')
    .innerJoin('accounts', 'accounts.id', 'identities.account_id')
    .select([
      'identities.platform',
      'identities.platform_user_id as userId',
      'identities.created_at as seenAt',
    ])
    .where('accounts.person_id', '=', person)
    .execute()
}

/** Since when one of a person's linked wallets has had a stake without a break, as far as it was noted; or null. */
export async function stakedSince(trx: Trx, person: PersonId): Promise<Instant | null> {
  const row = await linkedTo(trx, person)
    .innerJoin('stake_ages', 'stake_ages.address', 'wallet_links.address')
    .select((eb) => eb.fn.min('stake_ages.since').as('since'))
    .executeTakeFirst()
  return row?.since ?? null
}

/** Notes who has a stake, free, bound or in a seat, since when; and forgets who has none any more. */
export async function noteStakes(trx: Trx, now: Instant): Promise<void> {
  const staked = sql<boolean>`(wallets.stake_wei <> '0' or exists (select 1 from seats
    where seats.ledger_account = wallets.ledger_account and seats.state <> 'left'))`
  await trx
    .insertInto('stake_ages')
    .columns(['address', 'since'])
    .expression((eb) =>
      eb
        .selectFrom('wallets')
        .leftJoin('stake_ages as noted', 'noted.address', 'wallets.address')
        .select(['wallets.address', sql<Instant>`${now}`.as('since')])
        .where('wallets.kind', '=', 'linked')
        .where('noted.address', 'is', null)
        .where(staked),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await trx
    .deleteFrom('stake_ages')
    .where('address', 'not in', (eb) => eb.selectFrom('wallets').select('wallets.address').where(staked))
    .execute()
}

interface Due {
  readonly readBefore: Instant
  /** For addresses whose last reading failed. */
  readonly triedBefore: Instant
}

/** Linked addresses to be asked about, those that were never asked about first. */
export async function addressesToRead(
  trx: Trx,
  signal: CheckedSignal,
  { readBefore, triedBefore }: Due,
  limit: number,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('wallet_links')
    .leftJoin('personhood_readings as reading', (join) =>
      join.onRef('reading.address', '=', 'wallet_links.address').on('reading.signal', '=', signal),
    )
    .select('wallet_links.address')
    .where('wallet_links.ended_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('reading.tried_at', 'is', null),
        eb('reading.tried_at', '<', readBefore),
        eb.and([
          eb('reading.tried_at', '<', triedBefore),
          eb.or([eb('reading.read_at', 'is', null), eb('reading.read_at', '<', eb.ref('reading.tried_at'))]),
        ]),
      ]),
    )
    .orderBy((eb) => eb.fn.coalesce('reading.tried_at', sql<Instant>`''`))
    .orderBy('wallet_links.address')
    .limit(limit)
    .execute()
  return rows.map(({ address }) => address)
}

interface NewReading {
  readonly address: string
  readonly signal: CheckedSignal
  /** Null when it could not be read: what was read before stays. */
  readonly share: number | null
  readonly at: Instant
}

export async function writeReading(trx: Trx, { address, signal, share, at }: NewReading): Promise<void> {
  const read = share === null ? {} : { share, read_at: at }
  await trx
    .insertInto('personhood_readings')
    .values({ address, signal, share, read_at: share === null ? null : at, tried_at: at })
    .onConflict((conflict) => conflict.columns(['address', 'signal']).doUpdateSet({ ...read, tried_at: at }))
    .execute()
}

/** Makes readings due again that were tried before a moment; how many there were. */
export async function forgetReadings(
  trx: Trx,
  addresses: readonly string[],
  triedBefore: Instant,
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('personhood_readings')
    .set({ tried_at: null })
    .where('address', 'in', addresses)
    .where('tried_at', '<', triedBefore)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
