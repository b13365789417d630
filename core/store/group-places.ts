import type { Instant } from '../clock.ts'
import type { AccountId, GroupPlaceId, ProjectId } from '../ids.ts'
import type { Trx } from './database.ts'

/** Where on a platform: a group or thread, and the topic in it (empty for none). */
export interface GroupAddress {
  readonly platform: string
  readonly chat: string
  readonly topic: string
}

/** A group in which the disputes of a project are put to the vote. */
export interface GroupPlace extends GroupAddress {
  readonly id: GroupPlaceId
  readonly projectId: ProjectId
  readonly locale: string
  readonly connectedBy: AccountId
}

/** One conversation, with all its topics and projects: platforms count what is sent to it as a whole. */
export type GroupChat = Pick<GroupAddress, 'platform' | 'chat'>

/** Connects a group to a project; one that was connected before is so again, by whoever says it now. A conversation that
 * is being written to, or has to rest, is no sooner looked at for that. */
export async function putGroupPlace(trx: Trx, place: GroupPlace, now: Instant): Promise<void> {
  const { id, projectId, platform, chat, topic, locale, connectedBy } = place
  const said = { locale, connected_by: connectedBy, connected_at: now, ended_at: null, failures: 0 }
  const { busy } = await trx
    .selectFrom('group_places')
    .select((eb) => eb.fn.max('next_at').as('busy'))
    .where('platform', '=', platform)
    .where('chat', '=', chat)
    .executeTakeFirstOrThrow()
  const nextAt = busy !== null && busy > now ? busy : now
  await trx
    .insertInto('group_places')
    .values({ id, project_id: projectId, platform, chat, topic, next_at: nextAt, ...said })
    .onConflict((conflict) => conflict.columns(['project_id', 'platform', 'chat', 'topic']).doUpdateSet(said))
    .execute()
}

/** Puts nothing new into a group any more; returns of how many projects. */
export async function endGroupPlaces(
  trx: Trx,
  { platform, chat, topic }: GroupAddress,
  now: Instant,
  projectId?: ProjectId,
): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('group_places')
    .set({ ended_at: now })
    .where('platform', '=', platform)
    .where('chat', '=', chat)
    .where('topic', '=', topic)
    .where('ended_at', 'is', null)
    .$if(projectId !== undefined, (query) => query.where('project_id', '=', projectId as ProjectId))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** Takes a conversation for this process until `until`; false when it is not its time, or another has it. */
export async function leaseGroupChat(
  trx: Trx,
  { platform, chat }: GroupChat,
  { now, until }: { readonly now: Instant; readonly until: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('group_places')
    .set({ next_at: until })
    .where('platform', '=', platform)
    .where('chat', '=', chat)
    .where('next_at', '<=', now)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Ends a lease: nothing more is sent to the conversation before `nextAt`. */
export async function releaseGroupChat(
  trx: Trx,
  { platform, chat }: GroupChat,
  { nextAt, failures }: { readonly nextAt: Instant; readonly failures: number },
): Promise<void> {
  await trx
    .updateTable('group_places')
    .set({ next_at: nextAt, failures })
    .where('platform', '=', platform)
    .where('chat', '=', chat)
    .execute()
}

/** A group that its platform gave another id goes on there; its messages stay behind, so they are sent anew. */
export async function moveGroupChat(trx: Trx, { platform, chat }: GroupChat, to: string): Promise<void> {
  await trx
    .updateTable('group_posts')
    .set({ message: null, shown: '' })
    .where('state', '=', 'live')
    .where('place_id', 'in', (eb) =>
      eb
        .selectFrom('group_places')
        .select('group_places.id')
        .where('platform', '=', platform)
        .where('chat', '=', chat),
    )
    .execute()
  await trx
    .updateTable('group_places')
    .set({ chat: to })
    .where('platform', '=', platform)
    .where('chat', '=', chat)
    .execute()
}

/** Ends a place the bot may not write to any more, with everything that stood there; false when it had ended before. */
export async function loseGroupPlace(trx: Trx, id: GroupPlaceId, now: Instant): Promise<boolean> {
  await trx
    .updateTable('group_posts')
    .set({ state: 'gone' })
    .where('place_id', '=', id)
    .where('state', '=', 'live')
    .execute()
  const { numUpdatedRows } = await trx
    .updateTable('group_places')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Conversations of these platforms with messages that may change, and of which it is the time. */
export async function groupChatsToLookAt(
  trx: Trx,
  platforms: readonly string[],
  now: Instant,
): Promise<(GroupChat & { readonly failures: number })[]> {
  if (platforms.length === 0) return []
  return await trx
    .selectFrom('group_places')
    .select((eb) => ['platform', 'chat', eb.fn.max('failures').as('failures')])
    .where('platform', 'in', platforms)
    .where('next_at', '<=', now)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('group_posts')
          .select('group_posts.id')
          .whereRef('group_posts.place_id', '=', 'group_places.id')
          .where('group_posts.state', '=', 'live'),
      ),
    )
    .groupBy(['platform', 'chat'])
    .execute()
}
