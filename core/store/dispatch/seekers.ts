import { sql } from 'kysely'
import type { AccountId, AssignmentId, ClusterId, PersonId, ProjectId } from '../../ids.ts'
import { locksRows, type Trx } from '../database.ts'
import { hotQuery } from '../hot-query.ts'
import type { PersonSettings } from '../person-settings.ts'
import { settingsOfText, settingsText } from '../person-settings.ts'
import { sessionOfRow, type WalletSession } from '../wallet-sessions.ts'

/** What of a wallet's stake can be bound. */
export interface FreeStake {
  /** What no annotation holds, in wei. */
  readonly freeWei: bigint
  /** Null while the ledger has told of none. */
  readonly session: WalletSession | null
}

/** What a claim must know of an account. */
export interface Claimant {
  /** The lease the account holds, whether or not its deadline has passed. */
  readonly leaseId: AssignmentId | null
  /** Null without a wallet. */
  readonly stake: FreeStake | null
  /** Whether the person was drawn as a validator and is asked to vote. */
  readonly isDrawn: boolean
  readonly settings: PersonSettings
}

/** Somebody who looks for an item in a project. */
export interface Seeker {
  readonly projectId: ProjectId
  readonly personId: PersonId
}

const claimant = hotQuery((db, { accountId }: { accountId: AccountId }, locks) =>
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
    .select(['wallets.session_ends', 'wallets.session_label_wei'])
    .select((eb) =>
      eb
        .selectFrom('draws')
        .select('draws.id')
        .whereRef('draws.person_id', '=', 'accounts.person_id')
        .where('draws.state', '=', sql.lit('offered'))
        .limit(sql.lit(1))
        .as('draw_id'),
    )
    .select((eb) =>
      eb
        .selectFrom('person_settings')
        .select(settingsText(locks).as('settings'))
        .whereRef('person_settings.person_id', '=', 'accounts.person_id')
        .as('settings'),
    )
    .where('accounts.id', '=', accountId),
)

const cluster = hotQuery((db, { clusterId }: { clusterId: ClusterId }) =>
  db
    .selectFrom('person_clusters')
    .select('person_id')
    .where('cluster_id', '=', clusterId)
    .orderBy('person_id')
    .forNoKeyUpdate(),
)

const moveCursor = hotQuery((db, { projectId, personId, ordinal }: Seeker & { ordinal: number }) =>
  db
    .insertInto('dispatch_cursors')
    .values({ project_id: projectId, person_id: personId, ordinal })
    .onConflict((conflict) => conflict.columns(['person_id', 'project_id']).doUpdateSet({ ordinal })),
)

/** The lease and the free stake of an account, whether its person is asked to vote, and their settings. */
export async function findClaimant(trx: Trx, accountId: AccountId): Promise<Claimant> {
  const row = await claimant.first(trx, { accountId })
  if (!row) throw new Error(`no account ${accountId}`)
  const { stake_wei: has, held_wei: held, lease_id: leaseId, draw_id: drawId } = row
  const stake =
    has === null || held === null ? null : { freeWei: BigInt(has) - BigInt(held), session: sessionOfRow(row) }
  return { leaseId, stake, isDrawn: drawId !== null, settings: settingsOfText(row.settings) }
}

/** Makes people of one cluster choose items one after the other: otherwise two of them could take the same
 * one at the same moment. False on SQLite, which has one writer, so that there is nothing to lock. */
export async function lockCluster(trx: Trx, clusterId: ClusterId): Promise<boolean> {
  if (!locksRows(trx)) return false
  await cluster.all(trx, { clusterId })
  return true
}

/** Remembers up to where a person has seen a project's started items. */
export async function storeCursor(trx: Trx, seeker: Seeker, ordinal: number): Promise<void> {
  await moveCursor.run(trx, { ...seeker, ordinal })
}
