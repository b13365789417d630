import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type DiscordEmulator, startDiscord } from './discord/emulator.ts'
import { errorAt, NO_RATE_LIMITS, RawClient } from './discord/raw-client.ts'

let discord: DiscordEmulator
let bot: RawClient
let path: string

beforeAll(async () => {
  discord = await startDiscord({ limits: { ...NO_RATE_LIMITS, commandCreatesPerDay: 10_000 } })
  bot = new RawClient(discord)
  path = `/applications/${discord.applicationId}/commands`
})
beforeEach(() => bot.register([]))
afterAll(() => discord.stop())

const chars = (count: number) => 'x'.repeat(count)
const command = (more: object = {}) => ({ name: 'task', description: 'Does it', ...more })
const option = (more: object = {}) => ({ type: 3, name: 'text', description: 'Some text', ...more })
const choices = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ name: `c${i}`, value: `v${i}` }))
const many = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, i) => command({ name: `task-${i}`, ...more }))

it('returns registered commands with ids, versions and types', async () => {
  const { status, body } = await bot.register([command({ name_localizations: { de: 'aufgabe' } })])
  expect(status).toBe(200)
  expect(body).toMatchObject([
    { name: 'task', type: 1, application_id: discord.applicationId, name_localizations: { de: 'aufgabe' } },
  ])
  expect(body[0].id).toMatch(/^\d{17,19}$/)
  expect(body[0].version).toMatch(/^\d{17,19}$/)
  expect((await bot.get(path)).body).toEqual(body)
  expect(discord.commands()).toHaveLength(1)
})

it('keeps the id of a command that is registered again', async () => {
  const first = await bot.register([command()])
  const second = await bot.register([command({ description: 'Does it better' })])
  expect(second.body[0].id).toBe(first.body[0].id)
})

it('creates, reads, changes and deletes one command', async () => {
  const created = await bot.post(path, command())
  expect(created.status).toBe(201)
  expect((await bot.post(path, command())).status).toBe(200)
  const one = `${path}/${created.body.id}`
  expect((await bot.call('PATCH', one, { description: 'New' })).body.description).toBe('New')
  expect((await bot.call('DELETE', one)).status).toBe(204)
  expect((await bot.get(one)).body.code).toBe(10063)
})

it('accepts names in any script, in lower case where there is one', async () => {
  for (const name of ['étiqueter', 'метка', '标注', 'ลาเบล', 'लेबल', "l'or_1-a"])
    expect((await bot.register([command({ name })])).status).toBe(200)
})

const sub = (name = 'sub', more: object = {}) => ({ type: 1, name, description: 'Sub', ...more })

it.each([
  ['an upper case name', command({ name: 'Task' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a name with a space', command({ name: 'a task' }), 'name', 'APPLICATION_COMMAND_INVALID_NAME'],
  ['a name over 32', command({ name: chars(33) }), 'name', 'BASE_TYPE_BAD_LENGTH'],
  ['no description', { name: 'task' }, 'description', 'BASE_TYPE_REQUIRED'],
  ['a description over 100', command({ description: chars(101) }), 'description', 'BASE_TYPE_BAD_LENGTH'],
  [
    '26 options',
    command({ options: Array.from({ length: 26 }, (_, i) => option({ name: `o${i}` })) }),
    'options',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an option with an upper case name',
    command({ options: [option({ name: 'Text' })] }),
    'options.0.name',
    'APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'an option without description',
    command({ options: [option({ description: '' })] }),
    'options.0.description',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'an unknown option type',
    command({ options: [option({ type: 12 })] }),
    'options.0.type',
    'BASE_TYPE_CHOICES',
  ],
  [
    'an option name twice',
    command({ options: [option(), option()] }),
    'options.1',
    'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
  ],
  [
    'a required option after an optional one',
    command({ options: [option(), option({ name: 'b', required: true })] }),
    'options.1',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'the same inside a subcommand',
    command({ options: [sub('s', { options: [option(), option({ name: 'b', required: true })] })] }),
    'options.0.options.1',
    'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'subcommands beside options',
    command({ options: [sub(), option()] }),
    'options.1',
    'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  [
    'a subcommand in a subcommand',
    command({ options: [sub('s', { options: [sub()] })] }),
    'options.0.options.0',
    'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  [
    'a group in a group',
    command({ options: [{ ...sub('g'), type: 2, options: [{ ...sub('h'), type: 2 }] }] }),
    'options.0.options.0',
    'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  [
    '26 choices',
    command({ options: [option({ choices: choices(26) })] }),
    'options.0.choices',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a choice name over 100',
    command({ options: [option({ choices: [{ name: chars(101), value: 'v' }] })] }),
    'options.0.choices.0.name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a choice value over 100',
    command({ options: [option({ choices: [{ name: 'n', value: chars(101) }] })] }),
    'options.0.choices.0.value',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a choice value of the wrong type',
    command({ options: [option({ type: 4, choices: [{ name: 'n', value: 'v' }] })] }),
    'options.0.choices.0.value',
    'NUMBER_TYPE_COERCE',
  ],
  [
    'choices with autocomplete',
    command({ options: [option({ choices: choices(1), autocomplete: true })] }),
    'options.0.autocomplete',
    'APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE',
  ],
  [
    'choices of a user option',
    command({ options: [option({ type: 6, choices: choices(1) })] }),
    'options.0.choices',
    'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  [
    'an unknown locale',
    command({ name_localizations: { xx: 'task' } }),
    'name_localizations.xx',
    'BASE_TYPE_CHOICES',
  ],
  [
    'a localised name in upper case',
    command({ name_localizations: { de: 'Aufgabe' } }),
    'name_localizations.de',
    'APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'a described user command',
    { type: 2, name: 'Report them', description: 'x' },
    'description',
    'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID',
  ],
  ['an unknown type', command({ type: 7 }), 'type', 'BASE_TYPE_CHOICES'],
  [
    'permissions that are no number',
    command({ default_member_permissions: 'all' }),
    'default_member_permissions',
    'BASE_TYPE_CONVERT',
  ],
])('refuses %s, alone and among others', async (_what, form, where, code) => {
  const alone = await bot.post(path, form)
  expect(alone.body.code).toBe(50035)
  expect(errorAt(alone, where)).toBe(code)
  const among = await bot.register([{ name: 'other', description: 'Fine' }, form])
  expect(errorAt(among, `1.${where}`)).toBe(code)
  expect(discord.commands()).toHaveLength(0)
})

it('refuses the same name twice, but not across types', async () => {
  const twice = await bot.register([command(), command()])
  expect(errorAt(twice, '1')).toBe('APPLICATION_COMMANDS_DUPLICATE_NAME')
  expect((await bot.register([command(), { type: 2, name: 'task' }])).status).toBe(200)
})

it('refuses a command of more than 8000 characters, counting the longest localisation', async () => {
  const fields = (count: number, more: object = {}) =>
    Array.from({ length: count }, (_, i) => option({ name: `o${10 + i}`, choices: bulky(3), ...more }))
  const bulky = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `${i}${chars(99)}`, value: `${i}${chars(49)}` }))
  expect((await bot.register([command({ options: fields(16) })])).status).toBe(200)
  const tooLong = await bot.register([command({ options: fields(25) })])
  expect(errorAt(tooLong, '0')).toBe('APPLICATION_COMMAND_TOO_LARGE')
  const localized = fields(16, { description_localizations: { de: chars(100) } })
  expect(errorAt(await bot.register([command({ options: localized })]), '0')).toBe(
    'APPLICATION_COMMAND_TOO_LARGE',
  )
})

it('holds 100 chat, 15 user and 15 message commands, and not one more', async () => {
  const full = [
    ...many(100),
    ...many(15, { type: 2, description: '' }),
    ...many(15, { type: 3, description: '' }),
  ]
  expect((await bot.register(full)).status).toBe(200)
  expect((await bot.post(path, command())).body.code).toBe(30032)
  expect((await bot.register(many(101))).body.code).toBe(30032)
  expect((await bot.register(many(16, { type: 2, description: '' }))).body.code).toBe(30032)
})

it('allows 200 new names a day and guild, counting only new ones', async () => {
  let now = Date.UTC(2026, 0, 1)
  const other = await startDiscord({ limits: NO_RATE_LIMITS, now: () => now })
  const client = new RawClient(other)
  const scope = `/applications/${other.applicationId}/guilds/${other.guild().id}/commands`
  const put = (prefix: string, count: number) =>
    client.call(
      'PUT',
      scope,
      Array.from({ length: count }, (_, i) => command({ name: `${prefix}${i}` })),
    )
  expect((await put('a', 100)).status).toBe(200)
  expect((await put('a', 100)).status).toBe(200)
  expect((await put('b', 100)).status).toBe(200)
  expect((await put('c', 1)).body.code).toBe(30034)
  now += 24 * 60 * 60 * 1000
  expect((await put('c', 1)).status).toBe(200)
  await other.stop()
})

it('knows neither other applications nor guilds the bot is not in', async () => {
  expect((await bot.get('/applications/123456789012345678/commands')).body.code).toBe(20012)
  expect(
    (await bot.get(`/applications/${discord.applicationId}/guilds/123456789012345678/commands`)).body.code,
  ).toBe(10004)
})
