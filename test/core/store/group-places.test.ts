import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plusMs } from '../../../core/clock.ts'
import { connectGroup } from '../../../core/consensus/group/connect-group.ts'
import { loseGroup } from '../../../core/consensus/group/lose-group.ts'
import type { Account } from '../../../core/people/account.ts'
import type { Project } from '../../../core/projects/project.ts'
import {
  groupChatsToLookAt,
  leaseGroupChat,
  moveGroupChat,
  releaseGroupChat,
} from '../../../core/store/group-places.ts'
import { livePosts, notePostShown, openGroupPosts } from '../../../core/store/group-posts.ts'
import { HandClock, visit } from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { openDispute } from '../../support/dispute.ts'

const CHAT = { platform: 'telegram', chat: '-1' }
const SECOND_MS = 1_000

describe.each(databases)('groups on $name', ({ open }) => {
  let database: TestDatabase
  let project: Project
  let boss: Account
  const clock = new HandClock()
  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const chats = () => inTrx((trx) => groupChatsToLookAt(trx, ['telegram'], clock.now()))
  const posts = (chat = CHAT) => inTrx((trx) => livePosts(trx, chat, 10))
  const lease = () =>
    inTrx((trx) =>
      leaseGroupChat(trx, CHAT, { now: clock.now(), until: plusMs(clock.now(), 60 * SECOND_MS) }),
    )

  const told = async () => {
    const rows = await inTrx((trx) =>
      trx.selectFrom('notifications').select('params').where('kind', '=', 'group.lost').execute(),
    )
    return rows.map(({ params }) => JSON.parse(params))
  }

  beforeAll(async () => {
    database = await open()
    const userIds = Array.from({ length: 10 }, (_, index) => `person-${index}`)
    const dispute = await openDispute(database.store, clock, {
      name: 'disputed',
      userIds,
      platform: 'web',
      drawn: 6,
    })
    project = dispute.project
    await dispute.drawPanel()
    await inTrx(async (trx) => {
      boss = await visit(trx, clock, 'boss')
      for (const topic of ['', '7']) {
        await connectGroup(trx, clock, boss, { slug: project.slug, address: { ...CHAT, topic } })
      }
      await openGroupPosts(trx, clock.now(), 10)
    })
  })
  afterAll(() => database.close())

  test('one conversation with two topics is looked at as one, by one process at a time, at its pace', async () => {
    expect(await chats()).toEqual([{ ...CHAT, failures: 0 }])
    expect(await posts()).toHaveLength(2)
    const leases = await Promise.all([lease(), lease(), lease()])
    expect(leases.toSorted()).toEqual([false, false, true])
    expect(await chats()).toEqual([])
    const nextAt = plusMs(clock.now(), 6 * SECOND_MS)
    await inTrx((trx) => releaseGroupChat(trx, CHAT, { nextAt, failures: 2 }))
    expect(await chats()).toEqual([])
    clock.advance(6 * SECOND_MS)
    expect(await chats()).toEqual([{ ...CHAT, failures: 2 }])
  })

  test('what was not sent yet comes first, then what was left alone for longest', async () => {
    const [first, second] = await posts()
    if (!first || !second) throw new Error('a message is missing')
    const shown = { message: '1', shown: 'open', state: 'live', at: clock.now() } as const
    await inTrx((trx) => notePostShown(trx, first.id, shown))
    expect((await posts()).map(({ id }) => id)).toEqual([second.id, first.id])
    clock.advance(SECOND_MS)
    await inTrx((trx) => notePostShown(trx, second.id, { ...shown, at: clock.now() }))
    expect((await posts()).map(({ id }) => id)).toEqual([first.id, second.id])
  })

  test('a conversation with another id is gone on with there, and its messages are sent anew', async () => {
    const moved = { ...CHAT, chat: '-100' }
    await inTrx((trx) => moveGroupChat(trx, CHAT, moved.chat))
    expect(await posts()).toEqual([])
    const sent = await posts(moved)
    expect(sent.map(({ message, shown }) => [message, shown])).toEqual([
      [null, ''],
      [null, ''],
    ])
    await inTrx((trx) => moveGroupChat(trx, moved, CHAT.chat))
  })

  test('a topic that is connected while its conversation is written to does not let another process in', async () => {
    expect(await lease()).toBe(true)
    const address = { ...CHAT, topic: '8' }
    await inTrx((trx) => connectGroup(trx, clock, boss, { slug: project.slug, address }))
    expect(await lease()).toBe(false)
    expect(await chats()).toEqual([])
    await inTrx((trx) => releaseGroupChat(trx, CHAT, { nextAt: clock.now(), failures: 0 }))
  })

  test('a lost topic is told of once, until it is connected again, and the other one goes on', async () => {
    const [first, second] = await posts()
    if (!first || !second) throw new Error('a message is missing')
    for (let time = 0; time < 2; time++) await inTrx((trx) => loseGroup(trx, clock, first))
    expect((await posts()).map(({ id }) => id)).toEqual([second.id])
    const lost = { project: 'Sample', platform: 'telegram' }
    expect(await told()).toEqual([lost])
    clock.advance(SECOND_MS)
    const { platform, chat, topic } = first
    await inTrx((trx) =>
      connectGroup(trx, clock, boss, { slug: project.slug, address: { platform, chat, topic } }),
    )
    expect(await posts()).toHaveLength(2)
    await inTrx((trx) => loseGroup(trx, clock, first))
    expect(await told()).toEqual([lost, lost])
  })
})
