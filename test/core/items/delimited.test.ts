import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Project } from '../../../core/projects/project.ts'
import { openSqlite, type TestDatabase } from '../../support/databases.ts'
import { freshProject, importText, storedItems, storedTexts } from './import-text.ts'

let database: TestDatabase
let project: Project

beforeAll(async () => {
  database = await openSqlite()
})
afterAll(() => database.close())

const importInto = (name: string, content: string | Uint8Array) =>
  importText(database.store, project, name, content)

describe('CSV and TSV', () => {
  beforeEach(async () => {
    project = await freshProject(database.store)
  })

  test('columns come in any order, with a byte order mark, CRLF and empty lines', async () => {
    const report = await importInto(
      'items.csv',
      '\uFEFFgold, text ,note,id\r\n pear ,first,n,a\r\n\r\n,"se,c""ond",n,b\r\n',
    )
    expect(report).toMatchObject({ accepted: 2, refused: 0 })
    expect(await storedItems(database.store, project)).toMatchObject([
      { external_id: 'a', gold_label: 'pear', content: '{"text":"first"}' },
      { external_id: 'b', gold_label: null, content: '{"text":"se,c\\"ond"}' },
    ])
  })

  test('the text may stand in another column', async () => {
    const { schema } = project.definition
    project = await freshProject(database.store, {
      schema: { ...schema, labels: [...schema.labels], textField: 'message' },
    })
    await importInto('items.tsv', 'id\tmessage\na\thello\n')
    expect(await storedTexts(database.store, project)).toEqual(['hello'])
  })

  test('a quoted text may run over lines', async () => {
    await importInto('items.csv', 'id,text\na,"one\n\ntwo ""quoted"" three\r\nfour"\nb,x\n')
    expect(await storedTexts(database.store, project)).toEqual(['one\n\ntwo "quoted" three\nfour', 'x'])
  })

  test('in TSV a quote is an ordinary character', async () => {
    await importInto('items.tsv', 'id\ttext\na\t"half\nb\tsize 5" pipe\n')
    expect(await storedTexts(database.store, project)).toEqual(['"half', 'size 5" pipe'])
  })

  test.each([
    ['never closed before another quoted row', 'a,"open\nb,"fine"\nc,x'],
    ['never closed before rows without quotes', 'a,"open\nb,fine\nc,x'],
    ['in the middle of a field', 'a,5" pipe\nb,fine\nc,x'],
    ['followed by more', 'a,"closed" and more\nb,fine\nc,x'],
    ['closed in a later row only', `a,"open\nb,fine\nc,x","y`],
  ])('a quote %s costs its own row only', async (_, rows) => {
    const report = await importInto('items.csv', `id,text\n${rows}\n`)
    expect(report.refusals[0]).toEqual({ line: 2, code: 'badQuotes', detail: rows.split('\n')[0] })
    expect((await storedItems(database.store, project))[0]).toMatchObject({ external_id: 'b' })
  })

  test('an open quote at the top of a long file costs its own row only', async () => {
    const rows = Array.from({ length: 2_000 }, (_, index) => `i${index},text ${index}`)
    const report = await importInto('items.csv', `id,text\nbad,"open\n${rows.join('\n')}\n`)
    expect(report).toMatchObject({ accepted: 2_000, refused: 1, refusals: [{ line: 2, code: 'badQuotes' }] })
  })

  test('lines after a broken record keep their numbers', async () => {
    const report = await importInto('items.csv', 'id,text\na,"x\ny"\nb,"open\nc,x,too many\nd\n')
    expect(report).toMatchObject({ accepted: 1 })
    expect(report.refusals).toEqual([
      { line: 4, code: 'badQuotes', detail: 'b,"open' },
      { line: 5, code: 'wrongFields', detail: '3/2' },
      { line: 6, code: 'wrongFields', detail: '1/2' },
    ])
  })

  test.each([
    ['lacks the id', 'text,gold\nx,pear\n'],
    ['lacks the text', 'id,gold\na,pear\n'],
    ['names a column twice', 'id,text,text\na,x,y\n'],
    ['has broken quotes', 'id,"text\na,x\n'],
  ])('a header that %s stops the import', async (_, content) => {
    const report = await importInto('items.csv', content)
    expect(report).toMatchObject({ accepted: 0, refused: 1, refusals: [{ line: 1 }] })
    expect(['badHeader', 'badQuotes']).toContain(report.refusals[0]?.code)
  })

  test('reads back whatever a CSV writer wrote', async () => {
    const unit = fc.constantFrom('"', ',', '\n', ' ', 'a', 'é', '😀', "'", ';', '\t', '""')
    const text = fc.string({ unit, maxLength: 30 }).map((one) => `.${one}`)
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
        project = await freshProject(database.store)
        const rows = texts.map((one, index) => [`i${index}`, one, ''])
        const report = await importInto('items.csv', stringify([['id', 'text', 'gold'], ...rows]))
        expect(report).toMatchObject({ accepted: texts.length, refused: 0 })
        expect(await storedTexts(database.store, project)).toEqual(texts)
      }),
      { numRuns: 50 },
    )
  })

  test('whatever the file holds, no row is lost: without quotes each line is stored, known or refused', async () => {
    const unit = fc.constantFrom(
      ',',
      '\n',
      '\r\n',
      'a',
      'b',
      ' ',
      'pear',
      '\n1,x,\n',
      '\n2,y,pear\n',
      '\uFFFD',
    )
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 40 }), async (body) => {
        project = await freshProject(database.store)
        const report = await importInto('items.csv', `id,text,gold\n${body}\nlast,y,\n`)
        const lines = body.split('\n').filter((one) => one.trim() !== '').length + 1
        expect(report.accepted + report.duplicates + report.refused).toBe(lines)
        expect(await storedItems(database.store, project)).toHaveLength(report.accepted)
      }),
      { numRuns: 100 },
    )
  })

  test('whatever the quotes, a good row at least a record away is stored', async () => {
    const unit = fc.constantFrom('"', ',', '\n', 'a', '""', ' ', '\n1,x\n', '\n2,"y"\n')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 40 }), async (body) => {
        project = await freshProject(database.store)
        // Longer than any record may be, so that no open quote reaches the last row.
        const filler = Array.from({ length: 101 }, (_, index) => `f${index},x`).join('\n')
        await importInto('items.csv', `id,text\n${body}\n${filler}\nlast,y\n`)
        const items = await storedItems(database.store, project)
        expect(items.at(-1)).toMatchObject({ external_id: 'last', content: '{"text":"y"}' })
      }),
      { numRuns: 100 },
    )
  })
})
