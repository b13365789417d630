import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { WebAdapter } from '../../../bots/web/adapter.ts'
import type { CommandEvent } from '../../../commands/command.ts'
import { openSqlite, type TestDatabase } from '../../support/databases.ts'
import { projectFile } from '../../support/project-file.ts'
import { actionOf, createClient, textOf } from './client.ts'
import { startWebChat } from './world.ts'

let database: TestDatabase
let web: WebAdapter
let client: ReturnType<typeof createClient>
/** What the next event meets between the router and the web chat. */
let between: (event: CommandEvent) => Promise<void> = async () => undefined

beforeAll(async () => {
  database = await openSqlite()
  web = await startWebChat(database.store, (handle) => async (event) => {
    const screen = await handle(event)
    await between(event)
    return screen
  })
  client = createClient(web.url)
})

afterAll(async () => {
  await web.stop()
  await database.close()
})

describe('persons', () => {
  it('adds a person with a readable id and greets them', async () => {
    const person = await client.add('Zoë Q. Ünal')
    expect(person).toMatchObject({ id: 'zoe-q-unal', name: 'Zoë Q. Ünal', locale: 'en' })
    const [greeting] = await client.messages(person.id)
    expect(textOf(greeting)).toContain('Welcome to Tagora')
  })

  it('returns the same person for the same name and another id for a similar one', async () => {
    expect((await client.add('Sam')).id).toBe('sam')
    expect((await client.add('Sam')).id).toBe('sam')
    expect((await client.add('SAM')).id).toBe('sam-2')
    expect((await client.add('李')).id).toBe('person')
    expect(await client.messages('sam')).toHaveLength(1)
  })

  it('reads a place in the conversation that makes no sense as its beginning', async () => {
    const { id } = await client.add('Lost')
    for (const after of ['1e400', '-1', '0.5', 'x', '', '99999999999999999999']) {
      const { status, body } = await client.request(`/api/persons/${id}/messages?after=${after}`)
      expect({ after, status, count: body.messages?.length }).toEqual({ after, status: 200, count: 1 })
    }
  })

  it('keeps people apart who are added at the same moment', async () => {
    const people = await Promise.all(['Kim', 'kim', 'KIM'].map((name) => client.add(name)))
    expect(new Set(people.map((person) => person.id)).size).toBe(3)
  })

  it('speaks the language the browser asks for', async () => {
    const { body } = await createClient(web.url, { 'accept-language': 'es-MX,en;q=0.5' }).post(
      '/api/persons',
      {
        name: 'Inés',
      },
    )
    expect(body.person).toMatchObject({ locale: 'es' })
  })

  it('shows the roles of a moderator, and the commands that come with them', async () => {
    expect(await client.add('Moderator')).toMatchObject({ id: 'moderator', roles: ['moderator'] })
    const names = async (id: string) => {
      const response = await fetch(`${web.url}/api/persons/${id}/commands`)
      const { commands } = (await response.json()) as { commands: { name: string; needsFile: boolean }[] }
      return commands.map((command) => command.name)
    }
    expect(await names('moderator')).toContain('project import')
    expect(await names((await client.add('Una')).id)).not.toContain('project import')
  })
})

describe('a tapped button', () => {
  it('turns its message into the next screen', async () => {
    const { id, item } = await client.annotator('Ada')
    const next = await client.tap(id, 'Spam')
    expect(next).toMatchObject({ id: item.id, position: item.position, author: 'bot', notice: false })
    expect(next.version).toBeGreaterThan(item.version)
    expect(textOf(next)).toContain('Saved: Spam.')
    expect(await client.messages(id)).toHaveLength(1)
  })

  it('is applied once however often the request is repeated', async () => {
    const { id, item } = await client.annotator('Bo')
    const eventId = randomUUID()
    const input = { kind: 'action', actionId: actionOf(item, 'Not spam') ?? '' } as const
    const answers = await Promise.all([1, 2, 3].map(() => client.send(id, input, eventId)))
    const again = await client.send(id, input, eventId)
    for (const { body } of answers) expect(body).toEqual(again.body)
    const { body } = await client.send(id, { kind: 'command', name: 'mywork' })
    expect(textOf(body.message)).toContain('1 item labeled')
  })

  it('of somebody else is refused and changes nothing', async () => {
    const cy = await client.annotator('Cy')
    const di = await client.annotator('Di')
    const { body } = await client.send(di.id, { kind: 'action', actionId: actionOf(cy.item, 'Spam') ?? '' })
    expect(textOf(body.message)).toContain('This button belongs to somebody else')
    expect(await client.messages(cy.id)).toEqual([cy.item])
    expect((await client.messages(di.id))[0]).toEqual(di.item)
  })

  it('finds its way after a crash between the core and the conversation', async () => {
    const { id, item } = await client.annotator('Eve')
    const eventId = randomUUID()
    const input = { kind: 'action', actionId: actionOf(item, 'Spam') ?? '' } as const
    between = () => Promise.reject(new Error('crashed after the commit'))
    expect((await client.send(id, input, eventId)).body.error?.code).toBe('web.unavailable')
    expect(await client.messages(id)).toEqual([item])
    between = async () => undefined
    const { body } = await client.send(id, input, eventId)
    expect(textOf(body.message)).toContain('Saved: Spam.')
    expect(await client.messages(id)).toEqual([body.message])
    const work = await client.send(id, { kind: 'text', text: '/mywork' })
    expect(textOf(work.body.message)).toContain('1 item labeled')
  })
})

describe('typed words', () => {
  it('are kept beside their answer, once per event', async () => {
    const { id, item } = await client.annotator('Flo')
    const eventId = randomUUID()
    await client.send(id, { kind: 'text', text: '2' }, eventId)
    await client.send(id, { kind: 'text', text: '2' }, eventId)
    const [first, words, answer, ...more] = await client.messages(id)
    expect(more).toEqual([])
    expect(first).toEqual(item)
    expect(words).toMatchObject({ author: 'person' })
    expect(textOf(words)).toBe('2')
    expect(textOf(answer)).toContain('Saved: Spam.')
  })

  it('of one person with the event id of another are not taken for a repetition', async () => {
    const eventId = randomUUID()
    const [gil, hal] = [await client.annotator('Gil'), await client.annotator('Hal')]
    for (const { id } of [gil, hal]) await client.send(id, { kind: 'text', text: '1' }, eventId)
    expect(textOf((await client.messages(hal.id)).at(-1))).toContain('Saved: Not spam.')
  })

  it('change the language of what follows', async () => {
    const { id } = await client.annotator('Ivy')
    const { body } = await client.send(id, { kind: 'command', name: 'language', args: { locale: 'es' } })
    expect(body.person?.locale).toBe('es')
    expect(textOf((await client.messages(id)).at(-2))).toBe('/language es')
  })
})

describe('an attached file', () => {
  it('reaches the command and is deleted afterwards', async () => {
    await client.add('Moderator')
    let path = ''
    between = async ({ input }) => {
      if (input.kind !== 'text' || !input.attachment) throw new Error('the attachment is missing')
      path = input.attachment.path
      expect(input.attachment.name).toBe('spam.json')
      expect(await readFile(path, 'utf8')).toBe(projectFile())
    }
    const file = new File([projectFile()], '../../spam.json')
    const { body } = await client.sendFile('moderator', { kind: 'text', text: '/project create' }, file)
    between = async () => undefined
    expect(textOf(body.message)).toContain('Project spam is created')
    expect(path).not.toBe('')
    expect(existsSync(path)).toBe(false)
    expect(textOf((await client.messages('moderator')).at(-2))).toBe('/project create spam.json')
  })

  it('above the limit is refused', async () => {
    await client.add('Moderator')
    const file = new File([Buffer.alloc(21 * 1024 * 1024)], 'big.csv')
    const answer = await client.sendFile('moderator', { kind: 'text', text: '/project import spam' }, file)
    expect(answer).toMatchObject({ status: 413, body: { error: { code: 'web.fileTooLarge' } } })
  })

  it('that is missing in its form is a bad request', async () => {
    await client.add('Moderator')
    const answer = await client.sendFile('moderator', { kind: 'text', text: '/project create' }, null)
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'web.badRequest' } } })
  })
})
