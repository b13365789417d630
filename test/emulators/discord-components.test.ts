import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DiscordEmulator, startDiscord } from './discord/emulator.ts'
import { errorAt, NO_RATE_LIMITS, RawClient } from './discord/raw-client.ts'

let discord: DiscordEmulator
let bot: RawClient
let path: string

beforeAll(async () => {
  discord = await startDiscord({ limits: NO_RATE_LIMITS })
  bot = new RawClient(discord)
  path = `/channels/${discord.guild().channel().id}/messages`
})
afterAll(() => discord.stop())

const chars = (count: number) => 'x'.repeat(count)
const button = (id: string, more: object = {}) => ({ type: 2, style: 1, label: 'L', custom_id: id, ...more })
const buttons = (count: number, from = 0) => Array.from({ length: count }, (_, i) => button(`b${from + i}`))
const row = (...components: unknown[]) => ({ type: 1, components })
const options = (count: number) => Array.from({ length: count }, (_, i) => ({ label: 'L', value: `v${i}` }))
const select = (more: object = {}) => ({ type: 3, custom_id: 's', options: options(2), ...more })
const one = (component: unknown) => [row(component)]

it('accepts five rows of five buttons, and numbers the components', async () => {
  const rows = Array.from({ length: 5 }, (_, i) => row(...buttons(5, i * 5)))
  const { status, body } = await bot.post(path, { content: 'x', components: rows })
  expect(status).toBe(200)
  expect(body.components[4].components[4]).toMatchObject({ custom_id: 'b24', id: expect.any(Number) })
})

it.each([
  ['six rows', Array.from({ length: 6 }, (_, i) => row(button(`b${i}`))), '', 'BASE_TYPE_MAX_LENGTH'],
  ['six buttons in a row', [row(...buttons(6))], '0.components', 'BASE_TYPE_BAD_LENGTH'],
  ['an empty row', [row()], '0.components', 'BASE_TYPE_BAD_LENGTH'],
  [
    'two selects in a row',
    [row(select(), select({ custom_id: 't' }))],
    '0.components.1',
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'a select beside a button',
    [row(button('a'), select())],
    '0.components.1',
    'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'a custom id twice',
    [row(button('a')), row(button('a'))],
    '1.components.0.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  ['a custom id over 100', one(button(chars(101))), '0.components.0.custom_id', 'BASE_TYPE_BAD_LENGTH'],
  ['an empty custom id', one(button('')), '0.components.0.custom_id', 'BASE_TYPE_REQUIRED'],
  [
    'no custom id',
    one({ type: 2, style: 1, label: 'L' }),
    '0.components.0.custom_id',
    'COMPONENT_CUSTOM_ID_REQUIRED',
  ],
  ['a label over 80', one(button('a', { label: chars(81) })), '0.components.0.label', 'BASE_TYPE_MAX_LENGTH'],
  [
    'neither label nor emoji',
    one({ type: 2, style: 1, custom_id: 'a' }),
    '0.components.0.label',
    'BUTTON_COMPONENT_INVALID_EMOJI_OR_LABEL',
  ],
  [
    'an unknown emoji',
    one(button('a', { emoji: { name: 'smile' } })),
    '0.components.0.emoji.name',
    'COMPONENT_INVALID_EMOJI',
  ],
  ['an unknown style', one(button('a', { style: 9 })), '0.components.0.style', 'BASE_TYPE_CHOICES'],
  [
    'a link without URL',
    one({ type: 2, style: 5, label: 'L' }),
    '0.components.0.url',
    'COMPONENT_URL_REQUIRED',
  ],
  [
    'a link with a custom id',
    one(button('a', { style: 5, url: 'https://x.org' })),
    '0.components.0.custom_id',
    'COMPONENT_CUSTOM_ID_AND_URL',
  ],
  ['a button outside a row', [button('a')], '0.type', 'UNION_TYPE_CHOICES'],
  ['a component without type', [row({})], '0.components.0.type', 'BASE_TYPE_REQUIRED'],
  [
    'a text input in a message',
    one({ type: 4, custom_id: 'a', style: 1 }),
    '0.components.0.type',
    'UNION_TYPE_CHOICES',
  ],
  ['26 options', one(select({ options: options(26) })), '0.components.0.options', 'BASE_TYPE_BAD_LENGTH'],
  ['no option', one(select({ options: [] })), '0.components.0.options', 'BASE_TYPE_BAD_LENGTH'],
  [
    'an option value twice',
    one(select({ options: [...options(1), ...options(1)] })),
    '0.components.0.options.1',
    'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  [
    'an option label over 100',
    one(select({ options: [{ label: chars(101), value: 'v' }] })),
    '0.components.0.options.0.label',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an option value over 100',
    one(select({ options: [{ label: 'L', value: chars(101) }] })),
    '0.components.0.options.0.value',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an option description over 100',
    one(select({ options: [{ label: 'L', value: 'v', description: chars(101) }] })),
    '0.components.0.options.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a placeholder over 150',
    one(select({ placeholder: chars(151) })),
    '0.components.0.placeholder',
    'BASE_TYPE_MAX_LENGTH',
  ],
  ['26 values wanted', one(select({ max_values: 26 })), '0.components.0.max_values', 'NUMBER_TYPE_MAX'],
  ['at most no value', one(select({ max_values: 0 })), '0.components.0.max_values', 'NUMBER_TYPE_MIN'],
  [
    'more values than options',
    one(select({ max_values: 3 })),
    '0.components.0.max_values',
    'NUMBER_TYPE_MAX',
  ],
  [
    'a minimum above the maximum',
    one(select({ min_values: 2 })),
    '0.components.0.min_values',
    'NUMBER_TYPE_MAX',
  ],
  ['a layout component without the flag', [{ type: 10, content: 'x' }], '0.type', 'UNION_TYPE_CHOICES'],
])('refuses %s', async (_what, components, where, code) => {
  const answer = await bot.post(path, { content: 'x', components })
  expect(answer.body.code).toBe(50035)
  expect(errorAt(answer, where === '' ? 'components' : `components.${where}`)).toBe(code)
})

const V2 = 32768
const text = (count: number) => ({ type: 10, content: chars(count) })
const media = { media: { url: 'https://example.org/a.png' } }

it('accepts forty layout components with 4000 characters, counting nested ones', async () => {
  const container = { type: 17, components: [...Array(38).fill(text(100)), text(200)] }
  const { status, body } = await bot.post(path, { flags: V2, components: [container] })
  expect(status).toBe(200)
  expect(body.flags & V2).toBe(V2)
})

it.each([
  [
    '41 components, one of them the container',
    [{ type: 17, components: Array(40).fill(text(1)) }],
    '',
    'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  ['4001 characters of text', [text(4000), text(1)], '', 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED'],
  [
    'a section of four texts',
    [{ type: 9, components: Array(4).fill(text(1)), accessory: button('a') }],
    '0.components',
    'BASE_TYPE_BAD_LENGTH',
  ],
  ['a section without accessory', [{ type: 9, components: [text(1)] }], '0.accessory', 'BASE_TYPE_REQUIRED'],
  ['a gallery of eleven', [{ type: 12, items: Array(11).fill(media) }], '0.items', 'BASE_TYPE_BAD_LENGTH'],
  [
    'a container in a container',
    [{ type: 17, components: [{ type: 17, components: [text(1)] }] }],
    '0.components.0.type',
    'UNION_TYPE_CHOICES',
  ],
  [
    'a file that was not attached',
    [{ type: 13, file: { url: 'attachment://a.txt' } }],
    '0.file.url',
    'MEDIA_ATTACHMENT_NOT_FOUND',
  ],
  [
    'a file from elsewhere',
    [{ type: 13, file: { url: 'https://example.org/a' } }],
    '0.file.url',
    'URL_TYPE_INVALID_SCHEME',
  ],
  [
    'a custom id twice, nested',
    [{ type: 17, components: [row(button('a'))] }, row(button('a'))],
    '1.components.0.custom_id',
    'COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
])('refuses in a layout message %s', async (_what, components, where, code) => {
  const answer = await bot.post(path, { flags: V2, components })
  expect(answer.body.code).toBe(50035)
  expect(errorAt(answer, where === '' ? 'components' : `components.${where}`)).toBe(code)
})

it.each([
  ['content', { content: 'x' }],
  ['embeds', { embeds: [{ title: 'x' }] }],
  ['sticker_ids', { sticker_ids: ['123456789012345678'] }],
  ['poll', { poll: { question: { text: 'q' }, answers: [{ poll_media: { text: 'a' } }] } }],
])('refuses %s beside layout components', async (field, more) => {
  const answer = await bot.post(path, { flags: V2, components: [text(1)], ...more })
  expect(errorAt(answer, field)).toBe('MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2')
})

it('keeps the layout flag for good', async () => {
  const { body } = await bot.post(path, { flags: V2, components: [text(1)] })
  const withContent = await bot.call('PATCH', `${path}/${body.id}`, { flags: 0, content: 'x' })
  expect(errorAt(withContent, 'content')).toBe('MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2')
  const edited = await bot.call('PATCH', `${path}/${body.id}`, { flags: 0, components: [text(2)] })
  expect(edited.body.flags & V2).toBe(V2)
})

it('turns a message into a layout one only when its content is cleared', async () => {
  const { body } = await bot.post(path, { content: 'x' })
  const change = { flags: V2, components: [text(1)] }
  const refused = await bot.call('PATCH', `${path}/${body.id}`, change)
  expect(errorAt(refused, 'content')).toBe('MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2')
  const turned = await bot.call('PATCH', `${path}/${body.id}`, { ...change, content: null })
  expect(turned.status).toBe(200)
})

it('refuses an empty layout message', async () => {
  expect((await bot.post(path, { flags: V2, components: [] })).body.code).toBe(50006)
})
