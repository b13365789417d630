import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Project } from '../../../core/projects/project.ts'
import type { Store } from '../../../core/store/database.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { jsonl } from './annotate.ts'
import { freshProject, importText, storedItems, storedTexts } from './import-text.ts'

let database: TestDatabase
let project: Project
async function committed(of: Project = project): Promise<bigint> {
  const row = await database.store.transaction((trx) =>
    trx.selectFrom('projects').select('committed_wei').where('id', '=', of.id).executeTakeFirstOrThrow(),
  )
  return BigInt(row.committed_wei)
}

const storedGold = () =>
  database.store.transaction((trx) =>
    trx
      .selectFrom('gold_items')
      .selectAll()
      .where('project_id', '=', project.id)
      .orderBy('item_id')
      .execute(),
  )

const importInto = (name: string, content: string | Uint8Array) =>
  importText(database.store, project, name, content)

describe.each(databases)('imports on $name', ({ open }) => {
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    project = await freshProject(database.store)
  })

  test('stores items open, in the order of the file, and commits their highest cost', async () => {
    const report = await importInto(
      'items.jsonl',
      jsonl([
        { id: 'a', text: 'first' },
        { id: 7, text: 'second', gold: 'pear', other: [1] },
      ]),
    )
    expect(report).toEqual({ accepted: 2, duplicates: 0, refused: 0, refusals: [] })
    const slots = { state: 'open', round: 1, wanted: 3, open_slots: 3, started: 0, exposures: 0 }
    const none = { gold_label: null, gold_state: null, gold_cap: null }
    const pear = { gold_label: 'pear', gold_state: 'active', gold_cap: 25 }
    expect(await storedItems(database.store, project)).toMatchObject([
      { external_id: 'a', ordinal: 1, content: '{"text":"first"}', ...none, ...slots },
      { external_id: '7', ordinal: 2, content: '{"text":"second"}', ...pear, ...slots },
    ])
    expect(await storedGold()).toMatchObject([
      { label: 'pear', origin: 'requester', why: null, reason: null },
    ])
    expect(await committed()).toBe(2n * 5n * 10n ** 17n)
  })

  test('keeps why a known answer is right, where the file says so', async () => {
    await importInto('items.csv', 'id,text,gold,gold_why\na,x,pear, it is green \nb,y,,no gold\nc,z,pear,\n')
    await importInto(
      'items.jsonl',
      jsonl([{ id: 'd', text: 'w', gold: 'pear', gold_why: 'x'.repeat(1_001) }]),
    )
    expect((await storedGold()).map((row) => row.why)).toEqual(['it is green', null, null])
  })

  test('notes each import with its report', async () => {
    await importInto('items.jsonl', `${jsonl([{ id: 'a', text: 'x' }])}nonsense\n`)
    const [row] = await database.store.transaction((trx) =>
      trx.selectFrom('imports').selectAll().where('project_id', '=', project.id).execute(),
    )
    expect(row).toMatchObject({ file_name: 'items.jsonl', accepted: 1, duplicates: 0, refused: 1 })
    expect(JSON.parse(row?.refusals ?? '')).toEqual([{ line: 2, code: 'badJson', detail: 'nonsense' }])
  })

  test('the same file again adds nothing', async () => {
    const text = jsonl(
      Array.from({ length: 1_234 }, (_, index) => ({ id: `i${index}`, text: `text ${index}` })),
    )
    expect((await importInto('items.jsonl', text)).accepted).toBe(1_234)
    const before = await storedItems(database.store, project)
    expect(await importInto('items.jsonl', text)).toEqual({
      accepted: 0,
      duplicates: 1_234,
      refused: 0,
      refusals: [],
    })
    expect(await storedItems(database.store, project)).toEqual(before)
    expect(await committed()).toBe(1_234n * 5n * 10n ** 17n)
  })

  test('an import that died half way is finished by running it again', async () => {
    const rows = Array.from({ length: 1_700 }, (_, index) => ({ id: `i${index}`, text: `text ${index}` }))
    let chunks = 0
    const dying: Store = {
      ...database.store,
      transaction: (work) => {
        chunks += 1
        if (chunks > 2) throw new Error('killed')
        return database.store.transaction(work)
      },
    }
    await expect(importText(dying, project, 'items.jsonl', jsonl(rows))).rejects.toThrow('killed')
    expect(await storedItems(database.store, project)).toHaveLength(1_000)
    const report = await importInto('items.jsonl', jsonl(rows))
    expect(report).toMatchObject({ accepted: 700, duplicates: 1_000, refused: 0 })
    const items = await storedItems(database.store, project)
    expect(items.map((item) => item.external_id)).toEqual(rows.map((row) => row.id))
    expect(items.map((item) => item.ordinal)).toEqual(rows.map((_, index) => index + 1))
    expect(await committed()).toBe(1_700n * 5n * 10n ** 17n)
  })

  test('two imports of the same file at once store every item once', async () => {
    const text = jsonl(Array.from({ length: 1_500 }, (_, index) => ({ id: `i${index}`, text: 'x' })))
    const reports = await Promise.all([importInto('a.jsonl', text), importInto('b.jsonl', text)])
    expect(reports.reduce((sum, one) => sum + one.accepted, 0)).toBe(1_500)
    expect(reports.reduce((sum, one) => sum + one.duplicates, 0)).toBe(1_500)
    expect(reports.flatMap((one) => one.refusals)).toEqual([])
    expect((await storedItems(database.store, project)).map((item) => item.ordinal)).toEqual(
      Array.from({ length: 1_500 }, (_, i) => i + 1),
    )
  })

  test('refuses an id that stands in the file twice, near or far, and a changed item', async () => {
    await importInto(
      'items.jsonl',
      jsonl([
        { id: 'old', text: 'as it was' },
        { id: 'gold', text: 'x' },
      ]),
    )
    const rows = Array.from({ length: 600 }, (_, index) => ({ id: `i${index}`, text: 'x' }))
    const report = await importInto(
      'items.jsonl',
      jsonl([
        { id: 'old', text: 'as it was' },
        { id: 'old', text: 'changed' },
        { id: 'gold', text: 'x', gold: 'pear' },
        ...rows,
        { id: 'i599', text: 'x' },
        { id: 'i0', text: 'y' },
      ]),
    )
    expect(report).toEqual({
      accepted: 600,
      duplicates: 1,
      refused: 4,
      refusals: [
        { line: 2, code: 'changedItem', detail: 'old' },
        { line: 3, code: 'changedItem', detail: 'gold' },
        { line: 604, code: 'duplicateId', detail: 'i599' },
        { line: 605, code: 'duplicateId', detail: 'i0' },
      ],
    })
  })

  test('stops where the budget ends', async () => {
    project = await freshProject(database.store, { rewards: { annotation: '0.1', budget: '1.2' } })
    const rows = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: 'x' }))
    const report = await importInto('items.jsonl', jsonl(rows))
    expect(report).toMatchObject({ accepted: 2, refused: 2 })
    expect(report.refusals).toEqual([
      { line: 3, code: 'budgetExceeded', detail: 'c' },
      { line: 4, code: 'budgetExceeded', detail: 'd' },
    ])
    expect(await committed()).toBe(10n ** 18n)
  })

  test('keeps any text exactly', async () => {
    const text = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 200 })
      .filter((one) => !one.includes('\0'))
    const texts = fc.array(
      text.map((one) => `.${one}`),
      { minLength: 1, maxLength: 20 },
    )
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        project = await freshProject(database.store)
        const rows = some.map((one, index) => ({ id: `i${index}`, text: one }))
        expect(await importInto('items.jsonl', jsonl(rows))).toMatchObject({
          accepted: some.length,
          refused: 0,
        })
        expect(await storedTexts(database.store, project)).toEqual(some)
      }),
      { numRuns: 30 },
    )
  })

  test('takes no items into a finished project', async () => {
    await database.store.transaction((trx) =>
      trx.updateTable('projects').set({ state: 'finished' }).where('id', '=', project.id).execute(),
    )
    const refused = importInto('items.jsonl', jsonl([{ id: 'a', text: 'x' }]))
    await expect(refused).rejects.toMatchObject({ code: 'project.wrongState' })
  })
})
