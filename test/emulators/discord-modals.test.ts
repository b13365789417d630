import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ClientRefusal } from './discord/drive/client-refusal.ts'
import type { Person } from './discord/drive/person.ts'
import { type DiscordEmulator, startDiscord } from './discord/emulator.ts'
import { errorAt, NO_RATE_LIMITS, RawClient } from './discord/raw-client.ts'

let discord: DiscordEmulator
let bot: RawClient
let person: Person
let channel: { id: string }

beforeAll(async () => {
  discord = await startDiscord({ limits: { ...NO_RATE_LIMITS, attachmentBytes: 100 } })
  bot = new RawClient(discord)
  channel = discord.guild().channel()
  person = discord.person()
  await bot.register([{ name: 'form', description: 'Opens a form' }])
})
afterAll(() => discord.stop())

const chars = (count: number) => 'x'.repeat(count)
const input = (more: object = {}) => ({ type: 4, custom_id: 'text', style: 1, ...more })
const label = (component: unknown, more: object = {}) => ({ type: 18, label: 'L', component, ...more })
const modal = (...components: unknown[]) => ({ custom_id: 'm', title: 'T', components })
const open = (data: unknown) => bot.respond(person.slash(channel, 'form'), 9, data)
const choices = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ label: `l${i}`, value: `v${i}` }))
const row = (more: object = {}) => ({ type: 1, components: [{ ...input(), label: 'L', ...more }] })

it.each([
  ['a title over 45', { ...modal(label(input())), title: chars(46) }, 'title', 'BASE_TYPE_BAD_LENGTH'],
  ['no title', { custom_id: 'm', components: [label(input())] }, 'title', 'BASE_TYPE_REQUIRED'],
  [
    'a custom id over 100',
    { ...modal(label(input())), custom_id: chars(101) },
    'custom_id',
    'BASE_TYPE_BAD_LENGTH',
  ],
  ['no component', modal(), 'components', 'BASE_TYPE_BAD_LENGTH'],
  [
    'six components',
    modal(...Array.from({ length: 6 }, (_, i) => label(input({ custom_id: `t${i}` })))),
    'components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a button row',
    modal({ type: 1, components: [{ type: 2, style: 1, label: 'x', custom_id: 'b' }] }),
    'components.0.components.0.type',
    'UNION_TYPE_CHOICES',
  ],
  ['a bare text input', modal(input()), 'components.0.type', 'UNION_TYPE_CHOICES'],
  [
    'a label over 45',
    modal(label(input(), { label: chars(46) })),
    'components.0.label',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a label description over 100',
    modal(label(input(), { description: chars(101) })),
    'components.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an old row without label',
    modal(row({ label: null })),
    'components.0.components.0.label',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a label on a labelled input',
    modal(label(input({ label: 'x' }))),
    'components.0.component.label',
    'TEXT_INPUT_LABEL_NOT_ALLOWED',
  ],
  [
    'a placeholder over 100',
    modal(label(input({ placeholder: chars(101) }))),
    'components.0.component.placeholder',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a value over 4000',
    modal(label(input({ value: chars(4001) }))),
    'components.0.component.value',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a longest text over 4000',
    modal(label(input({ max_length: 4001 }))),
    'components.0.component.max_length',
    'NUMBER_TYPE_MAX',
  ],
  [
    'a custom id twice',
    modal(label(input()), label(input())),
    'components.1.component.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'one radio button',
    modal(label({ type: 21, custom_id: 'r', options: choices(1) })),
    'components.0.component.options',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'eleven check boxes',
    modal(label({ type: 22, custom_id: 'c', options: choices(11) })),
    'components.0.component.options',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a disabled select',
    modal(label({ type: 3, custom_id: 's', options: choices(1), disabled: true })),
    'components.0.component.disabled',
    'MODAL_COMPONENT_DISABLED',
  ],
  [
    'eleven files',
    modal(label({ type: 19, custom_id: 'f', max_values: 11 })),
    'components.0.component.max_values',
    'NUMBER_TYPE_MAX',
  ],
])('refuses a modal with %s', async (_what, data, where, code) => {
  const answer = await open(data)
  expect(answer.body.code).toBe(50035)
  expect(errorAt(answer, `data.${where}`)).toBe(code)
  expect(person.modal()).toBeNull()
})

it('opens a modal on the screen of the person and of nobody else', async () => {
  expect((await open(modal(label(input()), { type: 10, content: 'Read this' }))).status).toBe(200)
  expect(person.modal()).toMatchObject({ title: 'T', custom_id: 'm' })
  expect(discord.person().modal()).toBeNull()
  person.dismissModal()
})

it('refuses a modal after a deferral, as any second response', async () => {
  const interaction = person.slash(channel, 'form')
  await bot.respond(interaction, 5)
  expect((await bot.respond(interaction, 9, modal(label(input())))).body.code).toBe(40060)
})

it('refuses a modal in answer to a modal', async () => {
  await open(modal(label(input())))
  const submit = person.submitModal({ text: 'hello' })
  const answer = await bot.respond(submit, 9, modal(label(input())))
  expect(errorAt(answer, 'type')).toBe('BASE_TYPE_CHOICES')
  expect((await bot.respond(submit, 4, { content: 'thanks' })).status).toBe(200)
})

it('lets only a modal opened from a component update a message', async () => {
  await open(modal(label(input())))
  const fromCommand = await bot.respond(person.submitModal({ text: 'x' }), 7, { content: 'y' })
  expect(errorAt(fromCommand, 'type')).toBe('BASE_TYPE_CHOICES')

  const command = person.slash(channel, 'form')
  const buttons = [{ type: 1, components: [{ type: 2, style: 1, label: 'Open', custom_id: 'open' }] }]
  await bot.respond(command, 4, { content: 'before', components: buttons })
  await bot.respond(person.click(await command.message(), 'Open'), 9, modal(label(input())))
  expect((await bot.respond(person.submitModal({ text: 'x' }), 7, { content: 'after' })).status).toBe(200)
  expect((await command.message()).content).toBe('after')
})

describe('a person filling in a modal', () => {
  const submitted = async (data: unknown, values: Parameters<Person['submitModal']>[0]) => {
    await open(data)
    try {
      person.submitModal(values)
    } finally {
      person.dismissModal()
    }
  }

  it.each([
    ['a required text is missing', modal(label(input())), {}],
    ['a text is too long', modal(label(input({ max_length: 3 }))), { text: 'four' }],
    ['a text is too short', modal(label(input({ min_length: 3 }))), { text: 'ab' }],
    ['a field does not exist', modal(label(input())), { text: 'x', other: 'y' }],
    ['a choice does not exist', modal(label({ type: 21, custom_id: 'r', options: choices(2) })), { r: 'v9' }],
    ['a radio group is left out', modal(label({ type: 21, custom_id: 'r', options: choices(2) })), {}],
    [
      'two are chosen of one',
      modal(label({ type: 3, custom_id: 's', options: choices(3) })),
      { s: ['v0', 'v1'] },
    ],
    [
      'a file is too large',
      modal(label({ type: 19, custom_id: 'f' })),
      { f: [{ filename: 'a', content: chars(101) }] },
    ],
  ])('cannot send it when %s', async (_what, data, values) => {
    await expect(submitted(data, values)).rejects.toThrow(ClientRefusal)
  })

  it('may leave out what is optional and send all kinds of fields', async () => {
    const everything = modal(
      label(input({ required: false })),
      label({ type: 21, custom_id: 'radio', options: choices(2) }),
      label({ type: 22, custom_id: 'boxes', options: choices(3), min_values: 0 }),
      label({ type: 23, custom_id: 'tick' }),
      label({ type: 19, custom_id: 'files', max_values: 2 }),
    )
    await open(everything)
    const gateway = person.submitModal({
      radio: 'l1',
      boxes: ['v0', 'v2'],
      tick: true,
      files: [{ filename: 'a.txt', content: 'abc' }],
    })
    expect(gateway.status()).toBe('waiting')
    expect(person.modal()).toBeNull()
  })

  it('cannot submit without a modal', () => {
    expect(() => person.submitModal({})).toThrow(ClientRefusal)
  })
})
