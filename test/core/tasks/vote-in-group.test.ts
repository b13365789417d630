import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectGroup, disconnectGroup } from '../../../core/consensus/group/connect-group.ts'
import { pollStatus } from '../../../core/consensus/group/poll-status.ts'
import { verdictOfDraws } from '../../../core/consensus/peer-votes.ts'
import { receiptCode } from '../../../core/consensus/receipt-code.ts'
import { type AssignmentId, type GroupPostId, newId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { linkPeople } from '../../../core/people/cluster/link-people.ts'
import { issueLinkCode } from '../../../core/people/issue-link-code.ts'
import { closeDraws, drawsOfRound } from '../../../core/store/draws.ts'
import { type CountedPost, livePosts, openGroupPosts } from '../../../core/store/group-posts.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { claimValidation } from '../../../core/tasks/claim-validation.ts'
import { redeemLinkCode } from '../../../core/tasks/redeem-link-code.ts'
import { voteInGroup } from '../../../core/tasks/vote-in-group.ts'
import { addItems, HandClock, visit } from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { type Dispute, openDispute } from '../../support/dispute.ts'

const FORUM = { platform: 'telegram', chat: '-1001', topic: '7' }

describe.each(databases)('votes in a group on $name', ({ open }) => {
  let database: TestDatabase
  let clock: HandClock
  let opened: Dispute
  let busyWith: AssignmentId
  let began = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(() => dispute())

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const person = (index: number) => opened.people[index] as Account
  const posts = () => inTrx((trx) => livePosts(trx, FORUM, 10))
  const post = async () => (await posts()).find((one) => one.itemId === opened.itemId) as CountedPost
  const panel = async () => {
    const draws = await inTrx((trx) => drawsOfRound(trx, { itemId: opened.itemId, round: 1 }))
    return draws.filter((draw) => draw.stage === 2)
  }
  const vote = async (who: Account, label: string, platform = 'telegram') => {
    const postId = (await post()).id
    return await inTrx((trx) => voteInGroup(trx, clock, who, { postId, label, platform }))
  }
  const tap = (index: number, label: string) => vote(person(index), label)
  const annotations = (role = 'validator') =>
    inTrx((trx) =>
      trx
        .selectFrom('annotations')
        .innerJoin('draws', 'draws.annotation_id', 'annotations.id')
        .select(['annotations.person_id', 'annotations.label'])
        .where('annotations.item_id', '=', opened.itemId)
        .where('annotations.role', '=', role)
        .where('draws.stage', '=', 2)
        .execute(),
    )

  /** 4 to 8 are asked, 6 of whom answers something else right now, 9 is in reserve, 10 was not drawn. */
  async function dispute(): Promise<void> {
    began++
    clock = new HandClock()
    opened = await openDispute(database.store, clock, {
      name: `group-${began}`,
      userIds: Array.from({ length: 11 }, (_, index) => `${began}-${index}`),
      platform: 'web',
      drawn: 6,
    })
    await addItems(database.store, opened.project, 1)
    const other = await inTrx((trx) => claimItem(trx, clock, person(6), { projectSlug: opened.project.slug }))
    busyWith = other.assignmentId
    await opened.drawPanel()
    await connect(FORUM)
    await inTrx((trx) => openGroupPosts(trx, clock.now(), 10))
  }

  const connect = (address: typeof FORUM) =>
    inTrx((trx) => connectGroup(trx, clock, person(10), { slug: opened.project.slug, address }))

  test('a dispute gets one message in each group of its project, and first rounds get none', async () => {
    expect(await inTrx((trx) => openGroupPosts(trx, clock.now(), 10))).toBe(0)
    expect(await post()).toMatchObject({ stage: 2, round: 1, given: 0, asked: 5, message: null, shown: '' })
    const thread = { platform: 'discord', chat: '99', topic: '' }
    await connect(thread)
    expect(await inTrx((trx) => openGroupPosts(trx, clock.now(), 10))).toBe(1)
    await inTrx((trx) => disconnectGroup(trx, clock, person(10), { slug: undefined, address: thread }))
    await expect(
      inTrx((trx) => disconnectGroup(trx, clock, person(10), { slug: undefined, address: thread })),
    ).rejects.toMatchObject({ code: 'group.notConnected' })
  })

  test('a tap is the same vote as one in private, with a receipt, also while something else is answered', async () => {
    const result = await tap(6, 'no')
    const own = (await panel()).find((one) => one.personId === person(6).personId)
    expect(own).toMatchObject({ state: 'voted', code: 2 })
    expect(result).toEqual({ kind: 'counted', labelTitle: 'No', receipt: own && receiptCode(own) })
    expect(await opened.answer(6, busyWith, 'yes')).toMatchObject({ outcome: 'counted' })
    expect(await post()).toMatchObject({ given: 1, asked: 4 })
  })

  test('whoever took it up in private may vote in the group, and not again in private', async () => {
    const taken = await inTrx((trx) => claimValidation(trx, clock, person(5)))
    expect(await tap(5, 'yes')).toMatchObject({ kind: 'counted' })
    await expect(opened.answer(5, taken.assignmentId, 'no')).rejects.toMatchObject({ code: 'task.closed' })
    expect(await annotations()).toEqual([{ person_id: person(5).personId, label: 'yes' }])
  })

  test('whoever voted in private cannot vote in the group as well', async () => {
    const { assignmentId } = await inTrx((trx) => claimValidation(trx, clock, person(5)))
    const { receipt } = await opened.answer(5, assignmentId, 'no')
    await expect(tap(5, 'yes')).rejects.toMatchObject({ code: 'group.voted', params: { receipt } })
  })

  test('everybody without the right is refused, and told why', async () => {
    const refusals = [
      [0, 'group.tookPart'],
      [1, 'group.tookPart'],
      [9, 'group.reserve'],
      [10, 'group.notDrawn'],
    ] as const
    for (const [index, code] of refusals) {
      await expect(tap(index, 'yes')).rejects.toMatchObject({ code })
    }
    await expect(tap(4, 'maybe')).rejects.toMatchObject({ code: 'task.unknownLabel' })
    expect(await annotations()).toEqual([])
    expect((await panel()).map((one) => one.state)).toEqual([...Array(5).fill('offered'), 'reserve'])
    await inTrx((trx) => closeDraws(trx, opened.batchId, 2))
    await expect(tap(4, 'yes')).rejects.toMatchObject({ code: 'group.over' })
    const postId = newId<GroupPostId>()
    await expect(
      inTrx((trx) => voteInGroup(trx, clock, person(4), { postId, label: 'yes', platform: 'web' })),
    ).rejects.toMatchObject({ code: 'group.over' })
  })

  test('whoever came to act with somebody who took part gives no vote, and the next one is asked', async () => {
    await inTrx((trx) =>
      linkPeople(trx, clock, {
        people: [person(4).personId, person(1).personId],
        reason: 'one phone',
        accountId: null,
      }),
    )
    expect(await tap(4, 'yes')).toEqual({ kind: 'related' })
    const draws = await panel()
    expect(draws[0]).toMatchObject({ state: 'recused', reason: 'related', code: 0 })
    expect(draws[5]).toMatchObject({ state: 'offered' })
    await expect(tap(4, 'yes')).rejects.toMatchObject({ code: 'group.gaveUp' })
    expect(await tap(9, 'yes')).toMatchObject({ kind: 'counted' })
  })

  test('twenty taps at once by eight people on two platforms are one vote of each who may', async () => {
    const twin = await inTrx((trx) => visit(trx, clock, `${began}-twin`, 'discord'))
    const { code } = await inTrx((trx) => issueLinkCode(trx, clock, person(4)))
    await inTrx((trx) => redeemLinkCode(trx, clock, twin, code))
    const postId = (await post()).id
    const press = (userId: string, label: string, platform: string) =>
      inTrx(async (trx) => {
        const who = await visit(trx, clock, userId, platform)
        return await voteInGroup(trx, clock, who, { postId, label, platform })
      })
    const web = (index: number, label: string) => press(`${began}-${index}`, label, 'web')
    const twinTaps = () => press(`${began}-twin`, 'yes', 'discord')
    const taps = await Promise.allSettled([
      ...[4, 5, 6, 7, 8].map((index) => web(index, 'yes')),
      ...[0, 1, 10].map((index) => web(index, 'no')),
      ...[5, 6, 7, 8].flatMap((index) => [web(index, 'no'), web(index, 'yes')]),
      twinTaps(),
      twinTaps(),
      web(4, 'no'),
      web(0, 'yes'),
    ])
    expect(taps).toHaveLength(20)
    expect(taps.filter((one) => one.status === 'fulfilled')).toHaveLength(5)
    const refused = taps.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(refused.toSorted()).toEqual([
      'group.notDrawn',
      ...Array(3).fill('group.tookPart'),
      ...Array(11).fill('group.voted'),
    ])
    const given = await annotations()
    expect(given).toHaveLength(5)
    expect(new Set(given.map((one) => one.person_id)).size).toBe(5)
    expect((await panel()).filter((one) => one.code !== 0)).toHaveLength(5)
    expect(['accepted', 'rejected', 'open']).toContain(
      verdictOfDraws(await panel(), opened.project.definition),
    )
    expect(await post()).toMatchObject({ given: 5 })
  })

  test('a dispute is counted once nobody is asked any more', async () => {
    for (const index of [4, 5, 6, 7, 8]) await tap(index, 'yes')
    expect(pollStatus(await post())).toBe('counting')
    expect(await post()).toMatchObject({ given: 5, asked: 0, deadline: null })
  })

  test('an item that tests people is shown to no group', async () => {
    await inTrx((trx) => trx.deleteFrom('group_posts').where('item_id', '=', opened.itemId).execute())
    await inTrx((trx) =>
      trx
        .updateTable('items')
        .set({ gold_state: 'active', gold_label: 'yes' })
        .where('id', '=', opened.itemId)
        .execute(),
    )
    expect(await inTrx((trx) => openGroupPosts(trx, clock.now(), 10))).toBe(0)
  })
})
