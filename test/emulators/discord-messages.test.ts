import { afterAll, beforeAll, expect, it } from 'vitest'
import { type DiscordEmulator, startDiscord } from './discord/emulator.ts'
import { errorAt, NO_RATE_LIMITS, RawClient } from './discord/raw-client.ts'

let discord: DiscordEmulator
let bot: RawClient
let path: string

beforeAll(async () => {
  discord = await startDiscord({ limits: { ...NO_RATE_LIMITS, attachmentBytes: 1000 } })
  bot = new RawClient(discord)
  path = `/channels/${discord.guild().channel({ name: 'General chat' }).id}/messages`
})
afterAll(() => discord.stop())

const chars = (count: number) => 'x'.repeat(count)
const field = (name: number, value: number) => ({ name: chars(name), value: chars(value) })

it('returns a message with everything a client reads from it', async () => {
  const { status, body } = await bot.post(path, {
    content: '  hello  ',
    tts: false,
    nonce: null,
    enforce_nonce: false,
    unheard_of: 1,
    embeds: [{ title: 'A title', fields: [field(1, 1)] }],
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({ content: 'hello', author: { id: discord.applicationId, bot: true }, type: 0 })
  expect(body.id).toMatch(/^\d{17,19}$/)
  expect(body.embeds[0]).toMatchObject({ type: 'rich', title: 'A title' })
})

it('counts characters, not UTF-16 units', async () => {
  expect((await bot.post(path, { content: '😀'.repeat(2000) })).status).toBe(200)
  expect((await bot.post(path, { content: '😀'.repeat(2001) })).status).toBe(400)
})

it.each([
  ['content over 2000', { content: chars(2001) }, 'content', 'BASE_TYPE_MAX_LENGTH'],
  ['eleven embeds', { embeds: Array(11).fill({ title: 'x' }) }, 'embeds', 'BASE_TYPE_MAX_LENGTH'],
  [
    '6001 characters of embeds',
    { embeds: [{ description: chars(4000) }, { description: chars(2001) }] },
    'embeds.1',
    'MAX_EMBED_SIZE_EXCEEDED',
  ],
  ['an embed with nothing in it', { embeds: [{}] }, 'embeds.0.description', 'BASE_TYPE_REQUIRED'],
  ['an embed title over 256', { embeds: [{ title: chars(257) }] }, 'embeds.0.title', 'BASE_TYPE_MAX_LENGTH'],
  [
    'an author over 256',
    { embeds: [{ author: { name: chars(257) } }] },
    'embeds.0.author.name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a description over 4096',
    { embeds: [{ description: chars(4097) }] },
    'embeds.0.description',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a footer over 2048',
    { embeds: [{ footer: { text: chars(2049) } }] },
    'embeds.0.footer.text',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    '26 fields',
    { embeds: [{ fields: Array(26).fill(field(1, 1)) }] },
    'embeds.0.fields',
    'BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a field name over 256',
    { embeds: [{ fields: [field(257, 1)] }] },
    'embeds.0.fields.0.name',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a field value over 1024',
    { embeds: [{ fields: [field(1, 1025)] }] },
    'embeds.0.fields.0.value',
    'BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an empty field value',
    { embeds: [{ fields: [field(1, 0)] }] },
    'embeds.0.fields.0.value',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a field without a value',
    { embeds: [{ fields: [{ name: 'x' }] }] },
    'embeds.0.fields.0.value',
    'BASE_TYPE_REQUIRED',
  ],
  [
    'a colour beyond 24 bits',
    { embeds: [{ title: 'x', color: 0x1000000 }] },
    'embeds.0.color',
    'NUMBER_TYPE_MAX',
  ],
  [
    'an image of another scheme',
    { embeds: [{ image: { url: 'ftp://x/y' } }] },
    'embeds.0.image.url',
    'URL_TYPE_INVALID_SCHEME',
  ],
  [
    'an image that is no URL',
    { embeds: [{ image: { url: 'nonsense' } }] },
    'embeds.0.image.url',
    'URL_TYPE_INVALID_URL',
  ],
  [
    'an image that was not attached',
    { embeds: [{ image: { url: 'attachment://a.png' } }] },
    'embeds.0.image.url',
    'MEDIA_ATTACHMENT_NOT_FOUND',
  ],
  ['content of the wrong type', { content: { a: 1 } }, 'content', 'STRING_TYPE_CONVERT'],
  ['embeds that are no list', { embeds: {} }, 'embeds', 'LIST_TYPE_CONVERT'],
  [
    'mentions both parsed and listed',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['123456789012345678'] } },
    'allowed_mentions',
    'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
  [
    'a reply to nothing',
    { content: 'x', message_reference: { message_id: '123456789012345678' } },
    'message_reference',
    'REPLIES_UNKNOWN_MESSAGE',
  ],
  [
    'a description of a file that was not sent',
    { content: 'x', attachments: [{ id: 0 }] },
    'attachments.0',
    'ATTACHMENT_NOT_FOUND',
  ],
  [
    'a reference that is no id',
    { content: 'x', message_reference: { message_id: 'abc' } },
    'message_reference.message_id',
    'NUMBER_TYPE_COERCE',
  ],
])('refuses %s with 50035', async (_what, message, where, code) => {
  const answer = await bot.post(path, message)
  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({ code: 50035, message: 'Invalid Form Body' })
  expect(errorAt(answer, where)).toBe(code)
})

it('refuses a message without anything in it, and blanks only, with 50006', async () => {
  for (const message of [{}, { content: '' }, { content: ' \n ' }, { content: null, embeds: [] }])
    expect(await bot.post(path, message)).toMatchObject({ status: 400, body: { code: 50006 } })
})

it('refuses an edit that would leave nothing', async () => {
  const { body } = await bot.post(path, { content: 'x' })
  const answer = await bot.call('PATCH', `${path}/${body.id}`, { content: null })
  expect(answer.body.code).toBe(50006)
})

it('leaves absent fields of an edit alone', async () => {
  const { body } = await bot.post(path, { content: 'x', embeds: [{ title: 'kept' }] })
  const edited = await bot.call('PATCH', `${path}/${body.id}`, { content: 'y' })
  expect(edited.body).toMatchObject({ content: 'y', embeds: [{ title: 'kept' }] })
  expect(edited.body.edited_timestamp).not.toBeNull()
})

it('repeats a message instead of sending it twice when its nonce is enforced', async () => {
  const first = await bot.post(path, { content: 'once', nonce: 'n-1', enforce_nonce: true })
  const second = await bot.post(path, { content: 'once', nonce: 'n-1', enforce_nonce: true })
  expect(second.body.id).toBe(first.body.id)
})

it('pings only whom the sender allows', async () => {
  const person = discord.person()
  const text = `<@${person.id}> @everyone`
  const silent = await bot.post(path, { content: text, allowed_mentions: { parse: [] } })
  expect(silent.body).toMatchObject({ mentions: [], mention_everyone: false })
  const loud = await bot.post(path, { content: text })
  expect(loud.body).toMatchObject({ mentions: [{ id: person.id }], mention_everyone: true })
})

function upload(sizes: number[], payload: object = {}): FormData {
  const form = new FormData()
  form.set('payload_json', JSON.stringify(payload))
  for (const [index, size] of sizes.entries())
    form.set(`files[${index}]`, new Blob([new Uint8Array(size)], { type: 'image/png' }), `f${index}.png`)
  return form
}

it('takes files as a form and serves them until their link expires', async () => {
  const payload = {
    attachments: [{ id: 0, description: 'a picture' }],
    embeds: [{ image: { url: 'attachment://f0.png' } }],
  }
  const { status, body } = await bot.post(path, upload([3], payload))
  expect(status).toBe(200)
  expect(body.attachments).toMatchObject([{ filename: 'f0.png', size: 3, description: 'a picture' }])
  expect(body.embeds[0].image.url).toBe(body.attachments[0].url)
  const file = await fetch(body.attachments[0].url)
  expect(file.headers.get('content-type')).toBe('image/png')
  expect((await file.arrayBuffer()).byteLength).toBe(3)
  const unsigned = body.attachments[0].url.split('?')[0]
  expect((await fetch(unsigned)).status).toBe(404)
})

it('refuses files above the size limit with 40005 and more than ten', async () => {
  expect(await bot.post(path, upload([1001]))).toMatchObject({ status: 413, body: { code: 40005 } })
  const eleven = await bot.post(path, upload(Array(11).fill(1)))
  expect(errorAt(eleven, 'attachments')).toBe('BASE_TYPE_MAX_LENGTH')
})

it('refuses a body that is no JSON, no object or of another type', async () => {
  expect((await bot.post(path, '{"content":')).body.code).toBe(50109)
  expect((await bot.post(path, '[]')).body.errors._errors[0].code).toBe('MODEL_TYPE_CONVERT')
  const response = await fetch(`${discord.restApi}/v10${path}`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'text/plain' },
    body: 'hi',
  })
  expect(await response.json()).toMatchObject({
    code: 50035,
    errors: { _errors: [{ code: 'CONTENT_TYPE_INVALID' }] },
  })
})
