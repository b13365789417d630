import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ItemId } from '../../../../core/ids.ts'
import { grantRole } from '../../../../core/people/grant-role.ts'
import { issueLinkCode } from '../../../../core/people/issue-link-code.ts'
import { maintainGold } from '../../../../core/quality/gold/maintain-gold.ts'
import { objectToGold } from '../../../../core/quality/gold/object-to-gold.ts'
import { readDisputes } from '../../../../core/quality/gold/read-disputes.ts'
import { repairGold } from '../../../../core/quality/gold/repair-gold.ts'
import { mustPractise } from '../../../../core/quality/training/must-practise.ts'
import { answerPractice, nextPractice } from '../../../../core/quality/training/practise.ts'
import { openObjections } from '../../../../core/store/gold-objections.ts'
import { latestNotifications } from '../../../../core/store/notifications.ts'
import { findStanding } from '../../../../core/store/standings.ts'
import { redeemLinkCode } from '../../../../core/tasks/redeem-link-code.ts'
import { databases, type TestDatabase } from '../../../support/databases.ts'
import { makeGold } from '../../../support/gold.ts'
import { Labelers } from '../../../support/labelers.ts'

const first = () => 0

describe.each(databases)('people who hold a known answer for wrong, on $name', ({ open }) => {
  let database: TestDatabase
  let crowd: Labelers

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  const object = (index: number, itemId: ItemId) =>
    crowd.inTrx((trx) =>
      objectToGold(trx, crowd.clock, { slug: crowd.project.slug, itemId, account: crowd.person(index) }),
    )
  const disputes = async (skip = 0) => {
    const asked = { slug: crowd.project.slug, skip, limit: 5, account: null }
    const { count, open: found } = await crowd.inTrx((trx) => readDisputes(trx, asked))
    return { count, found }
  }
  const repair = async (itemId: ItemId, label: string, why: string | null) => {
    const { external_id: externalId } = await crowd.item(itemId)
    const statement = { slug: crowd.project.slug, externalId, label, why, account: null }
    return await crowd.inTrx((trx) => repairGold(trx, crowd.clock, statement))
  }
  const notices = (index: number) =>
    crowd.inTrx((trx) => latestNotifications(trx, crowd.person(index).personId, 9))
  const standing = (index: number) =>
    crowd.inTrx((trx) => findStanding(trx, crowd.project.slug, crowd.person(index).personId))

  /** Gold that says no, which the first two people answered with yes and the third with no, and that is worn. */
  async function wornGold(): Promise<ItemId> {
    crowd = await Labelers.gather(database.store, { items: 2, people: 4, redundancy: 3, maxRedundancy: 3 })
    const [item] = (await crowd.items()) as [ItemId]
    await crowd.inTrx((trx) => makeGold(trx, item, 'no'))
    await crowd.inTrx((trx) => trx.updateTable('items').set({ gold_cap: 3 }).where('id', '=', item).execute())
    for (const [index, label] of ['yes', 'yes', 'no'].entries()) await crowd.answer(index, label, [item])
    return item
  }

  test('may say so once it tests nobody; it is looked at again, and everybody hears what came of it', async () => {
    const item = await wornGold()
    const boss = await crowd.join()
    await crowd.inTrx((trx) => grantRole(trx, crowd.clock, boss.id, 'moderator'))
    // While it may test somebody nobody knows that it is gold.
    await expect(object(0, item)).rejects.toMatchObject({ code: 'gold.noObjection' })
    await maintainGold(database.store, crowd.clock, first)
    await expect(object(2, item)).rejects.toMatchObject({ code: 'gold.noObjection' })
    await expect(object(3, item)).rejects.toMatchObject({ code: 'gold.noObjection' })
    expect(await object(0, item)).toBe(true)
    expect(await object(0, item)).toBe(false)
    expect(await object(1, item)).toBe(true)
    expect(await notices(4)).toMatchObject([
      { kind: 'gold.objected', params: { item: 'item-1', label: 'No', other: 'Yes' } },
    ])
    expect(await disputes()).toMatchObject({
      count: 1,
      found: [
        {
          externalId: 'item-1',
          saidTitle: 'No',
          isKnown: true,
          objections: 2,
          given: [
            { labelTitle: 'Yes', people: 2 },
            { labelTitle: 'No', people: 1 },
          ],
        },
      ],
    })
    expect(await disputes(1)).toEqual({ count: 1, found: [] })
    expect(await standing(0)).toMatchObject({ right: 0, wrong: 1 })

    expect(await repair(item, 'yes', 'Look at the end')).toMatchObject({ isActive: false, isSame: false })
    expect(await disputes()).toEqual({ count: 0, found: [] })
    expect(await standing(0)).toMatchObject({ right: 1, wrong: 0 })
    const told = await notices(0)
    expect(told.find(({ kind }) => kind === 'gold.lookedAgain')).toMatchObject({
      params: { label: 'Yes', right: 'Yes', why: 'Look at the end' },
    })
    expect(told.find(({ kind }) => kind === 'gold.repaired')).toMatchObject({
      params: { checkedBy: 'No', right: 'Yes' },
    })
    // The third person is told as well, who was called right and is now called wrong.
    expect((await notices(2)).map(({ kind }) => kind)).toEqual(['gold.repaired'])
    expect(await object(2, item)).toBe(true)
  })

  test('are told too when the answer stays, and its reason with it', async () => {
    const item = await wornGold()
    await maintainGold(database.store, crowd.clock, first)
    await object(0, item)
    expect(await repair(item, 'no', 'It is a joke')).toMatchObject({ isSame: true })
    expect(await notices(0)).toMatchObject([
      { kind: 'gold.lookedAgain', params: { label: 'Yes', right: 'No', why: 'It is a joke' } },
    ])
    expect(await object(0, item)).toBe(false)
    expect(await standing(0)).toMatchObject({ wrong: 1 })
  })

  test('a wrong answer to practise on is put right for whoever practised on it', async () => {
    const practice = { practice: { items: 2, right: 2 } }
    crowd = await Labelers.gather(database.store, { items: 12, people: 1, ...practice })
    for (const item of (await crowd.items()).slice(0, 8))
      await crowd.inTrx((trx) => makeGold(trx, item, 'no'))
    await maintainGold(database.store, crowd.clock, first)
    const { project, clock } = crowd
    const next = () => crowd.inTrx((trx) => nextPractice(trx, clock, project, crowd.person(0)))
    const say = async (label: string) => {
      const { item } = await next()
      if (!item) throw new Error('nothing to practise on')
      const given = { itemId: item.itemId, label }
      await crowd.inTrx((trx) => answerPractice(trx, clock, project, crowd.person(0), given))
      return item.itemId
    }
    const wrong = await say('yes')
    await say('no')
    expect(await next()).toMatchObject({ progress: { right: 1, isPassed: false } })
    await object(0, wrong)
    await repair(wrong, 'yes', null)
    expect(await next()).toMatchObject({ item: null, progress: { right: 2, isPassed: true } })
    expect(await crowd.inTrx((trx) => mustPractise(trx, project, crowd.person(0).personId))).toBe(false)
    await crowd.answer(0, 'yes')
  })

  test('who turns out to be one person has objected once', async () => {
    const item = await wornGold()
    await maintainGold(database.store, crowd.clock, first)
    await object(0, item)
    await object(1, item)
    const { code } = await crowd.inTrx((trx) => issueLinkCode(trx, crowd.clock, crowd.person(0)))
    await crowd.inTrx((trx) => redeemLinkCode(trx, crowd.clock, crowd.person(1), code))
    expect(await crowd.inTrx((trx) => openObjections(trx, item))).toHaveLength(1)
  })
})
