import type { Logger } from 'pino'
import type { Adapter, GroupOutcome } from '../commands/adapter.ts'
import { pollScreen } from '../commands/group/poll-screen.ts'
import type { Screen } from '../commands/screen.ts'
import { storeSharedScreen } from '../commands/store-screen.ts'
import { type Clock, plusMs } from '../core/clock.ts'
import { loseGroup } from '../core/consensus/group/lose-group.ts'
import { isPollOver, pollDigest, pollStatus } from '../core/consensus/group/poll-status.ts'
import { reasonOf } from '../core/errors.ts'
import type { Store, Trx } from '../core/store/database.ts'
import {
  type GroupChat,
  groupChatsToLookAt,
  leaseGroupChat,
  moveGroupChat,
  releaseGroupChat,
} from '../core/store/group-places.ts'
import {
  type CountedPost,
  livePosts,
  losePost,
  notePostShown,
  openGroupPosts,
  setPostAction,
} from '../core/store/group-posts.ts'
import { translator } from '../locales/translate.ts'

interface GroupDeps {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  /** The adapters that run here, by platform. */
  readonly adapters: ReadonlyMap<string, Adapter>
}

type LookedAtChat = GroupChat & { readonly failures: number }

/** A message that says something else than it should. */
interface Update {
  readonly post: CountedPost
  readonly screen: Screen
}

const LEASE_MS = 60_000
const RETRY_MS = 5_000
const LONGEST_RETRY_MS = 10 * 60_000
const AT_ONCE = 100
/** Messages of a conversation that are looked at. */
const LOOKED_AT = 500

/**
 * A job: puts new disputes into the groups of their projects, and keeps the messages there in line with the votes. One
 * message of a conversation at a time, and no faster than its platform likes, so that many votes make one change.
 * Whatever fails is tried again later: votes never wait for it.
 */
export async function tendGroups(deps: GroupDeps): Promise<void> {
  const { store, clock, log, adapters } = deps
  const platforms = [...adapters].flatMap(([platform, { groups }]) => (groups ? [platform] : []))
  const chats = await store.transaction(async (trx) => {
    const now = clock.now()
    await openGroupPosts(trx, now, AT_ONCE)
    return await groupChatsToLookAt(trx, platforms, now)
  })
  const looks = await Promise.allSettled(chats.map((chat) => tendChat(deps, chat)))
  for (const look of looks) {
    if (look.status === 'rejected') log.error({ err: look.reason }, 'a group could not be looked at')
  }
}

async function tendChat(deps: GroupDeps, chat: LookedAtChat): Promise<void> {
  const { store, clock, log, adapters } = deps
  const groups = adapters.get(chat.platform)?.groups
  const update = groups && (await store.transaction((trx) => nextUpdate(trx, clock, chat)))
  if (!groups || !update) return
  const { post, screen } = update
  try {
    const outcome = await groups.show(post, post.message, screen, `group:${post.id}`)
    const waitMs = typeof outcome === 'object' && 'waitMs' in outcome ? outcome.waitMs : groups.paceMs
    await store.transaction(async (trx) => {
      const moved = await note(trx, clock, update, outcome)
      await releaseGroupChat(trx, moved, { nextAt: plusMs(clock.now(), waitMs), failures: 0 })
    })
  } catch (cause) {
    const failures = chat.failures + 1
    log.warn({ failures, platform: chat.platform, reason: reasonOf(cause) }, 'a group was not written to')
    const waitMs = Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** chat.failures)
    const nextAt = plusMs(clock.now(), waitMs)
    await store.transaction((trx) => releaseGroupChat(trx, chat, { nextAt, failures }))
  }
}

/** Leases a conversation for its next message, with what that should say; null when there is nothing to do. */
async function nextUpdate(trx: Trx, clock: Clock, chat: LookedAtChat): Promise<Update | null> {
  const now = clock.now()
  const posts = await livePosts(trx, chat, LOOKED_AT)
  for (const missed of posts.filter(isMissed)) await losePost(trx, missed.id)
  const post = posts.find((one) => pollDigest(one) !== one.shown && !isMissed(one))
  if (!post || !(await leaseGroupChat(trx, chat, { now, until: plusMs(now, LEASE_MS) }))) return null
  const draft = await pollScreen(trx, translator(post.locale), post)
  const owner = { accountId: post.connectedBy, known: post.actionId }
  const { screen, actionId } = await storeSharedScreen(trx, clock, owner, draft)
  if (actionId !== null && actionId !== post.actionId) await setPostAction(trx, post.id, actionId)
  return { post, screen }
}

/** Whether the votes ended before the message could be sent: a group is only told of a vote that it could take part in. */
function isMissed(post: CountedPost): boolean {
  return post.message === null && post.actionId === null && pollStatus(post) !== 'open'
}

/** Notes what became of a message; returns the conversation, which may have another id now. */
async function note(trx: Trx, clock: Clock, { post }: Update, outcome: GroupOutcome): Promise<GroupChat> {
  if (outcome === 'gone') await losePost(trx, post.id)
  else if (outcome === 'closed') await loseGroup(trx, clock, post)
  else if ('message' in outcome) {
    const { chat, message } = outcome
    if (chat !== post.chat) await moveGroupChat(trx, post, chat)
    const state = isPollOver(pollStatus(post)) ? 'done' : 'live'
    await notePostShown(trx, post.id, { message, shown: pollDigest(post), state, at: clock.now() })
    return { platform: post.platform, chat }
  }
  return post
}
