import { afterAll, beforeAll, expect, test } from 'vitest'
import { callApi, refusalOf } from './telegram/call-api.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

const token = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
let telegram: TelegramEmulator

beforeAll(async () => {
  telegram = await startTelegram({ token, limits: false })
  telegram.person({ id: 7, firstName: 'Ada' }).start()
})
afterAll(() => telegram.stop())

async function statusOf(path: string): Promise<[number, unknown]> {
  const response = await fetch(`${telegram.apiRoot}${path}`)
  return [response.status, await response.json()]
}

test('a wrong token is unauthorized, a path outside the API is not found', async () => {
  expect(await statusOf('/bot1:wrong/getMe')).toEqual([
    401,
    { ok: false, error_code: 401, description: 'Unauthorized' },
  ])
  expect(await statusOf('/somewhere')).toEqual([
    404,
    { ok: false, error_code: 404, description: 'Not Found' },
  ])
})

test('an unknown method is answered with HTTP status 404', async () => {
  expect(await statusOf(`/bot${token}/sendNonsense`)).toEqual([
    404,
    { ok: false, error_code: 404, description: 'Not Found: method not found' },
  ])
})

test('methods are found in any case and getMe tells who the bot is', async () => {
  const [status, body] = await statusOf(`/bot${token}/GETME`)
  expect(status).toBe(200)
  expect(body).toMatchObject({
    ok: true,
    result: { id: 110201543, is_bot: true, username: 'tagora_bot', can_read_all_group_messages: false },
  })
})

test('parameters come from the query, a form, a multipart body or JSON alike', async () => {
  const url = `${telegram.apiRoot}/bot${token}/sendMessage`
  const multipart = new FormData()
  multipart.set('chat_id', '7')
  multipart.set('text', 'multipart')
  const answers = [
    await fetch(`${url}?chat_id=7&text=query`),
    await fetch(url, { method: 'POST', body: new URLSearchParams({ chat_id: '7', text: 'form' }) }),
    await fetch(url, { method: 'POST', body: multipart }),
  ]
  const texts = await Promise.all(answers.map(async (answer) => (await answer.json()).result.text))
  expect(texts).toEqual(['query', 'form', 'multipart'])
  expect((await callApi(telegram, 'sendMessage', { chat_id: 7, text: 'json' })).result.text).toBe('json')
})

test('a broken JSON body is refused', async () => {
  const response = await fetch(`${telegram.apiRoot}/bot${token}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"chat_id":',
  })
  expect(response.status).toBe(400)
})

test('null is the text "null", so a null keyboard is no keyboard object', async () => {
  expect(await refusalOf(telegram, 'sendMessage', { chat_id: 7, text: 'a', reply_markup: null })).toBe(
    'Bad Request: object expected as reply markup',
  )
})

test('the log keeps every call with its payload and answer', async () => {
  await callApi(telegram, 'sendMessage', { chat_id: 7, text: 'logged' })
  const call = telegram.calls('sendmessage').at(-1)
  expect(call).toMatchObject({ method: 'sendMessage', payload: { chat_id: 7, text: 'logged' } })
  expect(call?.response).toMatchObject({ ok: true, result: { text: 'logged' } })
})
