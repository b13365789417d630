import { type Selectable, sql } from 'kysely'
import type { Instant } from '../clock.ts'
import { newId } from '../ids.ts'
import { locksRows, type Trx } from './database.ts'
import type { WebMessageRow } from './schema/messages.ts'

/** One message of a conversation in the web chat. */
export interface WebMessage {
  readonly id: string
  /** Grows with every new message and every edit of one conversation, from 1. */
  readonly version: number
  /** Order in the conversation, from 1; an edit keeps it. */
  readonly position: number
  readonly author: 'person' | 'bot'
  /** True for what arrived by itself rather than as an answer. */
  readonly notice: boolean
  /** The screen as JSON; the adapter knows its shape. */
  readonly screen: string
  /** What it shows last came from: the event of the person, or the key of the notice. */
  readonly eventId: string
  readonly createdAt: Instant
}

/** Somebody who chats through the web page. */
export interface WebPerson {
  readonly id: string
  readonly name: string
  readonly locale: string
  readonly roles: readonly string[]
}

/** Everybody known on the web, in the order they came. */
export async function listWebPersons(trx: Trx): Promise<WebPerson[]> {
  const rows = await personsQuery(trx).orderBy('identities.created_at').orderBy('platform_user_id').execute()
  return personsOf(rows)
}

/** The person with this id on the web, or null. */
export async function findWebPerson(trx: Trx, userId: string): Promise<WebPerson | null> {
  const rows = await personsQuery(trx).where('identities.platform_user_id', '=', userId).execute()
  return personsOf(rows)[0] ?? null
}

/** Makes one conversation wait for its turn, so that versions become visible in their order.
 * SQLite runs one writing transaction at a time anyway. */
export async function lockConversation(trx: Trx, userId: string): Promise<void> {
  if (!locksRows(trx)) return
  await trx
    .selectFrom('identities')
    .select('platform_user_id')
    .where('platform', '=', 'web')
    .where('platform_user_id', '=', userId)
    .forNoKeyUpdate()
    .execute()
}

/** The newest `limit` messages changed after `version`, in the order of the conversation. */
export async function webMessagesAfter(
  trx: Trx,
  userId: string,
  version: number,
  limit: number,
): Promise<WebMessage[]> {
  const rows = await messagesOf(trx, userId)
    .where('version', '>', version)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
  return rows.map(messageOf).sort((a, b) => a.position - b.position)
}

/** The message an author's event made or changed last, or null. */
export async function findWebMessage(
  trx: Trx,
  userId: string,
  author: WebMessage['author'],
  eventId: string,
): Promise<WebMessage | null> {
  const row = await messagesOf(trx, userId)
    .where('author', '=', author)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  return row ? messageOf(row) : null
}

/** The latest message of the bot whose screen contains `fragment` literally, or null. */
export async function findWebMessageContaining(
  trx: Trx,
  userId: string,
  fragment: string,
): Promise<WebMessage | null> {
  const pattern = `%${fragment.replace(/[\\%_]/g, '\\$&')}%`
  const row = await messagesOf(trx, userId)
    .where('author', '=', 'bot')
    .where(sql<boolean>`screen like ${pattern} escape '\\'`)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? messageOf(row) : null
}

/** Appends a message to a conversation. Call `lockConversation` first. */
export async function appendWebMessage(
  trx: Trx,
  userId: string,
  message: Pick<WebMessage, 'author' | 'notice' | 'screen' | 'eventId' | 'createdAt'>,
): Promise<WebMessage> {
  const last = await trx
    .selectFrom('web_messages')
    .select((eb) => [eb.fn.max('version').as('version'), eb.fn.max('position').as('position')])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  const row: WebMessageRow = {
    id: newId(),
    user_id: userId,
    version: (last?.version ?? 0) + 1,
    position: (last?.position ?? 0) + 1,
    author: message.author,
    screen: message.screen,
    notice: message.notice ? 1 : 0,
    event_id: message.eventId,
    created_at: message.createdAt,
  }
  await trx.insertInto('web_messages').values(row).execute()
  return messageOf(row)
}

/** Shows another screen in an existing message, null when there is none. Call `lockConversation` first. */
export async function editWebMessage(
  trx: Trx,
  userId: string,
  id: string,
  change: Pick<WebMessage, 'screen'> & Partial<Pick<WebMessage, 'eventId'>>,
): Promise<WebMessage | null> {
  const row = await trx
    .updateTable('web_messages')
    .set((eb) => ({
      screen: change.screen,
      ...(change.eventId !== undefined && { event_id: change.eventId }),
      version: eb
        .selectFrom('web_messages as others')
        .select((sub) => sql<number>`${sub.fn.max('others.version')} + 1`.as('next'))
        .where('others.user_id', '=', userId),
    }))
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returningAll()
    .executeTakeFirst()
  return row ? messageOf(row) : null
}

function messagesOf(trx: Trx, userId: string) {
  return trx.selectFrom('web_messages').selectAll().where('user_id', '=', userId)
}

/** One row for each role of a person, or one without any. */
function personsQuery(trx: Trx) {
  return trx
    .selectFrom('identities')
    .innerJoin('accounts', 'accounts.id', 'identities.account_id')
    .leftJoin('roles', 'roles.account_id', 'accounts.id')
    .select(['platform_user_id', 'display_name', 'accounts.locale', 'roles.role'])
    .where('platform', '=', 'web')
}

type PersonRow = Awaited<ReturnType<ReturnType<typeof personsQuery>['execute']>>[number]

function personsOf(rows: readonly PersonRow[]): WebPerson[] {
  const byPerson = Map.groupBy(rows, (row) => row.platform_user_id)
  return [...byPerson.values()].flatMap(([first, ...rest]) => {
    if (!first) return []
    const roles = [first, ...rest].flatMap(({ role }) => (role === null ? [] : [role])).sort()
    return [{ id: first.platform_user_id, name: first.display_name, locale: first.locale, roles }]
  })
}

function messageOf(row: Selectable<WebMessageRow>): WebMessage {
  return {
    id: row.id,
    version: row.version,
    position: row.position,
    author: row.author === 'person' ? 'person' : 'bot',
    notice: row.notice === 1,
    screen: row.screen,
    eventId: row.event_id,
    createdAt: row.created_at,
  }
}
