import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AssignmentId, ItemId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { pauseProject } from '../../../core/projects/pause-project.ts'
import type { Project } from '../../../core/projects/project.ts'
import { readItemBelief } from '../../../core/quality/belief/read-item-belief.ts'
import { refitProject } from '../../../core/quality/belief/refit-project.ts'
import { unknownPerson, unknownProject } from '../../../core/quality/belief/unknown.ts'
import { itemPosterior } from '../../../core/quality/graded-posterior.ts'
import { inferSingleChoice } from '../../../core/quality/infer-single-choice.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { expireLeases } from '../../../core/tasks/expire-leases.ts'
import { refreshBelief, refreshBeliefs } from '../../../core/tasks/refresh-beliefs.ts'
import { skipAssignment } from '../../../core/tasks/skip-assignment.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import {
  addItems,
  HandClock,
  itemRow,
  MINUTE_MS,
  newcomer,
  type ProtocolOverrides,
  startProject,
} from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'

describe.each(databases)('beliefs on $name', ({ open }) => {
  let database: TestDatabase
  let clock: HandClock
  let people: Account[]
  let project: Project
  let slugs = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  beforeEach(() => {
    clock = new HandClock()
    people = []
  })

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

  async function begin(items: number, overrides: ProtocolOverrides = {}, size = 6) {
    if (slugs > 0) await inTrx((trx) => pauseProject(trx, clock, { slug: `b${slugs}`, accountId: null }))
    slugs++
    project = await inTrx((trx) => startProject(trx, clock, { name: `b${slugs}`, ...overrides }))
    await addItems(database.store, project, items)
    for (let index = 0; index < size; index++) {
      people.push(await inTrx((trx) => newcomer(trx, clock, `belief-${slugs}-${index}`)))
    }
  }

  const person = (index: number) => people[index] as Account
  const claim = (index: number) =>
    inTrx((trx) => claimItem(trx, clock, person(index), { projectSlug: project.slug }))
  const submit = (index: number, assignmentId: AssignmentId, label: string) =>
    inTrx((trx) => submitAnnotation(trx, clock, person(index), { assignmentId, label, platform: 'web' }))
  const row = (id: ItemId) => inTrx((trx) => itemRow(trx, id))
  async function answer(index: number, label: string) {
    const { assignmentId, item } = await claim(index)
    return { item, ...(await submit(index, assignmentId, label)) }
  }
  const setGold = (label: string) =>
    inTrx((trx) =>
      trx.updateTable('items').set({ gold_label: label }).where('project_id', '=', project.id).execute(),
    )
  const stored = () =>
    inTrx((trx) =>
      trx
        .selectFrom('annotations')
        .select(['item_id', 'person_id', 'label'])
        .where('project_id', '=', project.id)
        .orderBy('id')
        .execute(),
    )
  const infer = async () =>
    inferSingleChoice(
      (await stored()).map((one) => ({ item: one.item_id, person: one.person_id, label: one.label })),
      { labels: ['yes', 'no'] },
    )
  /** Everybody answers what they are given: the first half truthfully, the others as they like. */
  async function work(rounds: number) {
    for (let round = 0; round < rounds; round++) {
      for (let index = 0; index < people.length; index++) {
        await answer(index, index < 4 || round % 2 === 0 ? 'yes' : 'no')
      }
    }
  }

  test('an answer leaves on its item how probable each label is, in the same transaction', async () => {
    await begin(1)
    const { item } = await answer(0, 'no')
    const unknown = { counts: unknownPerson(2) }
    const one = itemPosterior(unknownProject(['yes', 'no']), [{ label: 1, ...unknown }])
    expect(await row(item.id)).toMatchObject({ belief_label: 'no', belief_probability: one[1] })
    await answer(1, 'yes')
    await answer(2, 'yes')
    const labels = [1, 0, 0]
    const three = itemPosterior(
      unknownProject(['yes', 'no']),
      labels.map((label) => ({ label, ...unknown })),
    )
    const after = await row(item.id)
    expect(after).toMatchObject({ belief_label: 'yes', belief_probability: three[0], state: 'decided' })
    expect(JSON.parse(after.posterior ?? '')).toEqual(three.map((p) => expect.closeTo(p, 3)))
  })

  test('a refused answer leaves none', async () => {
    await begin(1)
    const { assignmentId, item } = await claim(0)
    await expect(submit(0, assignmentId, 'maybe')).rejects.toMatchObject({ code: 'task.unknownLabel' })
    expect(await row(item.id)).toMatchObject({ posterior: null, belief_label: null })
  })

  test('a gold item is believed to be what it is known to be', async () => {
    await begin(1)
    await setGold('no')
    const { item } = await answer(0, 'yes')
    expect(await row(item.id)).toMatchObject({
      belief_label: 'no',
      belief_probability: 1,
      posterior: '[0,1]',
    })
  })

  test('accounts that became one person count once', async () => {
    await begin(1)
    const { item } = await answer(0, 'yes')
    await answer(1, 'yes')
    await inTrx((trx) =>
      trx
        .updateTable('annotations')
        .set({ person_id: person(0).personId })
        .where('person_id', '=', person(1).personId)
        .execute(),
    )
    const labels = ['yes', 'no']
    const belief = await inTrx((trx) =>
      readItemBelief(trx, { itemId: item.id, projectId: project.id, labels }),
    )
    const once = itemPosterior(unknownProject(labels), [{ label: 0, counts: unknownPerson(2) }])
    expect(belief.posterior).toEqual(once)
  })

  test('a refit comes after enough new annotations, and answers are then read by it', async () => {
    await begin(40)
    await work(3)
    expect(await refreshBeliefs(database.store, clock)).toBe(0)
    await work(1)
    const inference = await infer()
    expect(await refreshBeliefs(database.store, clock)).toBe(1)
    expect(await refreshBeliefs(database.store, clock)).toBe(0)
    const { table, posterior, state, people: fitted } = inference
    for (const [index, id] of table.items.entries()) {
      const { belief_probability: stated, belief_label: label } = await row(id as ItemId)
      const expected = posterior.subarray(index * 2, index * 2 + 2)
      expect(stated).toBeCloseTo(Math.max(...expected), 2)
      expect(label).toBe(expected[0] === Math.max(...expected) ? 'yes' : 'no')
    }
    const { item } = await answer(0, 'no')
    const given = (await stored()).filter((one) => one.item_id === item.id)
    const known = given.map((one) => ({
      label: table.labels.indexOf(one.label),
      counts: fitted.get(one.person_id) ?? unknownPerson(2),
    }))
    const expected = itemPosterior(state, known)
    expect(await row(item.id)).toMatchObject({ belief_probability: expect.closeTo(Math.max(...expected), 3) })
  })

  test('a project without annotations has nothing to refit', async () => {
    await begin(2)
    await refreshBelief(database.store, clock, project)
    expect(await refreshBeliefs(database.store, clock)).toBe(0)
  })

  describe('in an adaptive project', () => {
    const adaptive = { redundancy: 2, maxRedundancy: 4, adaptive: {} }

    test('a round that meets the rule gets further annotations while belief doubts it', async () => {
      await begin(1, adaptive)
      await answer(0, 'yes')
      expect(await answer(1, 'yes')).toMatchObject({ round: { kind: 'widen', wanted: 3 } })
      const { item, round } = await answer(2, 'yes')
      expect(round).toEqual({ kind: 'wait' })
      await refreshBelief(database.store, clock, project)
      expect(await row(item.id)).toMatchObject({ state: 'decided', wanted: 3 })
    })

    test('an annotation that costs more than it saves is not asked for', async () => {
      const priced = { annotationCost: '1', wrongDecisionLoss: '10' }
      await begin(1, { ...adaptive, adaptive: priced })
      await answer(0, 'yes')
      const { item, round } = await answer(1, 'yes')
      expect(round).toEqual({ kind: 'wait' })
      await refreshBelief(database.store, clock, project)
      expect(await row(item.id)).toMatchObject({ state: 'decided', wanted: 2 })
    })

    test('an item that rests is given to nobody, and a refit comes for it within ten minutes', async () => {
      await begin(1, { ...adaptive, adaptive: { annotationCost: '1', wrongDecisionLoss: '10' } })
      await answer(0, 'yes')
      const { item } = await answer(1, 'yes')
      await expect(claim(2)).rejects.toMatchObject({ code: 'task.none' })
      expect(await refreshBeliefs(database.store, clock)).toBe(0)
      clock.advance(10 * MINUTE_MS)
      expect(await refreshBeliefs(database.store, clock)).toBe(1)
      expect(await row(item.id)).toMatchObject({ state: 'decided' })
      clock.advance(10 * MINUTE_MS)
      expect(await refreshBeliefs(database.store, clock)).toBe(0)
    })

    test('an item that rests is decided although the process ended right after the refit', async () => {
      await begin(1, { ...adaptive, adaptive: { annotationCost: '1', wrongDecisionLoss: '10' } })
      await answer(0, 'yes')
      const { item } = await answer(1, 'yes')
      await refitProject(database.store, clock, project, inferSingleChoice)
      expect(await row(item.id)).toMatchObject({ state: 'open' })
      expect(await refreshBeliefs(database.store, clock)).toBe(1)
      expect(await row(item.id)).toMatchObject({ state: 'decided' })
      expect(await refreshBeliefs(database.store, clock)).toBe(0)
    })

    test('a refit that doubts an item at rest asks for another annotation', async () => {
      await begin(40, { ...adaptive, adaptive: { annotationCost: '1', wrongDecisionLoss: '20' } })
      const { item } = await answer(2, 'yes')
      const second = { projectSlug: project.slug, among: [item.id] }
      const { assignmentId: same } = await inTrx((trx) => claimItem(trx, clock, person(4), second))
      await submit(4, same, 'yes')
      expect(await row(item.id)).toMatchObject({ state: 'open', open_slots: 0, wanted: 2 })
      for (let turn = 0; turn < 100; turn++) {
        const index = turn % 5
        const { assignmentId, item: next } = await claim(index)
        const isEven = Number(next.externalId.replaceAll(/\D/g, '')) % 2 === 0
        const isWrong = index === 2 || index === 4
        await submit(index, assignmentId, isEven === isWrong ? 'yes' : 'no')
      }
      await refreshBelief(database.store, clock, project)
      expect(await row(item.id)).toMatchObject({ state: 'open', open_slots: 1, wanted: 3 })
    })

    test('at the maximum the rule decides, however much belief doubts', async () => {
      await begin(1, { ...adaptive, adaptive: { annotationCost: '0.001', wrongDecisionLoss: '1000' } })
      await answer(0, 'yes')
      for (const index of [1, 2]) {
        expect(await answer(index, 'yes')).toMatchObject({ round: { kind: 'widen' } })
      }
      const last = await answer(3, 'yes')
      expect(last).toMatchObject({ round: { kind: 'decided', agree: 4, total: 4 } })
    })

    test('a widened round is not decided by somebody who cannot tell', async () => {
      await begin(1, adaptive)
      await answer(0, 'yes')
      const { item } = await answer(1, 'yes')
      const { assignmentId } = await claim(2)
      await inTrx((trx) => skipAssignment(trx, clock, person(2), { assignmentId, reason: 'unclear' }))
      expect(await row(item.id)).toMatchObject({ state: 'open', wanted: 3, open_slots: 1 })
      const lapsed = await claim(3)
      clock.advance(16 * MINUTE_MS)
      await expireLeases(database.store, clock)
      expect(await row(item.id)).toMatchObject({ state: 'open', wanted: 3, open_slots: 1 })
      expect(await submit(3, lapsed.assignmentId, 'yes')).toMatchObject({ round: { kind: 'wait' } })
      await refreshBelief(database.store, clock, project)
      expect(await row(item.id)).toMatchObject({ state: 'decided' })
    })

    test('a refit that knows the people better decides what waited for more', async () => {
      await begin(30, adaptive)
      for (let turn = 0; turn < 60; turn++) {
        const { assignmentId, item } = await claim(turn % 2)
        await submit(turn % 2, assignmentId, item.externalId.endsWith('0') ? 'yes' : 'no')
      }
      const states = async () =>
        (
          await inTrx((trx) =>
            trx.selectFrom('items').select('state').where('project_id', '=', project.id).execute(),
          )
        ).map((one) => one.state)
      expect(new Set(await states())).toEqual(new Set(['open']))
      await refreshBelief(database.store, clock, project)
      expect(new Set(await states())).toEqual(new Set(['decided']))
    })
  })
})
