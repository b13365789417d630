import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ItemId } from '../../../../core/ids.ts'
import { maintainGold } from '../../../../core/quality/gold/maintain-gold.ts'
import { readGold } from '../../../../core/quality/gold/read-gold.ts'
import { retireGold } from '../../../../core/quality/gold/retire-gold.ts'
import { readStandings } from '../../../../core/quality/standing/read-standings.ts'
import { reviewStandings } from '../../../../core/quality/standing/review-standings.ts'
import { mustPractise } from '../../../../core/quality/training/must-practise.ts'
import { answerPractice, nextPractice } from '../../../../core/quality/training/practise.ts'
import { takeLesson } from '../../../../core/quality/training/take-lesson.ts'
import { putRuling } from '../../../../core/store/expert-cases.ts'
import { findRank, storeRank } from '../../../../core/store/ranks.ts'
import { readWork } from '../../../../core/tasks/read-work.ts'
import { databases, type TestDatabase } from '../../../support/databases.ts'
import { makeGold } from '../../../support/gold.ts'
import { Labelers } from '../../../support/labelers.ts'

const first = () => 0

describe.each(databases)('training on $name', ({ open }) => {
  let database: TestDatabase
  let crowd: Labelers

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  async function gather(size: { items: number; people: number; [field: string]: unknown }) {
    crowd = await Labelers.gather(database.store, size)
  }
  async function review() {
    while ((await reviewStandings(database.store, crowd.clock, first)) > 0);
  }
  const lesson = (index: number) =>
    crowd.inTrx((trx) => takeLesson(trx, crowd.clock, crowd.project, crowd.person(index).personId))
  const offers = () =>
    crowd.inTrx((trx) =>
      trx.selectFrom('training_offers').selectAll().where('project_id', '=', crowd.project.id).execute(),
    )
  /** Items of which the truth is no; the first person says yes to as many as told. */
  async function mistake(items: readonly ItemId[], mistakes: number) {
    for (const [at, item] of items.entries()) {
      await crowd.answer(0, at < mistakes ? 'yes' : 'no', [item])
      for (const index of [1, 2]) await crowd.answer(index, 'no', [item])
    }
  }

  test('somebody who confuses two labels is shown examples of exactly these, some answers later', async () => {
    await gather({ items: 30, people: 3, redundancy: 3, maxRedundancy: 3 })
    const items = await crowd.items()
    await mistake(items.slice(0, 1), 1)
    await review()
    expect(await offers()).toEqual([])
    await mistake(items.slice(1, 5), 3)
    await review()
    expect(await offers()).toMatchObject([{ truth: 'no', given: 'yes', answers_left: 1, shown_at: null }])
    expect((await offers())[0]?.person_id).toBe(crowd.person(0).personId)
    // More mistakes make no second offer while one waits.
    await mistake(items.slice(5, 6), 1)
    await review()
    expect(await offers()).toHaveLength(1)
    expect(await lesson(1)).toBeNull()
    expect(await lesson(0)).toMatchObject({
      truth: { name: 'no', title: 'No' },
      given: { name: 'yes' },
      examples: [{ kind: 'good', label: 'yes' }],
    })
    expect(await lesson(0)).toBeNull()
    // Not again at once, and then only for mistakes made since.
    await mistake(items.slice(6, 16), 0)
    await review()
    expect(await offers()).toHaveLength(1)
    await mistake(items.slice(16, 28), 12)
    await review()
    expect(await offers()).toHaveLength(2)
  })

  test('an offer tells nothing of a single answer: it waits for 1 to 4 further ones', async () => {
    await gather({ items: 4, people: 3, redundancy: 3, maxRedundancy: 3 })
    await mistake(await crowd.items(), 4)
    while ((await reviewStandings(database.store, crowd.clock, (below) => below - 1)) > 0);
    expect(await offers()).toMatchObject([{ answers_left: 4 }])
    for (let answer = 0; answer < 3; answer++) expect(await lesson(0)).toBeNull()
    expect(await lesson(0)).not.toBeNull()
  })

  test('retired gold teaches, with its reason; what may test somebody again does not', async () => {
    await gather({ items: 8, people: 3, redundancy: 3, maxRedundancy: 3 })
    const items = await crowd.items()
    const [worn, active] = items as [ItemId, ItemId]
    for (const item of [worn, active]) await crowd.inTrx((trx) => makeGold(trx, item, 'no'))
    await crowd.inTrx((trx) =>
      trx.updateTable('gold_items').set({ why: 'It ends so' }).where('item_id', '=', worn).execute(),
    )
    await crowd.inTrx((trx) => trx.updateTable('items').set({ gold_cap: 3 }).where('id', '=', worn).execute())
    await mistake(items.slice(0, 6), 6)
    const work = async () =>
      (await crowd.inTrx((trx) => readWork(trx, crowd.person(0), 8))).entries.map((entry) => entry.known)
    expect(await work()).toEqual([null, null, null, null, null, null])
    await maintainGold(database.store, crowd.clock, first)
    await review()
    expect(await lesson(0)).toMatchObject({
      examples: [
        {
          kind: 'known',
          text: 'Text number 1 of this project, as long as a short message',
          why: 'It ends so',
        },
        { kind: 'good', label: 'yes' },
      ],
    })
    const told = { labelTitle: 'No', why: 'It ends so' }
    expect(await work()).toEqual([null, null, null, null, null, told])
    const { external_id: externalId } = await crowd.item(active)
    const withdrawn = { slug: crowd.project.slug, externalId, because: 'enough', account: null }
    await crowd.inTrx((trx) => retireGold(trx, crowd.clock, withdrawn))
    expect(await work()).toEqual([null, null, null, null, null, told])
  })

  test('what experts decided teaches, with the reason of one who said so', async () => {
    await gather({ items: 8, people: 3, redundancy: 3, maxRedundancy: 3 })
    const items = await crowd.items()
    await mistake(items.slice(0, 6), 6)
    const [item] = items as [ItemId]
    const { id: projectId } = crowd.project
    const at = crowd.clock.now()
    const ruling = (index: number, label: string, reason: string) => ({
      itemId: item,
      round: 1,
      personId: crowd.person(index).personId,
      accountId: crowd.person(index).id,
      label,
      reason,
      ruledAt: at,
    })
    await crowd.inTrx(async (trx) => {
      const opened = { project_id: projectId, round: 1, opened_at: at, closed_at: at, outcome: 'decided' }
      await trx
        .insertInto('expert_cases')
        .values({ item_id: item, ...opened })
        .execute()
      await putRuling(trx, ruling(1, 'no', 'It ends with a dot'))
      await putRuling(trx, ruling(2, 'yes', 'It begins well'))
    })
    await review()
    expect((await lesson(0))?.examples[0]).toEqual({
      kind: 'known',
      label: 'no',
      text: 'Text number 1 of this project, as long as a short message',
      why: 'It ends with a dot',
    })
  })

  const PRACTICE = { practice: { items: 3, right: 2 } }

  async function gatherTrainees(gold: number) {
    await gather({ items: gold + 4, people: 2, ...PRACTICE })
    const items = await crowd.items()
    for (const [at, item] of items.slice(0, gold).entries()) {
      await crowd.inTrx((trx) => makeGold(trx, item, at % 2 === 0 ? 'yes' : 'no'))
    }
    await maintainGold(database.store, crowd.clock, first)
    return items
  }
  const must = (index: number) =>
    crowd.inTrx((trx) => mustPractise(trx, crowd.project, crowd.person(index).personId))
  const next = (index: number) =>
    crowd.inTrx((trx) => nextPractice(trx, crowd.clock, crowd.project, crowd.person(index)))
  const practise = (index: number, itemId: ItemId, label: string) =>
    crowd.inTrx((trx) =>
      answerPractice(trx, crowd.clock, crowd.project, crowd.person(index), { itemId, label }),
    )
  const other = (label: string) => (label === 'yes' ? 'no' : 'yes')

  test('gold that nobody had is set aside for practice, each label its part and never more than half', async () => {
    await gatherTrainees(14)
    const slug = crowd.project.slug
    const overview = () => crowd.inTrx((trx) => readGold(trx, { slug, limit: 5, account: null }))
    expect(await overview()).toMatchObject({ active: 8, retired: { practice: 6 } })
    await maintainGold(database.store, crowd.clock, first)
    expect(await overview()).toMatchObject({ active: 8, retired: { practice: 6 } })
    expect((await overview()).activeByLabel.map((one) => one.count)).toEqual([4, 4])
    await gatherTrainees(6)
    const few = await crowd.inTrx((trx) =>
      readGold(trx, { slug: crowd.project.slug, limit: 5, account: null }),
    )
    expect(few).toMatchObject({ active: 3, retired: { practice: 3 } })
  })

  test('a newcomer practises until enough of the latest are right, and is then an annotator', async () => {
    await gatherTrainees(14)
    expect(await must(0)).toBe(true)
    await expect(crowd.answer(0, 'yes')).rejects.toMatchObject({
      code: 'practice.needed',
      params: { right: 2, items: 3 },
    })
    const one = (await next(0)).item
    if (!one) throw new Error('nothing to practise on')
    expect(await practise(0, one.itemId, other(one.label))).toMatchObject({
      isRight: false,
      title: one.label === 'yes' ? 'Yes' : 'No',
      progress: { right: 0, wanted: 2, of: 3, isPassed: false },
    })
    await expect(practise(0, one.itemId, one.label)).rejects.toMatchObject({ code: 'task.closed' })
    const two = (await next(0)).item
    if (!two) throw new Error('nothing to practise on')
    expect(two.label).toBe(other(one.label))
    await practise(0, two.itemId, two.label)
    const three = (await next(0)).item
    if (!three) throw new Error('nothing to practise on')
    expect(await practise(0, three.itemId, three.label)).toMatchObject({ progress: { isPassed: true } })
    expect(await must(0)).toBe(false)
    expect(await next(0)).toMatchObject({ item: null, progress: { isPassed: true } })
    const key = { projectId: crowd.project.id, personId: crowd.person(0).personId }
    expect(await crowd.inTrx((trx) => findRank(trx, key))).toMatchObject({ rank: 'annotator', setBy: null })
    // Nobody labels what they practised on; practice is judged by nothing.
    const seen = new Set<string>()
    for (let item = 0; item < 8; item++) seen.add(await crowd.answer(0, 'yes'))
    for (const practised of [one, two, three]) expect(seen.has(practised.itemId)).toBe(false)
    const { people } = await crowd.inTrx((trx) => readStandings(trx, crowd.project.slug))
    expect(people[0]?.judged).toBeLessThan(9)
  })

  test('nobody is kept out for good: when all is used up the items come again', async () => {
    await gatherTrainees(6)
    for (let answer = 0; answer < 3; answer++) {
      const { item } = await next(0)
      if (item) await practise(0, item.itemId, other(item.label))
    }
    for (let answer = 0; answer < 2; answer++) {
      const { item } = await next(0)
      if (item) await practise(0, item.itemId, item.label)
    }
    expect(await must(0)).toBe(false)
  })

  async function rank(index: number, given: 'trainee' | 'annotator') {
    const key = { projectId: crowd.project.id, personId: crowd.person(index).personId }
    crowd.clock.advance(1_000)
    await crowd.inTrx((trx) => storeRank(trx, key, { rank: given, setBy: null, at: crowd.clock.now() }))
    crowd.clock.advance(1_000)
    return key
  }

  test('who falls to trainee practises once more, and then goes on as a trainee', async () => {
    await gatherTrainees(14)
    const passOnce = async () => {
      for (let answer = 0; answer < 2; answer++) {
        const { item } = await next(0)
        if (item) await practise(0, item.itemId, item.label)
      }
    }
    await passOnce()
    await crowd.answer(0, 'yes')
    const key = await rank(0, 'trainee')
    expect(await must(0)).toBe(true)
    expect(await next(0)).toMatchObject({ progress: { right: 0, isPassed: false } })
    await expect(crowd.answer(0, 'yes')).rejects.toMatchObject({ code: 'practice.needed' })
    await passOnce()
    expect(await must(0)).toBe(false)
    expect(await next(0)).toMatchObject({ item: null })
    expect(await crowd.inTrx((trx) => findRank(trx, key))).toMatchObject({ rank: 'trainee' })
    await crowd.answer(0, 'yes')
  })

  test('nobody has to practise who has labeled most of what there is to practise on', async () => {
    const items = await gatherTrainees(6)
    await rank(0, 'annotator')
    const aside = await crowd.inTrx((trx) =>
      trx
        .selectFrom('gold_items')
        .select('item_id')
        .where('project_id', '=', crowd.project.id)
        .where('reason', '=', 'practice')
        .execute(),
    )
    expect(items).toEqual(expect.arrayContaining(aside.map((one) => one.item_id)))
    await crowd.answer(
      0,
      'yes',
      aside.map((one) => one.item_id),
    )
    await rank(0, 'trainee')
    expect(await must(0)).toBe(false)
    await rank(1, 'trainee')
    expect(await must(1)).toBe(true)
  })

  test('without enough to practise on, nobody has to', async () => {
    await gatherTrainees(2)
    expect(await must(0)).toBe(false)
    await crowd.answer(0, 'yes')
  })

  test('a project that asks for no practice has none', async () => {
    await gather({ items: 1, people: 1 })
    expect(await must(0)).toBe(false)
    await expect(next(0)).rejects.toMatchObject({ code: 'practice.none' })
  })
})
