import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PersonId } from '../../../core/ids.ts'
import { readProjectHealth } from '../../../core/insights/read-project-health.ts'
import { pseudonym } from '../../../core/items/pseudonym.ts'
import { readProjectStatus } from '../../../core/projects/read-project-status.ts'
import { krippendorffAlpha } from '../../../core/quality/krippendorff-alpha.ts'
import type { Trx } from '../../../core/store/database.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { clock, makeProject, projectFile } from '../projects/project-file.ts'
import { simulateCrowd } from '../quality/agreement/simulated-crowd.ts'
import { fillProject } from './fill-project.ts'

/** The same transaction, counting its queries. */
function counting(trx: Trx): { trx: Trx; queries: () => number } {
  let queries = 0
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }) => {
      queries++
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { trx: trx.withPlugin(plugin), queries: () => queries }
}

describe.each(databases)('health of a project on $name', ({ open }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  async function healthOf(slug: string) {
    return await database.store.transaction(async (trx) => {
      const counted = counting(trx)
      const health = await readProjectHealth(counted.trx, slug)
      return { health, queries: counted.queries() }
    })
  }

  test('agreement goes by the scale of the labels: by name, by their order, or by the numbers they are', async () => {
    // Three items; people disagree by one step on two of them, and a label in the middle is never given.
    const given = [
      [0, 0],
      [0, 1],
      [3, 4],
    ]
    const items = given.map(() => ({ decided: null, gold: null }))
    const list = given.flatMap((labels, item) =>
      labels.map((label, person) => ({ item, person, label, durationMs: 1_000 })),
    )
    const stars = ['0', '1', '2', '3', '10']
    const labels = stars.map((name) => ({ name, title: `${name} stars`, definition: 'So many.' }))
    const schema = { ...projectFile().schema, labels }
    const examples = projectFile().guideline.good.map((one) => ({ ...one, label: '0' }))
    const guideline = { summary: 'Count them.', good: examples, poor: examples }
    const found: (number | null)[] = []
    for (const scale of ['nominal', 'ordinal', 'interval'] as const) {
      const changes = { name: `stars-${scale}`, schema: { ...schema, scale }, guideline }
      const project = await makeProject(database.store, changes)
      await fillProject(database.store, clock, project, { labels: 5, people: 2, items, list })
      const { health } = await healthOf(project.slug)
      const status = await database.store.transaction((trx) => readProjectStatus(trx, project.slug))
      expect(health.agreement).toMatchObject({ scale, alpha: status.alpha })
      found.push(health.agreement.alpha)
    }
    const units = [
      [0, 0],
      [0, 1],
      [3, 10],
    ]
    expect(found).toEqual([
      krippendorffAlpha(units.map((unit) => unit.map(String))),
      krippendorffAlpha(given, 'ordinal'),
      krippendorffAlpha(units, 'interval'),
    ])
    expect(new Set(found).size).toBe(3)
  })

  test('a community with a clique and spammers: figures, names and five queries', async () => {
    const plan = { seed: 2, people: 40, items: 400, redundancy: 10, labels: 2, clique: 0.2, spammers: 0.1 }
    const crowd = simulateCrowd(plan)
    const project = await makeProject(database.store, { name: 'crowd' })
    await fillProject(database.store, clock, project, crowd.answers)
    const { health, queries } = await healthOf('crowd')
    expect(queries).toBe(5)
    expect(health).toMatchObject({
      slug: 'crowd',
      annotations: 4_000,
      items: 400,
      people: 40,
      isPartial: false,
    })
    const { alpha, alphaInterval } = health.agreement
    expect(alphaInterval?.low).toBeLessThan(alpha ?? 0)
    expect(alphaInterval?.high).toBeGreaterThan(alpha ?? 0)
    const status = await database.store.transaction((trx) => readProjectStatus(trx, 'crowd'))
    expect(alpha).toBeCloseTo(status.alpha ?? 0, 9)
    const group = health.suspects.collusion.flatMap(({ people }) => people)
    const kindOf = ({ name }: { name: string }) => crowd.kinds[Number(name.split(' ')[1])]
    expect(group.map(kindOf)).toEqual(new Array(8).fill('clique'))
    const fast = health.suspects.tooFast.map(({ person }) => kindOf(person))
    expect(fast.length).toBeGreaterThanOrEqual(4)
    expect(fast.every((kind) => kind === 'constant' || kind === 'random')).toBe(true)
    const [confused] = health.confusedLabels
    expect(confused?.labels.map(({ title }) => title).sort()).toEqual(['Apple', 'Pear'])
    expect(confused?.examples[0]?.text).toMatch(/^Text of item \d+$/)
    expect(health.disputedItems).toHaveLength(20)
    expect(health.labels.againstDecisions.map(({ label }) => label.name)).toEqual(['apple', 'pear'])
    expect(health.labels.againstGold.every(({ recall }) => recall === null)).toBe(true)
  })

  test('people go by the pseudonym of the exports and by the first name they had here', async () => {
    const crowd = simulateCrowd({ seed: 4, people: 5, items: 30, redundancy: 4, labels: 2 })
    const project = await makeProject(database.store, { name: 'named' })
    await fillProject(database.store, clock, project, crowd.answers)
    const { health } = await healthOf('named')
    const [pair] = health.agreement.lowestPairs
    const people = await database.store.transaction((trx) =>
      trx
        .selectFrom('projects')
        .innerJoin('annotations', 'annotations.project_id', 'projects.id')
        .innerJoin('identities', 'identities.account_id', 'annotations.account_id')
        .select(['pseudonym_key', 'person_id', 'display_name'])
        .where('projects.id', '=', project.id)
        .execute(),
    )
    const known = people.map(({ pseudonym_key: key, person_id: person, display_name: name }) => ({
      id: pseudonym(key, person as PersonId),
      name,
    }))
    expect(known).toContainEqual(pair?.people[0])
  })

  test('gold is compared with gold', async () => {
    const crowd = simulateCrowd({ seed: 5, people: 6, items: 40, redundancy: 4, labels: 2 })
    const items = crowd.answers.items.map((item, at) => ({ ...item, gold: crowd.truth[at] ?? null }))
    const project = await makeProject(database.store, { name: 'golden' })
    await fillProject(database.store, clock, project, { ...crowd.answers, items })
    const { health } = await healthOf('golden')
    const answers = health.labels.againstGold.reduce((sum, one) => sum + one.answers, 0)
    expect(answers).toBe(160)
    expect(health.labels.goldCounts.flat().reduce((sum, count) => sum + count, 0)).toBe(160)
  })

  test('a project nobody answered has nothing to say, and an unknown one is refused', async () => {
    await makeProject(database.store, { name: 'fresh' })
    const { health } = await healthOf('fresh')
    expect(health).toMatchObject({
      annotations: 0,
      agreement: { alpha: null, alphaInterval: null, fleissKappa: null, lowestPairs: [] },
      confusedLabels: [],
      disputedItems: [],
      drift: { project: null, people: [], tested: 0 },
      suspects: { tooFast: [], constant: [], random: [], collusion: [] },
    })
    await expect(healthOf('missing')).rejects.toMatchObject({ code: 'project.unknown' })
  })
})
