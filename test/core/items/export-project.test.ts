import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ExportFormat, exportProject } from '../../../core/items/export-project.ts'
import { pseudonym } from '../../../core/items/pseudonym.ts'
import { pauseProject } from '../../../core/projects/pause-project.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { clock, makeProject } from '../projects/project-file.ts'
import { answerNext, jsonl, makeAnnotator, settleAll } from './annotate.ts'
import { importText } from './import-text.ts'

describe.each(databases)('exports on $name', ({ open }) => {
  let database: TestDatabase
  let accounts: Awaited<ReturnType<typeof makeAnnotator>>[]

  async function exported(slug: string, format: ExportFormat): Promise<string> {
    let text = ''
    await exportProject(database.store, clock, {
      slug,
      format,
      write: (chunk) => {
        expect(chunk.endsWith('\n')).toBe(true)
        text += chunk
      },
    })
    return text
  }
  const lines = async (slug: string) =>
    (await exported(slug, 'jsonl'))
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one))

  /** Project `fruit`: i1 decided by all, i2 decided against the third person, i3 untouched. Project `other`:
   * one item, answered by the same people. */
  beforeAll(async () => {
    database = await open()
    const { store } = database
    accounts = []
    for (const name of ['ann', 'ben', 'cho']) accounts.push(await makeAnnotator(store, name))
    const fruit = await makeProject(store)
    await importText(
      store,
      fruit,
      'items.jsonl',
      jsonl([
        { id: 'i1', text: '=1+1', gold: 'apple' },
        { id: 'i2', text: 'two\nlines, "quoted"' },
        { id: 'i3', text: '@last' },
      ]),
    )
    for (const [index, account] of accounts.entries()) {
      for (let count = 0; count < 2; count += 1) {
        await answerNext(store, account, (id) => (id === 'i2' && index === 2 ? 'pear' : 'apple'))
      }
    }
    await settleAll(store, '0xfeed')
    await store.transaction((trx) => pauseProject(trx, clock, { slug: 'fruit', accountId: null }))
    const other = await makeProject(store, { name: 'other' })
    await importText(store, other, 'items.jsonl', jsonl([{ id: 'o1', text: 'x' }]))
    for (const account of accounts) await answerNext(store, account, () => 'pear')
    await store.transaction((trx) => pauseProject(trx, clock, { slug: 'other', accountId: null }))
    const doubted = await makeProject(store, { name: 'doubted' })
    await importText(store, doubted, 'items.jsonl', jsonl([{ id: 'd1', text: 'y' }]))
    for (const account of accounts.slice(0, 1)) await answerNext(store, account, () => 'pear')
  })
  afterAll(() => database.close())

  test('JSONL: one object an item with annotations, decision and settlement', async () => {
    const items = await lines('fruit')
    expect(items.map((item) => item.id)).toEqual(['i1', 'i2', 'i3'])
    expect(items[1]).toMatchObject({
      text: 'two\nlines, "quoted"',
      gold: null,
      state: 'decided',
      decision: {
        label: 'apple',
        method: expect.any(String),
        agree: 2,
        total: 3,
        round: 1,
        decidedAt: clock.now(),
      },
      settlement: { batch: 1, outcome: 'accepted', transactionHash: '0xfeed' },
    })
    const annotation = {
      round: 1,
      role: 'annotator',
      guidelineVersion: 1,
      counted: true,
      late: false,
      createdAt: clock.now(),
      durationMs: 0,
    }
    const right = {
      label: 'apple',
      payment: { rewardWei: '100', slashWei: '0', shareWei: '0', transactionHash: '0xfeed' },
    }
    const wrong = {
      label: 'pear',
      payment: { rewardWei: '0', slashWei: '200', shareWei: '0', transactionHash: '0xfeed' },
    }
    const person = expect.stringMatching(/^p-[0-9a-f]{20}$/)
    expect(items[1].annotations).toEqual(
      [right, right, wrong].map((one) => ({ person, ...annotation, ...one })),
    )
    expect(items[2]).toMatchObject({ state: 'open', annotations: [], decision: null, settlement: null })
  })

  test('an item that ended unclear has no decision, but its outcome, all answers and what they make probable', async () => {
    const { store } = database
    const row = await store.transaction(async (trx) => {
      const batch = await trx
        .selectFrom('batches')
        .select('id')
        .where('number', '=', 1)
        .executeTakeFirstOrThrow()
      const item = await trx
        .updateTable('items')
        .set({ state: 'undecided' })
        .where('external_id', '=', 'd1')
        .returning(['id', 'posterior'])
        .executeTakeFirstOrThrow()
      const first = await trx
        .selectFrom('annotations')
        .select('id')
        .where('item_id', '=', item.id)
        .executeTakeFirstOrThrow()
      const place = { batch_id: batch.id, position: 99, item_id: item.id, round: 1, annotation_id: first.id }
      await trx
        .insertInto('batch_items')
        .values({ ...place, outcome: 'unclear' })
        .execute()
      return item
    })
    const [item] = await lines('doubted')
    const posterior = JSON.parse(row.posterior ?? '[]')
    expect(item).toMatchObject({
      state: 'undecided',
      decision: null,
      settlement: { batch: 1, outcome: 'unclear' },
      belief: { label: 'pear', probability: Math.max(...posterior), posterior },
    })
    expect(item.annotations.map((one: { label: string }) => one.label)).toEqual(['pear'])
    expect(await exported('doubted', 'csv')).toMatch(/undecided.*pear.*,1,unclear,pear,0\.\d+/)
  })

  test('before the settlement nothing is said to be paid', async () => {
    const [item] = await lines('other')
    expect(item.settlement).toBeNull()
    expect(item.annotations.map((one: { payment: unknown }) => one.payment)).toEqual([null, null, null])
  })

  test('a person has one pseudonym within a project and another in every other one', async () => {
    const people = (items: { annotations: { person: string }[] }[]) =>
      items.flatMap((item) => item.annotations.map((one) => one.person))
    const fruit = people(await lines('fruit'))
    const other = people(await lines('other'))
    expect(new Set(fruit).size).toBe(3)
    expect(fruit.slice(0, 3)).toEqual(fruit.slice(3))
    expect(new Set([...fruit, ...other]).size).toBe(6)
  })

  test('nothing in an export names a person or an account', async () => {
    for (const format of ['jsonl', 'csv'] as const) {
      const text = await exported('fruit', format)
      for (const account of accounts) {
        expect(text).not.toContain(account.id)
        expect(text).not.toContain(account.personId)
      }
      expect(text).not.toMatch(/\b(ann|ben|cho)\b/)
    }
  })

  test('CSV: one row an annotation, and one for an item without any; formulas are disarmed', async () => {
    const rows: Record<string, string>[] = parse(await exported('fruit', 'csv'), { columns: true })
    expect(rows.map((row) => [row.id, row.text, row.label, row.decision, row.counted])).toEqual([
      ['i1', "'=1+1", 'apple', 'apple', '1'],
      ['i1', "'=1+1", 'apple', 'apple', '1'],
      ['i1', "'=1+1", 'apple', 'apple', '1'],
      ['i2', 'two\nlines, "quoted"', 'apple', 'apple', '1'],
      ['i2', 'two\nlines, "quoted"', 'apple', 'apple', '1'],
      ['i2', 'two\nlines, "quoted"', 'pear', 'apple', '1'],
      ['i3', "'@last", '', '', ''],
    ])
    expect(rows[0]).toMatchObject({
      gold: 'apple',
      decision_agree: '3',
      decision_total: '3',
      transaction_hash: '0xfeed',
    })
    expect(rows[5]).toMatchObject({
      reward_wei: '0',
      slash_wei: '200',
      batch: '1',
      batch_outcome: 'accepted',
    })
  })

  test('says how much it wrote, and leaves an audit entry', async () => {
    const { store } = database
    const report = await exportProject(store, clock, { slug: 'Fruit', format: 'csv', write: () => undefined })
    expect(report).toEqual({ items: 3, annotations: 6 })
    const entries = await store.transaction((trx) =>
      trx
        .selectFrom('audit_entries')
        .selectAll()
        .where('action', '=', 'project.exported')
        .orderBy('id', 'desc')
        .execute(),
    )
    expect(JSON.parse(entries[0]?.details ?? '')).toEqual({ format: 'csv', items: 3, annotations: 6 })
    const unknown = exportProject(store, clock, { slug: 'nothing', format: 'csv', write: () => undefined })
    await expect(unknown).rejects.toMatchObject({ code: 'project.unknown' })
  })

  test('writes many items in order, a page at a time, and waits for a slow receiver', async () => {
    const { store } = database
    const project = await makeProject(store, { name: 'many' })
    const ids = Array.from({ length: 950 }, (_, index) => `m${index}`)
    await importText(store, project, 'items.jsonl', jsonl(ids.map((id) => ({ id, text: id }))))
    const chunks: string[] = []
    let writing = 0
    await exportProject(store, clock, {
      slug: 'many',
      format: 'jsonl',
      write: async (chunk) => {
        writing += 1
        expect(writing).toBe(1)
        await new Promise((done) => setImmediate(done))
        chunks.push(chunk)
        writing -= 1
      },
    })
    expect(chunks).toHaveLength(5)
    expect(
      chunks
        .join('')
        .trim()
        .split('\n')
        .map((one) => JSON.parse(one).id),
    ).toEqual(ids)
  })
})

test('a pseudonym cannot be told without the key', () => {
  const person = '0197b7a2-0000-7000-8000-000000000000' as Parameters<typeof pseudonym>[1]
  expect(pseudonym('00', person)).not.toBe(pseudonym('01', person))
  expect(pseudonym('00', person)).toBe(pseudonym('00', person))
})
