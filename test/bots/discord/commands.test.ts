import { MessageFlags, PermissionFlagsBits } from 'discord-api-types/v10'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../../commands/registry.ts'
import type { Person } from '../../emulators/discord/drive/person.ts'
import { projectFile } from '../../support/project-file.ts'
import { MODERATOR_ID, openWorld, reachFirstItem, type World } from './world.ts'

const REGISTER = '/applications/:application/commands'
const MEGABYTE = 1024 * 1024

let world: World
let moderator: Person

beforeAll(async () => {
  world = await openWorld()
  moderator = world.discord.person({
    id: MODERATOR_ID,
    username: 'mod',
    permissions: PermissionFlagsBits.ManageGuild,
  })
})
afterAll(() => world.close())

const registered = (name: string) => world.discord.commands().find((command) => command.name === name)

describe('the menu', () => {
  it('has every listed command, those of two words below their first', () => {
    const listed = [...commands.values()].filter((command) => command.listed)
    const paths = world.discord.commands().flatMap((command) => {
      const nested = (command.options ?? []).filter(({ type }) => type === 1)
      return nested.length > 0 ? nested.map(({ name }) => `${command.name} ${name}`) : [command.name]
    })
    expect(paths.sort()).toEqual([...listed.map(({ name }) => name), 'answer'].sort())
  })

  it('is described in the languages we speak, and named as the help names it', () => {
    expect(registered('task')).toMatchObject({
      description: 'Get an item to label',
      description_localizations: {
        'es-ES': 'Recibir un elemento para etiquetar',
        'es-419': 'Recibir un elemento para etiquetar',
      },
      name_localizations: null,
      contexts: [0, 1],
    })
    expect(registered('answer')?.name_localizations).toEqual({ 'es-ES': 'responder', 'es-419': 'responder' })
  })

  it('knows choices, files and what is required', () => {
    expect(registered('language')?.options).toMatchObject([
      {
        name: 'locale',
        choices: [
          { name: 'English', value: 'en' },
          { name: 'Español', value: 'es' },
        ],
      },
    ])
    const project = registered('project')?.options?.find(({ name }) => name === 'import')
    expect(project?.options).toMatchObject([
      { name: 'project', type: 3, required: true },
      { name: 'file', type: 11, required: true },
    ])
  })

  it('hides moderator commands from who may not manage the server', () => {
    expect(registered('project')?.default_member_permissions).toBe(String(PermissionFlagsBits.ManageGuild))
    expect(registered('task')?.default_member_permissions).toBeNull()
  })

  it('is registered once: a second start finds it there', async () => {
    const before = world.discord.calls({ method: 'PUT', route: REGISTER }).length
    const again = world.newAdapter()
    await again.start()
    await again.stop()
    expect(before).toBe(1)
    expect(world.discord.calls({ method: 'PUT', route: REGISTER })).toHaveLength(before)
  })

  it('is registered again when somebody changed it', async () => {
    const before = world.discord.calls({ method: 'PUT', route: REGISTER }).length
    const task = registered('task')
    if (!task) throw new Error('there is no task command')
    task.description = 'Something else'
    const again = world.newAdapter()
    await again.start()
    await again.stop()
    expect(world.discord.calls({ method: 'PUT', route: REGISTER })).toHaveLength(before + 1)
    expect(registered('task')?.description).toBe('Get an item to label')
  })

  it('does not keep the bot from serving when Discord will not have it', async () => {
    const task = registered('task')
    if (!task) throw new Error('there is no task command')
    task.description = 'Something else'
    world.discord.failNext(`PUT ${REGISTER}`, { status: 400, code: 30034, message: 'Too many' })
    const again = world.newAdapter()
    await again.start()
    await again.stop()
    expect(world.logged.join('')).toContain('the slash commands are not up to date')
  })
})

describe('project commands', () => {
  const file = (filename: string, content: string) => ({ filename, content })

  it('create a project from a file, deferring first', async () => {
    const driven = moderator.slash(world.channel, 'project create', {
      file: file('spam.json', projectFile({ name: 'spam' })),
    })
    expect(await driven.response()).toMatchObject({ type: 5, ephemeral: true })
    const message = await driven.message()
    expect(message.content).toContain('Project **spam** is created')
    expect((message.flags ?? 0) & MessageFlags.Ephemeral).not.toBe(0)
    expect(await driven.message()).toEqual(message)
  })

  it('say which rows of an import were refused and why', async () => {
    const rows = ['{"id":"1","text":"See you"}', 'no json', '{"id":"1","text":"Again"}', '{"id":"2"}']
    const message = await moderator
      .slash('dm', 'project import', { project: 'spam', file: file('items.jsonl', rows.join('\n')) })
      .message()
    expect(message.content).toBe(
      [
        '1 item imported, 0 already known, 3 refused.',
        '',
        '- Line 2: this is not a JSON object',
        '- Line 3: the id "1" stands in this file twice',
        '- Line 4: the field "text" is missing or empty',
      ].join('\n'),
    )
  })

  it('explain a malformed project file and an unknown format', async () => {
    const bad = file('spam.json', '{"name": "spam"')
    const create = await moderator.slash('dm', 'project create', { file: bad }).message()
    expect(create.content).toContain('The project file cannot be used')
    const sheet = file('items.xlsx', 'PK')
    const imported = await moderator.slash('dm', 'project import', { project: 'spam', file: sheet }).message()
    expect(imported.content).toContain('has a format we do not know')
  })

  it('run once when delivered again to another process', async () => {
    const driven = moderator.slash('dm', 'project import', {
      project: 'spam',
      file: file('more.jsonl', '{"id":"9","text":"Nine"}'),
    })
    const message = await driven.message()
    expect(message.content).toContain('1 item imported, 0 already known')
    const another = world.newAdapter()
    await another.start()
    const redone = world.discord.nextCall(({ method }) => method === 'PATCH')
    world.discord.redispatch(driven.id)
    expect((await redone).status).toBe(200)
    await another.stop()
    expect((await driven.message()).content).toBe(message.content)
    const status = await moderator.slash('dm', 'project status', { project: 'spam' }).message()
    expect(status.content).toContain('2 items')
  })

  it('show a status, pause and resume', async () => {
    const status = await moderator.slash('dm', 'project status', { project: 'spam' }).message()
    expect(status.content).toContain('### Project spam')
    const paused = await moderator.slash('dm', 'project pause', { project: 'spam' }).message()
    expect(paused.content).toContain('is paused')
    const resumed = await moderator.slash('dm', 'project resume', { project: 'spam' }).message()
    expect(resumed.content).toContain('hands out items again')
  })

  it('are refused to others, with or without a file, in their language', async () => {
    const person = world.discord.person({ username: 'ada', locale: 'es-ES' })
    expect(() => person.slash(world.channel, 'project status', { project: 'spam' })).toThrow('may not use')
    const status = await person.slash('dm', 'project status', { project: 'spam' }).message()
    expect(status.content).toMatch(/^Esto solo puede hacerlo .* moderador/)
    const create = await person
      .slash('dm', 'project create', { file: file('spam.json', projectFile({ name: 'other' })) })
      .message()
    expect(create.content).toBe(status.content)
  })
})

it('refuses a file above the limit in words, and runs nothing', async () => {
  const large = { filename: 'items.jsonl', content: new Uint8Array(20 * MEGABYTE + 1) }
  const message = await moderator.slash('dm', 'project import', { project: 'spam', file: large }).message()
  expect(message.content).toBe('The file is larger than 20 MB. Split it and send the parts one by one.')
})

it('takes what a person types as the command it is', async () => {
  const person = world.discord.person({ username: 'bo' })
  const refused = await person.slash('dm', 'answer', { text: '/mywork' }).message()
  expect(refused.content).toContain('Send `start` first')
  await reachFirstItem(person, 'dm')
  const answered = await person.slash('dm', 'answer', { text: 'mywork' }).message()
  expect(answered.content).toContain('You have not labeled anything yet')
})
