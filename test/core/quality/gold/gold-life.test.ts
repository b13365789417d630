import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ItemId } from '../../../../core/ids.ts'
import { grantRole } from '../../../../core/people/grant-role.ts'
import { addGold } from '../../../../core/quality/gold/add-gold.ts'
import { checkGold } from '../../../../core/quality/gold/check-gold.ts'
import { confirmGold } from '../../../../core/quality/gold/confirm-gold.ts'
import { maintainGold } from '../../../../core/quality/gold/maintain-gold.ts'
import { proposeGold } from '../../../../core/quality/gold/propose-gold.ts'
import { readGold } from '../../../../core/quality/gold/read-gold.ts'
import { reopenGold } from '../../../../core/quality/gold/reopen-gold.ts'
import { retireGold } from '../../../../core/quality/gold/retire-gold.ts'
import { retireLeaks } from '../../../../core/quality/gold/retire-leaks.ts'
import { recomputeStanding } from '../../../../core/quality/standing/recompute-standing.ts'
import { findGoldItemById } from '../../../../core/store/gold.ts'
import { latestNotifications } from '../../../../core/store/notifications.ts'
import { storeRank } from '../../../../core/store/ranks.ts'
import { findStanding, standingsOfFamily } from '../../../../core/store/standings.ts'
import { expireLeases } from '../../../../core/tasks/expire-leases.ts'
import { refreshBelief } from '../../../../core/tasks/refresh-beliefs.ts'
import { databases, type TestDatabase } from '../../../support/databases.ts'
import { makeGold } from '../../../support/gold.ts'
import { Labelers } from '../../../support/labelers.ts'

const first = () => 0

describe.each(databases)('the life of gold on $name', ({ open }) => {
  let database: TestDatabase
  let crowd: Labelers

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  async function gather(size: { items: number; people: number; [field: string]: unknown }) {
    crowd = await Labelers.gather(database.store, size)
  }
  const gold = (itemId: ItemId) => crowd.inTrx((trx) => findGoldItemById(trx, itemId))
  const notices = async (index: number) =>
    await crowd.inTrx((trx) => latestNotifications(trx, crowd.person(index).personId, 20))
  const standing = (index: number) =>
    crowd.inTrx((trx) => findStanding(trx, crowd.project.slug, crowd.person(index).personId))
  const setGold = (itemId: ItemId, label: string) => crowd.inTrx((trx) => makeGold(trx, itemId, label))
  async function moderator() {
    const account = await crowd.join()
    await crowd.inTrx((trx) => grantRole(trx, crowd.clock, account.id, 'moderator'))
    return { ...account, roles: new Set(['moderator'] as const) }
  }
  const named = async (itemId: ItemId) => ({
    slug: crowd.project.slug,
    externalId: (await crowd.item(itemId)).external_id,
  })
  /** Everybody answers every item truthfully: the truth of even ones is yes. */
  async function workThrough(items: readonly ItemId[], people: readonly number[]) {
    for (const [at, item] of items.entries()) {
      for (const index of people) await crowd.answer(index, at % 2 === 0 ? 'yes' : 'no', [item])
    }
  }
  async function expectRecomputedEqual() {
    for (const one of await crowd.inTrx((trx) => standingsOfFamily(trx, crowd.project.slug))) {
      const { after } = await crowd.inTrx((trx) => recomputeStanding(trx, one.family, one.personId))
      const close = { right: expect.closeTo(one.right, 9), wrong: expect.closeTo(one.wrong, 9) }
      expect(after).toEqual({ ...one, ...close })
    }
  }

  test('unanimous, very sure items are proposed, each label its part, and wait for a moderator', async () => {
    await gather({ items: 40, people: 3, gold: { wanted: 6 } })
    const boss = await moderator()
    const items = await crowd.items()
    await workThrough(items, [0, 1, 2])
    await refreshBelief(database.store, crowd.clock, crowd.project)
    expect(await proposeGold(database.store, crowd.clock, crowd.project, first)).toBe(6)
    expect(await proposeGold(database.store, crowd.clock, crowd.project, first)).toBe(0)
    const found = await crowd.inTrx((trx) =>
      readGold(trx, { slug: crowd.project.slug, limit: 20, account: boss }),
    )
    expect(found).toMatchObject({ candidates: 6, active: 0, wanted: 6 })
    expect(found.waiting.map((one) => one.labelTitle).sort()).toEqual(['No', 'No', 'No', 'Yes', 'Yes', 'Yes'])
    // A proposal judges nobody and is believed to be what people say.
    const [candidate] = found.waiting
    expect(await notices(3)).toMatchObject([{ kind: 'gold.proposed', params: { count: 6 } }])
    const slug = crowd.project.slug
    const externalId = candidate?.externalId ?? ''
    await crowd.inTrx((trx) => confirmGold(trx, crowd.clock, { slug, externalId, account: boss }))
    const again = crowd.inTrx((trx) => confirmGold(trx, crowd.clock, { slug, externalId, account: boss }))
    await expect(again).rejects.toMatchObject({ code: 'gold.notProposed' })
    const second = found.waiting[1]?.externalId ?? ''
    await crowd.inTrx((trx) =>
      retireGold(trx, crowd.clock, { slug, externalId: second, because: '', account: boss }),
    )
    const after = await crowd.inTrx((trx) => readGold(trx, { slug, limit: 20, account: null }))
    expect(after).toMatchObject({ candidates: 4, active: 1, retired: { withdrawn: 1 } })
    await expectRecomputedEqual()
  })

  test('nothing is proposed where people were not unanimous, nor from too few of them', async () => {
    await gather({ items: 20, people: 3, redundancy: 2, maxRedundancy: 3 })
    for (const item of await crowd.items()) {
      await crowd.answer(0, 'yes', [item])
      await crowd.answer(1, 'yes', [item])
    }
    await refreshBelief(database.store, crowd.clock, crowd.project)
    expect(await proposeGold(database.store, crowd.clock, crowd.project, first)).toBe(0)
  })

  test('by rule, what two validators or experts agreed to is gold at once', async () => {
    await gather({ items: 40, people: 3, gold: { wanted: 4, confirm: 'rule' } })
    await workThrough(await crowd.items(), [0, 1, 2])
    await refreshBelief(database.store, crowd.clock, crowd.project)
    for (const [index, rank] of [
      [0, 'validator'],
      [2, 'expert'],
    ] as const) {
      const key = { projectId: crowd.project.id, personId: crowd.person(index).personId }
      await crowd.inTrx((trx) => storeRank(trx, key, { rank, setBy: null, at: crowd.clock.now() }))
    }
    expect(await proposeGold(database.store, crowd.clock, crowd.project, first)).toBe(4)
    const slug = crowd.project.slug
    const found = await crowd.inTrx((trx) => readGold(trx, { slug, limit: 9, account: null }))
    expect(found).toMatchObject({ candidates: 0, active: 4 })
  })

  test('only moderators and experts of the project keep its gold', async () => {
    await gather({ items: 2, people: 2 })
    const [item] = await crowd.items()
    const statement = { ...(await named(item as ItemId)), label: 'Yes', why: 'It says so' }
    const add = (index: number) =>
      crowd.inTrx((trx) => addGold(trx, crowd.clock, { ...statement, account: crowd.person(index) }))
    await expect(add(0)).rejects.toMatchObject({ code: 'command.forbidden' })
    const key = { projectId: crowd.project.id, personId: crowd.person(0).personId }
    await crowd.inTrx((trx) => storeRank(trx, key, { rank: 'expert', setBy: null, at: crowd.clock.now() }))
    expect(await add(0)).toMatchObject({ externalId: 'item-1', labelTitle: 'Yes', isActive: true })
    expect(await gold(item as ItemId)).toMatchObject({
      state: 'active',
      label: 'yes',
      knownLabel: 'yes',
      why: 'It says so',
      origin: 'expert',
    })
    const wrong = { ...statement, label: 'maybe', account: null }
    await expect(crowd.inTrx((trx) => addGold(trx, crowd.clock, wrong))).rejects.toMatchObject({
      code: 'task.unknownLabel',
    })
    const unknown = { ...statement, externalId: 'nothing', account: null }
    await expect(crowd.inTrx((trx) => addGold(trx, crowd.clock, unknown))).rejects.toMatchObject({
      code: 'gold.unknownItem',
    })
  })

  /** Three people known to be good, who contradict a gold item that is wrong, and a fourth known to guess. */
  async function contradictWrongGold() {
    await gather({ items: 81, people: 4, redundancy: 4, maxRedundancy: 5 })
    const items = await crowd.items()
    const wrong = items[80] as ItemId
    for (const [at, item] of items.slice(0, 80).entries()) {
      for (const index of [0, 1, 2]) await crowd.answer(index, at % 2 === 0 ? 'yes' : 'no', [item])
      await crowd.answer(3, at % 4 < 2 ? 'yes' : 'no', [item])
    }
    await refreshBelief(database.store, crowd.clock, crowd.project)
    await setGold(wrong, 'no')
    const before = (await standing(0))?.wrong
    for (const index of [0, 1, 2]) await crowd.answer(index, 'yes', [wrong])
    await crowd.answer(3, 'no', [wrong])
    expect((await standing(0))?.wrong).toBeGreaterThan(before ?? 0)
    return wrong
  }

  test('wrong gold is found, retired, and everybody it judged is judged anew and told', async () => {
    const wrong = await contradictWrongGold()
    const boss = await moderator()
    expect(await checkGold(database.store, crowd.clock, crowd.project)).toBe(1)
    expect(await checkGold(database.store, crowd.clock, crowd.project)).toBe(0)
    expect(await gold(wrong)).toMatchObject({ state: 'retired', reason: 'disputed', knownLabel: null })
    // Now the decision judges them, which is theirs.
    expect((await standing(0))?.wrong).toBe(0)
    expect((await standing(3))?.wrong).toBeGreaterThan(0)
    expect(await standing(0)).toMatchObject({ judgedByGold: 0, judged: 81 })
    await expectRecomputedEqual()
    const [told] = await notices(0)
    expect(told).toMatchObject({
      kind: 'gold.repaired',
      params: { label: 'Yes', checkedBy: 'No', right: null },
    })
    if (told?.kind === 'gold.repaired') expect(told.params.after).toBeGreaterThan(told.params.before)
    expect(await notices(3)).toMatchObject([{ kind: 'gold.repaired', params: { label: 'No' } }])
    expect(await notices(4)).toMatchObject([
      { kind: 'gold.disputed', params: { item: 'item-81', label: 'No', likely: 'Yes', people: 3 } },
    ])
    expect(JSON.parse((await crowd.item(wrong)).posterior ?? '')[0]).toBeGreaterThan(0.5)

    // The dispute is settled: the answer judges again, but as everybody knows the item, it tests nobody.
    const statement = { ...(await named(wrong)), label: 'yes', why: 'Look at the end', account: boss }
    const settled = await crowd.inTrx((trx) => addGold(trx, crowd.clock, statement))
    expect(settled).toMatchObject({ isActive: false })
    expect(await gold(wrong)).toMatchObject({ state: 'retired', reason: 'disputed', knownLabel: 'yes' })
    expect(await standing(0)).toMatchObject({ judgedByGold: 1, wrong: 0 })
    expect((await notices(0))[0]).toMatchObject({ params: { checkedBy: null, right: 'Yes' } })
    await expectRecomputedEqual()
  }, 120_000)

  test('money never followed gold: a repair changes no decision, no payment and no wallet', async () => {
    const wrong = await contradictWrongGold()
    const money = () =>
      crowd.inTrx(async (trx) => [
        await trx.selectFrom('decisions').selectAll().where('item_id', '=', wrong).execute(),
        await trx.selectFrom('payments').selectAll().orderBy('annotation_id').execute(),
        await trx.selectFrom('wallets').selectAll().orderBy('account_id').execute(),
      ])
    const before = await money()
    expect(before[0]).toMatchObject([{ label: 'yes', agree: 3, total: 4 }])
    await checkGold(database.store, crowd.clock, crowd.project)
    expect(await money()).toEqual(before)
  }, 120_000)

  test('gold with another label than it had judges anew; people are told, and it tests nobody else', async () => {
    await gather({ items: 2, people: 2 })
    const [item, unseen] = (await crowd.items()) as [ItemId, ItemId]
    await setGold(item, 'no')
    await setGold(unseen, 'no')
    await crowd.answer(0, 'yes', [item])
    const change = async (id: ItemId) => {
      const statement = { ...(await named(id)), label: 'yes', why: null, account: null }
      return await crowd.inTrx((trx) => addGold(trx, crowd.clock, statement))
    }
    expect(await change(item)).toMatchObject({ isActive: false })
    expect(await change(unseen)).toMatchObject({ isActive: true })
    expect(await standing(0)).toMatchObject({ right: 1, wrong: 0, judgedByGold: 1 })
    expect(await notices(0)).toMatchObject([{ params: { checkedBy: 'No', right: 'Yes', label: 'Yes' } }])
    await expectRecomputedEqual()
  })

  test('gold is retired once it was given to as many people as it may be', async () => {
    await gather({ items: 1, people: 3, redundancy: 3 })
    const [item] = (await crowd.items()) as [ItemId]
    await setGold(item, 'yes')
    await crowd.inTrx((trx) => trx.updateTable('items').set({ gold_cap: 2 }).where('id', '=', item).execute())
    await crowd.answer(0, 'yes')
    await maintainGold(database.store, crowd.clock, first)
    expect(await gold(item)).toMatchObject({ state: 'active', exposures: 1 })
    await crowd.answer(1, 'no')
    await maintainGold(database.store, crowd.clock, first)
    expect(await gold(item)).toMatchObject({ state: 'retired', reason: 'worn', knownLabel: 'yes' })
    // What it judged stands, and whoever answers it from now on is not judged by it.
    expect(await standing(1)).toMatchObject({ wrong: 1, judgedByGold: 1 })
    await crowd.answer(2, 'no')
    expect(await standing(2)).toMatchObject({ judgedByGold: 0 })
    await expectRecomputedEqual()
  })

  test('leaked gold judges nobody, and moderators learn who knew it', async () => {
    const rule = { redundancy: 5, maxRedundancy: 5, threshold: { numerator: 3, denominator: 5 } }
    await gather({ items: 80, people: 8, ...rule, gold: { wanted: 0 } })
    const boss = await moderator()
    const items = await crowd.items()
    const known = new Set(items.slice(0, 25))
    for (const item of known) await setGold(item, 'yes')
    // The first person guesses but for gold; the others miss each item in four, gold as well.
    for (const [at, item] of items.entries()) {
      const isGold = known.has(item)
      await crowd.answer(0, isGold || at % 2 === 0 ? 'yes' : 'no', [item])
      for (const index of [1, 2, 3, 4]) {
        await crowd.answer(index, (at + index) % 4 === 0 ? 'no' : 'yes', [item])
      }
    }
    expect(await retireLeaks(database.store, crowd.clock)).toBe(25)
    expect(await retireLeaks(database.store, crowd.clock)).toBe(0)
    expect(await gold(items[0] as ItemId)).toMatchObject({ state: 'retired', reason: 'leaked' })
    expect(await standing(0)).toMatchObject({ judgedByGold: 0 })
    expect(await standing(1)).toMatchObject({ judgedByGold: 0 })
    const [told] = await crowd.inTrx((trx) => latestNotifications(trx, boss.personId, 1))
    expect(told).toMatchObject({ kind: 'gold.leaked', params: { items: 25 } })
    expect(JSON.stringify(told)).toContain(`Name of ${crowd.project.slug}-0`)
    expect((await notices(0)).filter((one) => one.kind.startsWith('gold'))).toEqual([])
    await expectRecomputedEqual()
  }, 120_000)

  test('decided gold is opened again for people who are not well known, and taken back when all is done', async () => {
    await gather({ items: 4, people: 8, redundancy: 3, maxRedundancy: 3 })
    const [item, ...others] = (await crowd.items()) as [ItemId, ...ItemId[]]
    await setGold(item, 'yes')
    for (const index of [0, 1, 2]) await crowd.answer(index, 'yes', [item])
    const committed = () =>
      crowd.inTrx((trx) =>
        trx
          .selectFrom('projects')
          .select('committed_wei')
          .where('id', '=', crowd.project.id)
          .executeTakeFirstOrThrow(),
      )
    const before = BigInt((await committed()).committed_wei)
    // Nobody but those who had it is at work.
    expect(await reopenGold(database.store, crowd.clock, crowd.project)).toBe(0)
    for (const index of [3, 4, 5, 6]) await crowd.answer(index, 'no', others.slice(0, 2))
    expect(await reopenGold(database.store, crowd.clock, crowd.project)).toBe(1)
    expect(await reopenGold(database.store, crowd.clock, crowd.project)).toBe(0)
    expect(BigInt((await committed()).committed_wei) - before).toBe(3n * 10n ** 17n)
    expect(await crowd.item(item)).toMatchObject({ state: 'open', round: 2, open_slots: 3, wanted: 3 })

    for (const index of [3, 4, 5]) await crowd.answer(index, 'yes', [item])
    expect(await crowd.item(item)).toMatchObject({ state: 'decided', round: 2, exposures: 6 })
    expect(await standing(4)).toMatchObject({ judgedByGold: 1 })
    const decisions = await crowd.inTrx((trx) =>
      trx
        .selectFrom('decisions')
        .select(['round', 'agree', 'total'])
        .where('item_id', '=', item)
        .orderBy('round')
        .execute(),
    )
    expect(decisions).toEqual([
      { round: 1, agree: 3, total: 3 },
      { round: 2, agree: 3, total: 3 },
    ])
    await crowd.join()
    for (const index of [7, 8]) await crowd.answer(index, 'no', others.slice(0, 2))
    await crowd.join()
    await crowd.answer(9, 'no', others.slice(2))
    await crowd.join()
    await crowd.answer(10, 'no', others.slice(2))
    expect(await reopenGold(database.store, crowd.clock, crowd.project)).toBe(1)
    await crowd.answer(3, 'no', others.slice(2))
    for (const index of [0, 1]) await crowd.answer(index, 'no', others).catch(() => undefined)
    await crowd.inTrx((trx) =>
      trx
        .updateTable('items')
        .set({ state: 'expert', open_slots: 0 })
        .where('id', 'in', others)
        .where('open_slots', '>', 0)
        .execute(),
    )
    await expireLeases(database.store, crowd.clock)
    expect(await reopenGold(database.store, crowd.clock, crowd.project)).toBe(0)
    expect(await crowd.item(item)).toMatchObject({ state: 'decided', round: 2, open_slots: 0 })
    expect(BigInt((await committed()).committed_wei) - before).toBe(3n * 10n ** 17n)
    await expectRecomputedEqual()
  })

  test('a budget that covers no further round leaves gold as it is', async () => {
    await gather({
      items: 3,
      people: 8,
      redundancy: 2,
      maxRedundancy: 2,
      rewards: { annotation: '0.1', budget: '0.6' },
    })
    const [item, ...others] = (await crowd.items()) as [ItemId, ...ItemId[]]
    await crowd.inTrx((trx) =>
      trx
        .updateTable('projects')
        .set({ committed_wei: String(6n * 10n ** 17n) })
        .where('id', '=', crowd.project.id)
        .execute(),
    )
    await setGold(item, 'yes')
    for (const index of [0, 1]) await crowd.answer(index, 'yes', [item])
    for (const index of [2, 3]) await crowd.answer(index, 'yes', others.slice(0, 1))
    await crowd.answer(4, 'yes', others.slice(1))
    expect(await reopenGold(database.store, crowd.clock, crowd.project)).toBe(0)
    expect(await crowd.item(item)).toMatchObject({ state: 'decided', round: 1 })
  })
})
