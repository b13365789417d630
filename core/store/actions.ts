import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../clock.ts'
import type { AccountId, ActionId, PersonId } from '../ids.ts'
import type { Trx } from './database.ts'
import { hotQuery } from './hot-query.ts'
import type { ActionRow } from './schema/messages.ts'
import type { Flag } from './schema/values.ts'

/** What one button of a screen does. */
export interface Choice {
  readonly label: string
  readonly command: string
  readonly args: Readonly<Record<string, string>>
}

/** The buttons of one screen and whose they are. */
export interface Action {
  readonly id: ActionId
  readonly accountId: AccountId
  readonly choices: readonly Choice[]
  readonly expiresAt: Instant
  /** Anybody may tap these buttons; what they do checks who may. */
  readonly isShared: boolean
}

const choices = z.array(
  z.object({ label: z.string(), command: z.string(), args: z.record(z.string(), z.string()) }),
)

type NewAction = Omit<Action, 'isShared'> & {
  readonly createdAt: Instant
  readonly isNotice?: boolean
  readonly isShared?: boolean
}
type StoredAction = Omit<NewAction, 'choices' | 'isNotice' | 'isShared'> & {
  text: string
  notice: Flag
  shared: Flag
}

const insert = hotQuery((db, action: StoredAction) =>
  db.insertInto('actions').values({
    id: action.id,
    account_id: action.accountId,
    choices: action.text,
    created_at: action.createdAt,
    expires_at: action.expiresAt,
    notice: action.notice,
    shared: action.shared,
  }),
)

const byId = hotQuery((db, { id }: { id: ActionId }) =>
  db
    .selectFrom('actions')
    .innerJoin('accounts', 'accounts.id', 'actions.account_id')
    .selectAll('actions')
    .select('accounts.person_id')
    .where('actions.id', '=', id),
)

export async function insertAction(trx: Trx, action: NewAction): Promise<void> {
  const { choices, isNotice, isShared, ...rest } = action
  const text = JSON.stringify(choices)
  await insert.run(trx, { ...rest, text, notice: isNotice ? 1 : 0, shared: isShared ? 1 : 0 })
}

/** The action with this id and the person who owns it, or null. */
export async function findAction(trx: Trx, id: ActionId): Promise<(Action & { personId: PersonId }) | null> {
  const row = await byId.first(trx, { id })
  return row ? { ...actionOf(row), personId: row.person_id } : null
}

/** The action of the latest screen an account was shown other than a notice, or null. */
export async function latestAction(trx: Trx, accountId: AccountId): Promise<Action | null> {
  const row = await trx
    .selectFrom('actions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('notice', '=', 0)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? actionOf(row) : null
}

/** Forgets actions that expired before `before`. Returns how many. */
export async function deleteActionsBefore(trx: Trx, before: Instant): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('actions')
    .where('expires_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

function actionOf(row: Selectable<ActionRow>): Action {
  return {
    id: row.id,
    accountId: row.account_id,
    choices: choices.parse(JSON.parse(row.choices)),
    expiresAt: row.expires_at,
    isShared: row.shared === 1,
  }
}
