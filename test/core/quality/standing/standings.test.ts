import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ItemId } from '../../../../core/ids.ts'
import type { Account } from '../../../../core/people/account.ts'
import { issueLinkCode } from '../../../../core/people/issue-link-code.ts'
import { pauseProject } from '../../../../core/projects/pause-project.ts'
import type { Project } from '../../../../core/projects/project.ts'
import { readReputation } from '../../../../core/quality/standing/read-reputation.ts'
import { recomputeStanding } from '../../../../core/quality/standing/recompute-standing.ts'
import { reviewStandings } from '../../../../core/quality/standing/review-standings.ts'
import { setRank } from '../../../../core/quality/standing/set-rank.ts'
import { latestNotifications } from '../../../../core/store/notifications.ts'
import { findRank } from '../../../../core/store/ranks.ts'
import { findStanding, standingsOfFamily } from '../../../../core/store/standings.ts'
import { claimItem } from '../../../../core/tasks/claim-item.ts'
import { redeemLinkCode } from '../../../../core/tasks/redeem-link-code.ts'
import { submitAnnotation } from '../../../../core/tasks/submit-annotation.ts'
import { addItems, HandClock, newcomer, startProject } from '../../../support/community.ts'
import { databases, type TestDatabase } from '../../../support/databases.ts'
import { hadAnItem, makeGold } from '../../../support/gold.ts'

describe.each(databases)('standings on $name', ({ open }) => {
  let database: TestDatabase
  let clock: HandClock
  let people: Account[]
  let project: Project
  let items: ItemId[]
  let slugs = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(() => {
    clock = new HandClock()
  })

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

  async function begin(size: number, overrides: object = {}, crowd = 4) {
    if (slugs > 0) await inTrx((trx) => pauseProject(trx, clock, { slug: `s${slugs}`, accountId: null }))
    slugs++
    project = await inTrx((trx) => startProject(trx, clock, { name: `s${slugs}`, ...overrides }))
    await addItems(database.store, project, size)
    const rows = await inTrx((trx) =>
      trx.selectFrom('items').select('id').where('project_id', '=', project.id).orderBy('ordinal').execute(),
    )
    items = rows.map((row) => row.id)
    people = []
    for (let index = 0; index < crowd; index++) {
      people.push(await inTrx((trx) => newcomer(trx, clock, `standing-${slugs}-${index}`)))
    }
  }
  const person = (index: number) => people[index] as Account
  async function answer(index: number, label: string) {
    clock.advance(1_000)
    await inTrx(async (trx) => {
      const claim = { projectSlug: project.slug, chance: () => 0 }
      const { assignmentId } = await claimItem(trx, clock, person(index), claim)
      await submitAnnotation(trx, clock, person(index), { assignmentId, label, platform: 'web' })
    })
  }
  const family = () => project.definition.family ?? project.slug
  const standing = (index: number) => inTrx((trx) => findStanding(trx, family(), person(index).personId))
  const rankOfPerson = (index: number) =>
    inTrx((trx) => findRank(trx, { projectId: project.id, personId: person(index).personId }))
  const notices = (index: number) => inTrx((trx) => latestNotifications(trx, person(index).personId, 10))

  async function expectRecomputedEqual() {
    const stored = await inTrx((trx) => standingsOfFamily(trx, family()))
    for (const one of stored) {
      const { after } = await inTrx((trx) => recomputeStanding(trx, family(), one.personId))
      expect(after).toEqual({
        ...one,
        right: expect.closeTo(one.right, 9),
        wrong: expect.closeTo(one.wrong, 9),
      })
    }
    return stored.length
  }

  test('gold judges at once and for sure; a decision judges everybody as sure as it is', async () => {
    await begin(2)
    await inTrx((trx) => makeGold(trx, items[0] as ItemId, 'no'))
    for (const one of people) await inTrx((trx) => hadAnItem(trx, clock, project, one))
    await answer(0, 'yes')
    expect(await standing(0)).toMatchObject({ right: 0, wrong: 1, judged: 1, judgedByGold: 1 })
    expect(await standing(1)).toBeNull()
    await answer(1, 'yes')
    await answer(2, 'yes')
    // The item is decided against its gold: that changes nothing for whoever gold has judged.
    expect(await standing(0)).toMatchObject({ wrong: 1, judged: 1 })
    for (const [index, label] of ['yes', 'yes', 'no'].entries()) await answer(index, label)
    const { belief } = await inTrx((trx) =>
      trx
        .selectFrom('decisions')
        .select('belief')
        .where('item_id', '=', items[1] as ItemId)
        .executeTakeFirstOrThrow(),
    )
    expect(belief).toBeGreaterThan(0.5)
    expect(belief).toBeLessThan(1)
    expect(await standing(0)).toMatchObject({ right: belief, wrong: expect.closeTo(0.99, 9), judged: 2 })
    expect(await standing(2)).toMatchObject({
      right: 0,
      wrong: expect.closeTo(0.99 + (belief ?? 0), 9),
      judgedByGold: 1,
    })
  })

  test('what taps add up is what is recomputed from the stored answers, whatever people do', async () => {
    const work = fc.array(
      fc.record({ who: fc.nat(3), says: fc.constantFrom('yes', 'no'), gold: fc.boolean() }),
      { minLength: 10, maxLength: 60 },
    )
    await fc.assert(
      fc.asyncProperty(work, async (happenings) => {
        await begin(20)
        for (const { who, says, gold } of happenings) {
          if (gold) await makeSomeGold()
          await answer(who, says).catch(expectNothingLeft)
        }
        await expectRecomputedEqual()
      }),
      { numRuns: 8 },
    )
  })

  /** An item nobody has begun becomes gold. */
  async function makeSomeGold() {
    await inTrx(async (trx) => {
      const row = await trx
        .selectFrom('items')
        .select('id')
        .where('project_id', '=', project.id)
        .where('gold_state', 'is', null)
        .where('state', '=', 'open')
        .orderBy('ordinal', 'desc')
        .limit(1)
        .executeTakeFirst()
      if (row) await makeGold(trx, row.id, 'yes')
    })
  }
  function expectNothingLeft(thrown: unknown) {
    expect(thrown).toMatchObject({ code: expect.stringMatching(/^task\.(none|waiting)$/) })
  }

  test('accounts that become one person have the reputation of all their answers', async () => {
    await begin(6)
    for (let item = 0; item < 6; item++) {
      await answer(0, 'yes')
      await answer(1, item < 3 ? 'yes' : 'no')
      await answer(2, 'yes')
    }
    await inTrx(async (trx) => {
      const { code } = await issueLinkCode(trx, clock, person(0))
      await redeemLinkCode(trx, clock, person(1), code)
    })
    expect(await standing(1)).toBeNull()
    // Of each item the first answer counts: those of the first account.
    expect(await standing(0)).toMatchObject({ judged: 6, wrong: 0 })
    await expectRecomputedEqual()
  })

  test('projects of one family share what is known of people', async () => {
    await begin(5, { family: 'photos' })
    for (let item = 0; item < 5; item++) for (const index of [0, 1, 2]) await answer(index, 'yes')
    expect(await standing(0)).toMatchObject({ family: 'photos', judged: 5 })
    const first = people
    await begin(5, { family: 'photos' })
    people = first
    for (let item = 0; item < 5; item++) for (const index of [0, 1, 2]) await answer(index, 'yes')
    expect(await standing(0)).toMatchObject({ family: 'photos', judged: 10 })
    const own = () => inTrx((trx) => readReputation(trx, person(0).personId))
    expect(await own()).toMatchObject([{ judged: 0 }, { judged: 0 }])
    await reviewStandings(database.store, clock)
    expect(await own()).toMatchObject([
      { slug: project.slug, judged: 10, rank: 'annotator', next: { rank: 'validator' } },
      { judged: 10, rank: 'annotator' },
    ])
    await expectRecomputedEqual()
  })

  const EASY = {
    ranks: {
      annotator: { answers: 4 },
      validator: { accuracy: 0.6, answers: 4, gold: 0 },
      expert: { accuracy: 0.97, answers: 50, gold: 0 },
    },
  }

  test('people rise when it is sure, once, and are told the figures; the audit keeps them', async () => {
    while ((await reviewStandings(database.store, clock)) > 0);
    await begin(6, { redundancy: 3, maxRedundancy: 3, ...EASY })
    for (let item = 0; item < 6; item++) for (const index of [0, 1, 2]) await answer(index, 'yes')
    expect(await reviewStandings(database.store, clock)).toBe(3)
    expect(await reviewStandings(database.store, clock)).toBe(0)
    expect(await rankOfPerson(0)).toMatchObject({ rank: 'validator', setBy: null })
    expect(await notices(0)).toMatchObject([
      {
        kind: 'rank.changed',
        params: { project: 'Sample', from: 'annotator', to: 'validator', threshold: 0.6, answers: 6 },
      },
    ])
    const audit = await inTrx((trx) =>
      trx.selectFrom('audit_entries').selectAll().where('action', '=', 'rank.changed').execute(),
    )
    expect(audit.filter((entry) => entry.target === project.slug)).toHaveLength(3)
  })

  test('people fall when it is sure, and are told why', async () => {
    await begin(30, { redundancy: 3, maxRedundancy: 3, ...EASY })
    for (let item = 0; item < 30; item++) {
      await answer(0, 'yes')
      await answer(1, 'yes')
      await answer(2, 'no')
    }
    await reviewStandings(database.store, clock)
    expect(await rankOfPerson(2)).toMatchObject({ rank: 'trainee', setBy: null })
    expect(await notices(2)).toMatchObject([
      { kind: 'rank.changed', params: { from: 'annotator', to: 'trainee', threshold: 0.5 } },
    ])
  })

  test("a moderator's word stands until it is taken back", async () => {
    await begin(6, { redundancy: 3, maxRedundancy: 3, ...EASY })
    const moderator = await inTrx((trx) => newcomer(trx, clock, `boss-${slugs}`))
    for (let item = 0; item < 6; item++) for (const index of [0, 1, 2]) await answer(index, 'yes')
    const who = `Name of standing-${slugs}-0`
    const order = (rank: string) =>
      inTrx((trx) => setRank(trx, clock, { slug: project.slug, who, rank, accountId: moderator.id }))
    expect(await order('expert')).toMatchObject({ rank: 'expert', isFixed: true })
    await reviewStandings(database.store, clock)
    expect(await rankOfPerson(0)).toMatchObject({ rank: 'expert', setBy: moderator.id })
    expect(await notices(0)).toMatchObject([{ kind: 'rank.set', params: { to: 'expert' } }])
    expect(await order('trainee')).toMatchObject({ rank: 'trainee' })
    expect(await order('rule')).toMatchObject({ rank: 'trainee', isFixed: false })
    await reviewStandings(database.store, clock)
    expect(await rankOfPerson(0)).toMatchObject({ rank: 'annotator', setBy: null })
    await expect(order('king')).rejects.toMatchObject({ code: 'rank.unknown' })
    await expect(
      inTrx((trx) =>
        setRank(trx, clock, { slug: project.slug, who: 'nobody', rank: 'expert', accountId: moderator.id }),
      ),
    ).rejects.toMatchObject({ code: 'person.unknown' })
  })

  test('whoever has never labeled in a project can be made its expert, by their name or their id', async () => {
    await begin(1)
    const boss = await inTrx((trx) => newcomer(trx, clock, `boss-${slugs}`))
    const order = (who: string) =>
      inTrx((trx) => setRank(trx, clock, { slug: project.slug, who, rank: 'expert', accountId: boss.id }))
    const { personId } = await inTrx((trx) => newcomer(trx, clock, `outsider-${slugs}`))
    expect(await order(`name of OUTSIDER-${slugs}`)).toMatchObject({ personId, rank: 'expert', judged: 0 })
    expect(await order(`web:outsider-${slugs}`)).toMatchObject({ personId, rank: 'expert', isFixed: true })
    await inTrx((trx) => newcomer(trx, clock, `outsider-${slugs}`.toUpperCase()))
    await expect(order(`Name of standing-${slugs}-77`)).rejects.toMatchObject({ code: 'person.unknown' })
  })

  test('whoever answered before there were standings gets one from the stored answers', async () => {
    await begin(3)
    for (let item = 0; item < 3; item++) for (const index of [0, 1, 2]) await answer(index, 'yes')
    const before = await standing(0)
    await inTrx((trx) =>
      trx
        .updateTable('standings')
        .set({ right_weight: 0, wrong_weight: 0, judged: 0, review: 'recompute' })
        .where('family', '=', family())
        .execute(),
    )
    await reviewStandings(database.store, clock)
    expect(await standing(0)).toEqual(before)
  })
})
