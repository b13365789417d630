import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccountId } from '../../../core/ids.ts'
import { activeProjects } from '../../../core/projects/active-projects.ts'
import { createProject } from '../../../core/projects/create-project.ts'
import { findProject } from '../../../core/projects/find-project.ts'
import { listProjects } from '../../../core/projects/list-projects.ts'
import { parseProjectFile } from '../../../core/projects/parse-project-file.ts'
import { pauseProject } from '../../../core/projects/pause-project.ts'
import { readProjectStatus } from '../../../core/projects/read-project-status.ts'
import { resumeProject } from '../../../core/projects/resume-project.ts'
import type { Trx } from '../../../core/store/database.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { answerNext, jsonl, makeAnnotator, settleAll } from '../items/annotate.ts'
import { importText } from '../items/import-text.ts'
import { clock, makeProject, projectFile } from './project-file.ts'

describe.each(databases)('projects on $name', ({ open }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  const inTransaction = <T>(work: (trx: Trx) => Promise<T>) => database.store.transaction(work)

  test('a new project is active, versioned, audited, and asks for its whole budget', async () => {
    const { id: accountId } = await makeAnnotator(database.store, 'moderator')
    const parsed = parseProjectFile(JSON.stringify({ ...projectFile(), name: 'new' }), 'p.json')
    const project = await inTransaction((trx) =>
      createProject(trx, clock, { ...parsed, createdBy: accountId }),
    )
    expect(project).toMatchObject({ slug: 'new', state: 'active', guidelineVersion: 1, committedWei: 0n })
    expect(project.budgetWei).toBe(10n ** 21n)
    const rows = await inTransaction(async (trx) => ({
      versions: await trx
        .selectFrom('guideline_versions')
        .selectAll()
        .where('project_id', '=', project.id)
        .execute(),
      fundings: await trx
        .selectFrom('project_fundings')
        .selectAll()
        .where('project_id', '=', project.id)
        .execute(),
      audit: await trx.selectFrom('audit_entries').selectAll().where('target', '=', 'new').execute(),
    }))
    expect(rows.versions.map((row) => [row.version, JSON.parse(row.content)])).toEqual([
      [1, parsed.definition.guideline],
    ])
    expect(rows.fundings).toMatchObject([{ kind: 'fund', state: 'pending', amount_wei: String(10n ** 21n) }])
    expect(rows.audit).toMatchObject([{ action: 'project.created', account_id: accountId }])
  })

  test('is found by its name in any spelling, and reads as it was created', async () => {
    const created = await makeProject(database.store, { name: 'found' })
    expect(await inTransaction((trx) => findProject(trx, ' FOUND '))).toEqual(created)
    const refused = inTransaction((trx) => findProject(trx, 'missing'))
    await expect(refused).rejects.toMatchObject({ code: 'project.unknown', params: { project: 'missing' } })
  })

  test('a taken name is refused and changes nothing', async () => {
    const { id } = await makeProject(database.store, { name: 'taken' })
    const again = makeProject(database.store, { name: 'taken', title: 'Other' })
    await expect(again).rejects.toMatchObject({ code: 'project.exists', params: { project: 'taken' } })
    const fundings = await inTransaction((trx) =>
      trx.selectFrom('project_fundings').selectAll().where('project_id', '=', id).execute(),
    )
    expect(fundings).toHaveLength(1)
  })

  test('of many who create the same name at once, one succeeds', async () => {
    const attempts = Array.from({ length: 5 }, () => makeProject(database.store, { name: 'race' }))
    const results = await Promise.allSettled(attempts)
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    for (const one of results) {
      if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'project.exists' })
    }
  })

  test('pausing and resuming works from the right state only, and says who did it', async () => {
    await makeProject(database.store, { name: 'switch' })
    const { id: accountId } = await makeAnnotator(database.store, 'switcher')
    const change = (by: AccountId | null) => ({ slug: 'Switch', accountId: by })
    const resumed = inTransaction((trx) => resumeProject(trx, clock, change(null)))
    await expect(resumed).rejects.toMatchObject({
      code: 'project.wrongState',
      params: { project: 'switch', state: 'active', wanted: 'paused' },
    })
    expect((await inTransaction((trx) => pauseProject(trx, clock, change(accountId)))).state).toBe('paused')
    const isActive = async () => (await inTransaction(activeProjects)).some((one) => one.slug === 'switch')
    expect(await isActive()).toBe(false)
    expect((await inTransaction(listProjects)).some((one) => one.slug === 'switch')).toBe(true)
    await expect(inTransaction((trx) => pauseProject(trx, clock, change(null)))).rejects.toMatchObject({
      code: 'project.wrongState',
    })
    expect((await inTransaction((trx) => resumeProject(trx, clock, change(null)))).state).toBe('active')
    expect(await isActive()).toBe(true)
    const audit = await inTransaction((trx) =>
      trx.selectFrom('audit_entries').selectAll().where('target', '=', 'switch').orderBy('id').execute(),
    )
    expect(audit.map((row) => [row.action, row.account_id])).toEqual([
      ['project.created', null],
      ['project.paused', accountId],
      ['project.resumed', null],
    ])
  })
})

describe.each(databases)('the status of a project on $name', ({ open }) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  test('counts items, annotations, people, leases, gold and money, and measures agreement', async () => {
    const { store } = database
    const project = await makeProject(store)
    const items = ['i1', 'i2', 'i3', 'i4'].map((id) => ({
      id,
      text: id,
      ...(id === 'i1' && { gold: 'apple' }),
    }))
    await importText(store, project, 'items.jsonl', jsonl(items))
    const people = await Promise.all(['a', 'b', 'c'].map((name) => makeAnnotator(store, name)))
    // i1: apple by all; i2: pear by all; i3: two apples and a pear.
    for (const [index, person] of people.entries()) {
      const choose = (id: string) => (id === 'i1' || (id === 'i3' && index < 2) ? 'apple' : 'pear')
      for (let count = 0; count < 3; count += 1) await answerNext(store, person, choose)
    }
    await settleAll(store, '0x1')
    const status = await store.transaction((trx) => readProjectStatus(trx, 'fruit'))
    expect(status).toMatchObject({
      slug: 'fruit',
      state: 'active',
      items: { items: 4, open: 1, decided: 3, expert: 0 },
      work: { annotations: 9, people: 3, leased: 0 },
      gold: { right: 3, total: 3 },
    })
    // 9 pairable values, 5 apples, 4 pears, 4 of 18 ordered pairs disagree: 1 - 8 * (4/2) / (81-25-16).
    expect(status.alpha).toBeCloseTo(0.6, 9)
    const token = 10n ** 17n
    expect(status.money).toEqual({
      budgetWei: 10_000n * token,
      committedWei: 20n * token,
      paidWei: 800n,
    })
  })

  test('takes the same number of queries for an empty and a full project', async () => {
    const { store } = database
    await makeProject(store, { name: 'empty' })
    const queries = async (slug: string) => {
      let count = 0
      await store.transaction(async (trx) => {
        const counting = trx.withPlugin({
          transformQuery: ({ node }) => {
            count += 1
            return node
          },
          transformResult: async ({ result }) => result,
        })
        await readProjectStatus(counting, slug)
      })
      return count
    }
    expect(await queries('empty')).toBe(8)
    expect(await queries('fruit')).toBe(8)
    const status = await store.transaction((trx) => readProjectStatus(trx, 'empty'))
    expect(status).toMatchObject({ alpha: null, gold: { right: 0, total: 0 }, items: { items: 0 } })
  })
})
