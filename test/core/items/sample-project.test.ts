import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importItems } from '../../../core/items/import-items.ts'
import { createProject } from '../../../core/projects/create-project.ts'
import { parseProjectFile } from '../../../core/projects/parse-project-file.ts'
import { openSqlite } from '../../support/databases.ts'
import { clock } from '../projects/project-file.ts'
import { storedItems } from './import-text.ts'

const folder = join(import.meta.dirname, '../../../docs/samples/sms-spam')

test('the sample project is imported whole, and its gold labels are the published ones', async () => {
  const { store, close } = await openSqlite()
  try {
    const parsed = parseProjectFile(await readFile(join(folder, 'project.yaml'), 'utf8'), 'project.yaml')
    const project = await store.transaction((trx) =>
      createProject(trx, clock, { ...parsed, createdBy: null }),
    )
    const path = join(folder, 'items.csv')
    const report = await importItems(store, clock, { project, path, fileName: 'items.csv' })
    expect(report).toEqual({ accepted: 400, duplicates: 0, refused: 0, refusals: [] })
    const [, ...truth] = (await readFile(join(folder, 'truth.csv'), 'utf8')).trim().split('\n')
    const labels = new Map(truth.map((row) => row.split(',') as [string, string]))
    const items = await storedItems(store, project)
    expect(items.map((item) => item.external_id)).toEqual([...labels.keys()])
    const gold = items.filter((item) => item.gold_label !== null)
    expect(gold).toHaveLength(60)
    expect(gold.every((item) => labels.get(item.external_id) === item.gold_label)).toBe(true)
  } finally {
    await close()
  }
})

test('the sample holds no telephone number, address or link', async () => {
  const text = await readFile(join(folder, 'items.csv'), 'utf8')
  const messages = text.replaceAll(/^sms-\d{4},/gm, '')
  const found = (pattern: RegExp) => messages.match(pattern) ?? []
  expect(found(/\d{5,}/g)).toEqual([])
  const numbers = found(/\d[\d ()/.-]*\d/g).map((number) => number.replaceAll(/\D/g, ''))
  expect(numbers.filter((digits) => digits.length >= 7)).toEqual(['2004241']) // "Euro 2004 2-4-1 Offer"
  expect(found(/https?:|www\.|@|\.(co|com|net|org|uk|tv|biz|info)\b/gi)).toEqual([])
  expect(found(/\bpo box\b|\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b/gi)).toEqual([])
})
