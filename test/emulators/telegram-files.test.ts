import { afterEach, beforeEach, expect, test } from 'vitest'
import { callApi } from './telegram/call-api.ts'
import { type ManualClock, manualClock } from './telegram/clock.ts'
import type { Person } from './telegram/person.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

const MEGABYTE = 1024 * 1024
let telegram: TelegramEmulator
let clock: ManualClock
let ada: Person

beforeEach(async () => {
  clock = manualClock()
  telegram = await startTelegram({ token: '1:t', limits: false, clock })
  ada = telegram.person({ id: 7, firstName: 'Ada' })
  ada.start()
})
afterEach(() => telegram.stop())

/** The head of a PNG with a size, as far as anybody reads it, padded to `length` bytes. */
function png(width: number, height: number, length = 64): Buffer {
  const bytes = Buffer.alloc(length)
  bytes.write('\x89PNG\r\n\x1a\n', 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

async function upload(method: string, field: string, bytes: Buffer, fields: Record<string, string> = {}) {
  const form = new FormData()
  form.set('chat_id', '7')
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set(field, new Blob([new Uint8Array(bytes)]), 'upload.png')
  const response = await fetch(`${telegram.apiRoot}/bot1:t/${method}`, { method: 'POST', body: form })
  return await response.json()
}
const photo = (bytes: Buffer, fields?: Record<string, string>) => upload('sendPhoto', 'photo', bytes, fields)
const download = (path: string) => fetch(`${telegram.apiRoot}/file/bot1:t/${path}`)

test('an uploaded photo arrives with its sizes and caption', async () => {
  const { result } = await photo(png(1600, 800), { caption: '<b>box</b>', parse_mode: 'HTML' })
  expect(result.caption_entities).toEqual([{ type: 'bold', offset: 0, length: 3 }])
  expect(result.photo.map(({ width, height }: { width: number; height: number }) => [width, height])).toEqual(
    [
      [90, 45],
      [320, 160],
      [800, 400],
      [1280, 640],
    ],
  )
  expect(ada.lastMessage()).toMatchObject({ text: 'box', photo: result.photo })
})

test('a file id sends the same file again, as its own kind only', async () => {
  const { result } = await photo(png(10, 10))
  const id = result.photo[0].file_id
  expect((await callApi(telegram, 'sendPhoto', { chat_id: 7, photo: id })).result.photo).toEqual(result.photo)
  expect((await callApi(telegram, 'sendDocument', { chat_id: 7, document: id })).ok).toBe(false)
  expect((await callApi(telegram, 'sendPhoto', { chat_id: 7, photo: 'AgACnonsense' })).description).toBe(
    'Bad Request: wrong file identifier/HTTP URL specified',
  )
})

test.each([
  [png(9000, 1001), 'PHOTO_INVALID_DIMENSIONS'],
  [png(210, 10), 'PHOTO_INVALID_DIMENSIONS'],
  [Buffer.from('plain text'), 'IMAGE_PROCESS_FAILED'],
  [Buffer.alloc(0), 'file must be non-empty'],
  [
    png(10, 10, 10 * MEGABYTE + 1),
    'file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes',
  ],
])('photo %#: refused', async (bytes, why) => {
  expect((await photo(bytes)).description).toBe(`Bad Request: ${why}`)
})

test('missing files and long captions are refused', async () => {
  expect((await callApi(telegram, 'sendPhoto', { chat_id: 7 })).description).toBe(
    'Bad Request: there is no photo in the request',
  )
  expect((await callApi(telegram, 'sendDocument', { chat_id: 7 })).description).toBe(
    'Bad Request: there is no document in the request',
  )
  expect((await photo(png(1, 1), { caption: 'x'.repeat(1025) })).description).toBe(
    'Bad Request: message caption is too long',
  )
})

test('50 MB is the most for an upload', async () => {
  expect(await upload('sendDocument', 'document', Buffer.alloc(50 * MEGABYTE + 1))).toEqual({
    ok: false,
    error_code: 413,
    description: 'Request Entity Too Large',
  })
})

test('a URL works only when there is something behind it', async () => {
  const send = () => callApi(telegram, 'sendPhoto', { chat_id: 7, photo: 'https://a.io/x.png' })
  expect((await send()).description).toBe('Bad Request: failed to get HTTP URL content')
  telegram.publish('https://a.io/x.png', png(20, 10))
  expect((await send()).result.photo).toMatchObject([{ width: 20, height: 10 }])
})

test("a person's document can be fetched for an hour", async () => {
  ada.sendDocument('items.csv', Buffer.from('id,text\n1,hello\n'), { caption: '/import' })
  const { result: updates } = await callApi(telegram, 'getUpdates')
  const { document, caption_entities: entities } = updates.at(-1).message
  expect(document).toMatchObject({ file_name: 'items.csv', mime_type: 'text/csv', file_size: 16 })
  expect(entities).toEqual([{ type: 'bot_command', offset: 0, length: 7 }])
  const { result: file } = await callApi(telegram, 'getFile', { file_id: document.file_id })
  expect(await (await download(file.file_path)).text()).toBe('id,text\n1,hello\n')
  expect((await fetch(`${telegram.apiRoot}/file/bot1:x/${file.file_path}`)).status).toBe(404)
  clock.advance(3_600_000)
  expect((await download(file.file_path)).status).toBe(404)
})

test('getFile refuses unknown ids and more than 20 MB', async () => {
  const get = async (id: string) => (await callApi(telegram, 'getFile', { file_id: id })).description
  expect(await get('')).toBe('Bad Request: file_id not specified')
  expect(await get('BQACx')).toBe('Bad Request: wrong file_id or the file is temporarily unavailable')
  ada.sendDocument('big.zip', Buffer.alloc(20 * MEGABYTE + 1))
  const { result: updates } = await callApi(telegram, 'getUpdates')
  expect(await get(updates.at(-1).message.document.file_id)).toBe('Bad Request: file is too big')
})

test('caption and media of a photo can be edited, its text cannot', async () => {
  const { result } = await photo(png(10, 10), { caption: 'one' })
  const edit = (method: string, extra: object) =>
    callApi(telegram, method, { chat_id: 7, message_id: result.message_id, ...extra })
  expect((await edit('editMessageText', { text: 'x' })).description).toBe(
    'Bad Request: there is no text in the message to edit',
  )
  expect((await edit('editMessageCaption', { caption: 'one' })).description).toMatch(
    /message is not modified/,
  )
  expect((await edit('editMessageCaption', { caption: 'two' })).result.caption).toBe('two')
  const media = await upload('editMessageMedia', 'next', png(30, 10), {
    message_id: String(result.message_id),
    media: JSON.stringify({ type: 'photo', media: 'attach://next', caption: 'three' }),
  })
  expect(media.result).toMatchObject({ caption: 'three', photo: [{ width: 30, height: 10 }] })
  expect(ada.lastMessage().edits).toBe(2)
})
