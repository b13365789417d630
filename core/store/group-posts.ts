import { sql } from 'kysely'
import type { Instant } from '../clock.ts'
import {
  type AccountId,
  type ActionId,
  type GroupPlaceId,
  type GroupPostId,
  type ItemId,
  newId,
  type ProjectId,
} from '../ids.ts'
import type { ItemState } from '../items/item.ts'
import type { Trx } from './database.ts'
import type { GroupAddress, GroupChat } from './group-places.ts'

/** live: it changes with the votes; done: it shows how the dispute ended; gone: nobody can see it any more. */
export type GroupPostState = 'live' | 'done' | 'gone'

/** The stage of a review that a group's message is about. */
export interface DisputeKey {
  readonly itemId: ItemId
  readonly round: number
  readonly stage: number
}

/** One dispute's message in one group. */
export interface GroupPost extends DisputeKey, GroupAddress {
  readonly id: GroupPostId
  readonly placeId: GroupPlaceId
  readonly projectId: ProjectId
  readonly connectedBy: AccountId
  readonly locale: string
  readonly actionId: ActionId | null
  /** Null: it was not sent yet. */
  readonly message: string | null
  /** What it shows, in short; empty: nothing yet. */
  readonly shown: string
}

/** A message with how its dispute stands now. */
export interface CountedPost extends GroupPost {
  readonly itemState: ItemState
  readonly itemRound: number
  /** Votes given, people still asked, and when the last of these must have answered. */
  readonly given: number
  readonly asked: number
  readonly deadline: Instant | null
}

/** Literals, not parameters: SQLite uses a partial index only when it can see its condition. */
const LIVE = sql.lit('live')
const OFFERED = sql.lit('offered')

/** Makes a message to be sent for every dispute that has none in a group of its project: an item in a further round
 * for which people are asked. Items that test people are left out: a group would tell their answer around. Returns
 * how many. */
export async function openGroupPosts(trx: Trx, now: Instant, limit: number): Promise<number> {
  const disputes = await trx
    .selectFrom('group_places')
    .innerJoin('draws', 'draws.project_id', 'group_places.project_id')
    .innerJoin('items', 'items.id', 'draws.item_id')
    .leftJoin('group_posts', (join) =>
      join
        .onRef('group_posts.place_id', '=', 'group_places.id')
        .onRef('group_posts.item_id', '=', 'draws.item_id')
        .onRef('group_posts.round', '=', 'draws.round')
        .onRef('group_posts.stage', '=', 'draws.stage'),
    )
    .select(['group_places.id', 'draws.item_id', 'draws.round', 'draws.stage'])
    .distinct()
    .where('group_places.ended_at', 'is', null)
    .where('draws.state', '=', OFFERED)
    .where('draws.stage', '>', 1)
    .where('items.state', '=', sql.lit('review'))
    .where((eb) => eb.or([eb('items.gold_state', 'is', null), eb('items.gold_state', '!=', 'active')]))
    .where('group_posts.id', 'is', null)
    .limit(limit)
    .execute()
  for (const { id, item_id, round, stage } of disputes) {
    const said = { state: 'live', action_id: null, message: null, shown: '', shown_at: now, created_at: now }
    await trx
      .insertInto('group_posts')
      .values({ id: newId<GroupPostId>(), place_id: id, item_id, round, stage, ...said })
      .onConflict((conflict) => conflict.columns(['place_id', 'item_id', 'round', 'stage']).doNothing())
      .execute()
  }
  return disputes.length
}

/** Has the messages sent anew that a group lost and that are still put to the vote: their buttons stay the same. */
export async function reviveGroupPosts(
  trx: Trx,
  { platform, chat, topic }: GroupAddress,
  projectId: ProjectId,
): Promise<void> {
  await trx
    .updateTable('group_posts')
    .set({ state: 'live', message: null, shown: '' })
    .where('state', '=', 'gone')
    .where('place_id', 'in', (eb) =>
      eb
        .selectFrom('group_places')
        .select('group_places.id')
        .where('project_id', '=', projectId)
        .where('platform', '=', platform)
        .where('chat', '=', chat)
        .where('topic', '=', topic),
    )
    .where('item_id', 'in', (eb) =>
      eb.selectFrom('items').select('items.id').where('state', '=', sql.lit('review')),
    )
    .execute()
}

/** What the vote of a group is about; null when there is no such message. */
export async function findDispute(trx: Trx, id: GroupPostId): Promise<DisputeKey | null> {
  const row = await trx
    .selectFrom('group_posts')
    .select(['item_id', 'round', 'stage'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { itemId: row.item_id, round: row.round, stage: row.stage } : null
}

async function liveRows(trx: Trx, { platform, chat }: GroupChat, limit: number) {
  return await trx
    .selectFrom('group_posts')
    .innerJoin('group_places', 'group_places.id', 'group_posts.place_id')
    .innerJoin('items', 'items.id', 'group_posts.item_id')
    .leftJoin('draws', (join) =>
      join
        .onRef('draws.item_id', '=', 'group_posts.item_id')
        .onRef('draws.round', '=', 'group_posts.round')
        .onRef('draws.stage', '=', 'group_posts.stage'),
    )
    .selectAll('group_posts')
    .select([
      'group_places.project_id',
      'group_places.platform',
      'group_places.chat',
      'group_places.topic',
      'group_places.locale',
      'group_places.connected_by',
      'items.state as item_state',
      'items.round as item_round',
      sql<string | number>`count(draws.code)`.as('given'),
      sql<string | number | null>`sum(case when draws.state = 'offered' then 1 else 0 end)`.as('asked'),
      sql<Instant | null>`max(case when draws.state = 'offered' then draws.deadline end)`.as('last'),
    ])
    .where('group_places.platform', '=', platform)
    .where('group_places.chat', '=', chat)
    .where('group_posts.state', '=', LIVE)
    .groupBy(['group_posts.id', 'group_places.id', 'items.id'])
    .orderBy(sql`case when group_posts.message is null then 0 else 1 end`)
    .orderBy('group_posts.shown_at')
    .orderBy('group_posts.id')
    .limit(limit)
    .execute()
}

/** The messages of a conversation that may change, those not sent yet first, then those left alone for longest. */
export async function livePosts(trx: Trx, chat: GroupChat, limit: number): Promise<CountedPost[]> {
  const rows = await liveRows(trx, chat, limit)
  return rows.map((row) => ({
    id: row.id,
    placeId: row.place_id,
    projectId: row.project_id,
    connectedBy: row.connected_by,
    itemId: row.item_id,
    round: row.round,
    stage: row.stage,
    platform: row.platform,
    chat: row.chat,
    topic: row.topic,
    locale: row.locale,
    actionId: row.action_id,
    message: row.message,
    shown: row.shown,
    itemState: row.item_state as ItemState,
    itemRound: row.item_round,
    given: Number(row.given),
    asked: Number(row.asked ?? 0),
    deadline: row.last,
  }))
}

/** Notes which buttons a message has. */
export async function setPostAction(trx: Trx, id: GroupPostId, actionId: ActionId): Promise<void> {
  await trx.updateTable('group_posts').set({ action_id: actionId }).where('id', '=', id).execute()
}

/** Notes what a message shows now and where it is. */
export async function notePostShown(
  trx: Trx,
  id: GroupPostId,
  now: {
    readonly message: string
    readonly shown: string
    readonly state: GroupPostState
    readonly at: Instant
  },
): Promise<void> {
  const { message, shown, state, at } = now
  await trx
    .updateTable('group_posts')
    .set({ message, shown, state, shown_at: at })
    .where('id', '=', id)
    .execute()
}

/** Notes that nobody can see a message any more. */
export async function losePost(trx: Trx, id: GroupPostId): Promise<void> {
  await trx.updateTable('group_posts').set({ state: 'gone' }).where('id', '=', id).execute()
}

/** How the votes of one stage fell: how many gave each label, and how many took no side. */
export async function splitOfDispute(
  trx: Trx,
  { itemId, round, stage }: DisputeKey,
): Promise<{ readonly labels: ReadonlyMap<string, number>; readonly unsure: number }> {
  const rows = await trx
    .selectFrom('draws')
    .leftJoin('annotations', 'annotations.id', 'draws.annotation_id')
    .select((eb) => ['annotations.label', eb.fn.countAll<string | number>().as('count')])
    .where('draws.item_id', '=', itemId)
    .where('draws.round', '=', round)
    .where('draws.stage', '=', stage)
    .where('draws.code', 'is not', null)
    .groupBy('annotations.label')
    .orderBy('annotations.label')
    .execute()
  const labels = rows.flatMap(({ label, count }) => (label === null ? [] : [[label, Number(count)] as const]))
  return { labels: new Map(labels), unsure: Number(rows.find(({ label }) => label === null)?.count ?? 0) }
}
