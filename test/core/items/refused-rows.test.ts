import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { importItems } from '../../../core/items/import-items.ts'
import type { Project } from '../../../core/projects/project.ts'
import { openSqlite, type TestDatabase } from '../../support/databases.ts'
import { clock } from '../projects/project-file.ts'
import { freshProject, importText } from './import-text.ts'

let database: TestDatabase
let project: Project

beforeAll(async () => {
  database = await openSqlite()
})
afterAll(() => database.close())

const importInto = (name: string, content: string | Uint8Array) =>
  importText(database.store, project, name, content)

describe('what is refused', () => {
  beforeEach(async () => {
    project = await freshProject(database.store, { constraints: { maxLength: 1_000 } })
  })

  const line = (fields: object) => JSON.stringify(fields)
  test.each<[string, string, string, string]>([
    ['broken JSON', '{"id": "a", "text": "x"', 'badJson', '{"id": "a", "text": "x"'],
    ['JSON that is no object', '["a", "x"]', 'badJson', '["a", "x"]'],
    ['no id', line({ text: 'x' }), 'missingId', ''],
    ['an empty id', line({ id: ' ', text: 'x' }), 'missingId', ''],
    ['an id that is a fraction', line({ id: 1.5, text: 'x' }), 'missingId', ''],
    ['an id that is an object', line({ id: {}, text: 'x' }), 'missingId', ''],
    ['a long id', line({ id: 'i'.repeat(201), text: 'x' }), 'idTooLong', '200'],
    ['no text', line({ id: 'a' }), 'missingText', 'text'],
    ['an empty text', line({ id: 'a', text: '' }), 'missingText', 'text'],
    [
      'a text of which nothing can be seen',
      line({ id: 'a', text: ' \t\u00a0\u200b\u2060\ufeff' }),
      'missingText',
      'text',
    ],
    ['a text that is a number', line({ id: 'a', text: 5 }), 'missingText', 'text'],
    ['a long text', line({ id: 'a', text: 'x'.repeat(1_001) }), 'textTooLong', '1000'],
    [
      'a text that grows too long when a platform escapes it',
      line({ id: 'a', text: '*'.repeat(1_000) }),
      'textDoesNotFit',
      '1616',
    ],
    ['an unknown label', line({ id: 'a', text: 'x', gold: 'plum' }), 'unknownLabel', 'plum'],
    ['a label that is an object', line({ id: 'a', text: 'x', gold: { a: 1 } }), 'unknownLabel', '{"a":1}'],
    ['a null character in a field', line({ id: 'a', text: 'a\0b' }), 'nullCharacter', ''],
    ['a null character in the line', '{"id": "a", "text": "a\0b"}', 'nullCharacter', ''],
    ['half of a character pair', '{"id": "a", "text": "a\\ud800b"}', 'badEncoding', ''],
  ])('%s, and the rest is imported', async (_, bad, code, detail) => {
    const before = { id: 'before', text: 'x' }
    const after = { id: 'after', text: 'x', gold: null }
    const report = await importInto('items.JSONL', `${line(before)}\n\n${bad}\n${line(after)}`)
    expect(report).toEqual({ accepted: 2, duplicates: 0, refused: 1, refusals: [{ line: 3, code, detail }] })
  })

  test('a line of 10 MB, and the rest is imported', async () => {
    const huge = line({ id: 'huge', text: 'x'.repeat(10 * 2 ** 20) })
    const report = await importInto(
      'items.jsonl',
      `${line({ id: 'a', text: 'x' })}\n${huge}\n${line({ id: 'b', text: 'x' })}\n`,
    )
    expect(report).toMatchObject({ accepted: 2, refused: 1, refusals: [{ line: 2, code: 'lineTooLong' }] })
  })

  test('a line of 10 MB in a CSV file, and the rest is imported', async () => {
    const report = await importInto('items.csv', `id,text\na,x\nhuge,${'x'.repeat(10 * 2 ** 20)}\nb,x\n`)
    expect(report).toMatchObject({ accepted: 2, refused: 1, refusals: [{ line: 3, code: 'lineTooLong' }] })
  })

  test('a line that is not UTF-8, and the rest is imported', async () => {
    const latin1 = Buffer.from(
      `${line({ id: 'a', text: 'x' })}\n${line({ id: 'b', text: 'café' })}\n`,
      'latin1',
    )
    const report = await importInto('items.jsonl', latin1)
    expect(report).toMatchObject({ accepted: 1, refused: 1 })
    expect(report.refusals).toEqual([{ line: 2, code: 'badEncoding', detail: '' }])
  })

  test.each([
    ['with a byte order mark', Buffer.from('\uFEFF{"id":"a","text":"x"}\n', 'utf16le')],
    ['without one', Buffer.from('{"id":"a","text":"x"}\n', 'utf16le')],
    ['in the other order', Buffer.from('\uFEFF{"id":"a","text":"x"}\n', 'utf16le').swap16()],
  ])('a UTF-16 file %s', async (_, bytes) => {
    for (const name of ['items.jsonl', 'items.csv']) {
      const report = await importInto(name, bytes)
      expect(report).toMatchObject({ accepted: 0, refused: 1, refusals: [{ line: 1, code: 'badEncoding' }] })
    }
  })

  test('more than 100 rows: the first 100 are told, all are counted', async () => {
    const report = await importInto('items.jsonl', 'nonsense\n'.repeat(1_234))
    expect(report.refused).toBe(1_234)
    expect(report.refusals.map((one) => one.line)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    )
  })

  test('a file that is missing, a folder, of an unknown kind, or without rows', async () => {
    const { store } = database
    const run = (path: string, fileName: string) => importItems(store, clock, { project, path, fileName })
    await expect(run('/nowhere/at/all', 'items.csv')).rejects.toMatchObject({
      code: 'import.unreadable',
      params: { file: 'items.csv', reason: 'ENOENT' },
    })
    await expect(run('/', 'items.jsonl')).rejects.toMatchObject({ code: 'import.unreadable' })
    await expect(importInto('items.xlsx', 'x')).rejects.toMatchObject({ code: 'import.unknownFormat' })
    await expect(importInto('items.jsonl', '\n\n')).rejects.toMatchObject({ code: 'import.empty' })
    await expect(importInto('items.csv', '')).rejects.toMatchObject({ code: 'import.empty' })
    await expect(importInto('items.csv', 'id,text\n')).rejects.toMatchObject({ code: 'import.empty' })
  })
})
