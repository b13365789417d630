import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { WebAdapter } from '../../../bots/web/adapter.ts'
import { openSqlite, type TestDatabase } from '../../support/databases.ts'
import { projectFile } from '../../support/project-file.ts'
import { actionOf, createClient, type Input, textOf } from './client.ts'
import { startWebChat } from './world.ts'

type Content = string | Uint8Array<ArrayBuffer>
interface Answers {
  readonly en: string | RegExp
  readonly es: string | RegExp
}

const BOSS = 'moderator'
const MEGABYTE = 2 ** 20

let database: TestDatabase
let web: WebAdapter
let client: ReturnType<typeof createClient>

beforeAll(async () => {
  database = await openSqlite()
  web = await startWebChat(database.store)
  client = createClient(web.url)
  await client.add('Moderator')
})
afterAll(async () => {
  await web.stop()
  await database.close()
})

const speak = (id: string, locale: string) =>
  client.send(id, { kind: 'command', name: 'language', args: { locale } })

/** What the bot answers to words, with or without a file. */
async function say(id: string, text: string, name?: string, content: Content = ''): Promise<string> {
  const input: Input = { kind: 'text', text }
  const sent = name ? client.sendFile(id, input, new File([content], name)) : client.send(id, input)
  const { status, body } = await sent
  expect(status).toBe(200)
  return textOf(body.message)
}

const stored = (table: 'projects' | 'items' | 'annotations' | 'assignments') =>
  database.store.transaction((trx) => trx.selectFrom(table).selectAll().execute())
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'))

const file = projectFile({ name: 'broken', title: 'Café' })
const projectFiles: [string, string, Content, Answers][] = [
  [
    'that is cut off',
    'project.json',
    file.slice(0, 90),
    { en: /project file cannot be used: .*line 1/, es: /archivo de proyecto no sirve: .*line 1/ },
  ],
  [
    'with a quote never closed',
    'project.yaml',
    'name: broken\ntitle: "never closed\n',
    { en: /cannot be used: line 3: Missing closing/, es: /no sirve: line 3: Missing closing/ },
  ],
  [
    'without labels',
    'project.json',
    projectFile({ name: 'broken', schema: {} }),
    { en: /cannot be used: .*schema\.labels: /, es: /no sirve: .*schema\.labels: / },
  ],
  [
    'in Latin-1',
    'project.json',
    latin1(file),
    { en: /cannot be used: .*save it as UTF-8/, es: /no sirve: .*UTF-8/ },
  ],
  [
    'in UTF-16',
    'project.yaml',
    utf16(file),
    { en: /cannot be used: .*save it as UTF-8/, es: /no sirve: .*UTF-8/ },
  ],
  [
    'of an unknown kind',
    'project.toml',
    file,
    { en: /cannot be used: .*\.yaml, \.yml or \.json/, es: /no sirve: .*\.json/ },
  ],
  [
    'larger than any project',
    'project.json',
    file.padEnd(300 * 1024),
    { en: /cannot be used: .*larger than 256 KiB/, es: /no sirve: .*256 KiB/ },
  ],
  [
    'with a name that is taken',
    'project.json',
    projectFile({ name: 'sms-spam' }),
    { en: 'A project "sms-spam" exists already', es: 'Ya existe un proyecto "sms-spam"' },
  ],
]

/** A CSV file whose second and fourth lines are fine. */
const around = (line: string) => `id,text,gold\nfirst,fine,\n${line}\nlast,fine,\n`
const badRows: [string, string, Content, Answers][] = [
  [
    'broken quotes',
    'items.csv',
    around('bad,a "quote" inside,'),
    { en: 'Line 3: the quotes are broken', es: 'Línea 3: las comillas están mal' },
  ],
  [
    'a line of 10 MB',
    'items.csv',
    around(`bad,${'x'.repeat(10 * MEGABYTE)},`),
    { en: /Line 3: the line is longer than \d+ char/, es: /Línea 3: la línea tiene más de \d+ carac/ },
  ],
  [
    'a line in Latin-1',
    'items.csv',
    latin1(around('bad,café,')),
    { en: 'Line 3: this is not UTF-8 text; save the file as UTF-8', es: 'Línea 3: no es texto UTF-8' },
  ],
  [
    'an id that stands there twice',
    'items.csv',
    around('first,fine too,'),
    {
      en: 'Line 3: the id "first" stands in this file twice',
      es: 'Línea 3: el identificador "first" aparece',
    },
  ],
  [
    'an unknown gold label',
    'items.csv',
    around('bad,fine,plum'),
    { en: 'Line 3: the gold label "plum" is not', es: 'Línea 3: la etiqueta de oro "plum" no es' },
  ],
  [
    'a missing field',
    'items.csv',
    around('bad,fine'),
    { en: 'Line 3: the number of fields does not fit', es: 'Línea 3: el número de campos no coincide' },
  ],
]

const badItemFiles: [string, string, Content, Answers][] = [
  [
    'in UTF-16',
    'items.csv',
    utf16(around('bad,fine,')),
    { en: 'Line 1: this is not UTF-8 text', es: 'Línea 1: no es texto UTF-8' },
  ],
  [
    'without its columns',
    'items.csv',
    'text\nfine\n',
    { en: 'Line 1: the first line must name these columns', es: 'Línea 1: la primera línea debe nombrar' },
  ],
  ['without rows', 'items.csv', '', { en: '"items.csv" has no rows', es: '"items.csv" no tiene filas' }],
  [
    'of an unknown kind',
    'items.xlsx',
    'PK',
    { en: 'has a format we do not know', es: 'No conocemos el formato' },
  ],
]
const commands: [string, Answers][] = [
  ['/project create', { en: 'Write: project create <file>', es: 'Escribe: project create <file>' }],
  ['/project import sms-spam', { en: 'argument "file" is missing', es: 'Falta el argumento "file"' }],
  ['/project pause nowhere', { en: 'There is no project "nowhere"', es: 'No existe el proyecto "nowhere"' }],
  ['/project explode', { en: 'There is no command', es: 'No existe la orden' }],
]

describe.each(['en', 'es'] as const)('a moderator is told in %s', (locale) => {
  beforeEach(() => speak(BOSS, locale))

  test.each(projectFiles)(
    'of a project file %s, and no project is made',
    async (_, name, content, answers) => {
      const before = await stored('projects')
      expect(await say(BOSS, '/project create', name, content)).toMatch(answers[locale])
      expect(await stored('projects')).toEqual(before)
    },
  )

  test.each(badRows)('of items with %s, and the rest is imported', async (what, name, content, answers) => {
    const project = `${locale}-${badRows.findIndex((row) => row[0] === what)}`
    await say(BOSS, '/project create', 'project.json', projectFile({ name: project }))
    const before = await stored('items')
    const report = await say(BOSS, `/project import ${project}`, name, content)
    expect(report).toMatch(answers[locale])
    expect(report).toMatch(
      /^2 (items imported, 0 already known, 1 ref|elementos importados, 0 ya conocidos, 1 r)/,
    )
    expect(await stored('items')).toHaveLength(before.length + 2)
  })

  test.each(badItemFiles)(
    'of a file of items %s, and nothing is imported',
    async (_, name, content, answers) => {
      const before = await stored('items')
      expect(await say(BOSS, '/project import sms-spam', name, content)).toMatch(answers[locale])
      expect(await stored('items')).toHaveLength(before.length)
    },
  )

  test.each(commands)('what is wrong with %s', async (words, answers) => {
    expect(await say(BOSS, words)).toMatch(answers[locale])
  })
})

describe.each([
  ['en', 'Only a moderator can do this', 'belongs to somebody else', 'closed already', 'is too old'],
  ['es', 'solo puede hacerlo un moderador', 'es de otra persona', 'ya está cerrado', 'demasiado antiguo'],
])('anybody is told in %s', (locale, onlyModerators, foreign, closed, stale) => {
  let person: Awaited<ReturnType<typeof client.annotator>>
  const tap = async (actionId: string, eventId: string = randomUUID()) =>
    textOf((await client.send(person.id, { kind: 'action', actionId }, eventId)).body.message)
  const spam = () => actionOf(person.item, 'Spam') ?? ''

  beforeEach(async () => {
    person = await client.annotator(`Ann ${randomUUID().slice(0, 8)}`)
    await speak(person.id, locale)
  })

  test('that projects are run by moderators, and nothing changes', async () => {
    const before = [await stored('projects'), await stored('items')]
    const attempts = [
      say(person.id, '/project create', 'project.json', projectFile({ name: 'mine' })),
      say(person.id, '/project import sms-spam', 'items.csv', 'id,text\nmine,hello\n'),
      say(person.id, '/project pause sms-spam'),
      say(person.id, '/project status sms-spam'),
    ]
    for (const answer of await Promise.all(attempts)) expect(answer).toContain(onlyModerators)
    expect([await stored('projects'), await stored('items')]).toEqual(before)
  })

  test('that a button is not theirs, and nothing changes', async () => {
    const other = await client.annotator(`Bo ${randomUUID().slice(0, 8)}`)
    const before = [await stored('annotations'), await stored('assignments')]
    expect(await tap(actionOf(other.item, 'Spam') ?? '')).toContain(foreign)
    expect([await stored('annotations'), await stored('assignments')]).toEqual(before)
  })

  test('that an item is closed when its button is tapped again, and that a made-up one is too old', async () => {
    const eventId = randomUUID()
    const answer = await tap(spam(), eventId)
    const before = await stored('annotations')
    expect(await tap(spam())).toContain(closed)
    expect(await tap(`${randomUUID()}.0`)).toContain(stale)
    // The very same event is answered as before and counts no more than once.
    expect(await tap(spam(), eventId)).toBe(answer)
    expect(await stored('annotations')).toEqual(before)
  })
})
