import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTelegramAdapter } from '../../../bots/telegram/adapter.ts'
import { connect } from '../../../bots/telegram/connect.ts'
import { createWebhook } from '../../../bots/telegram/webhook.ts'
import { callApi } from '../../emulators/telegram/call-api.ts'
import { collectingLog, PUBLIC_URL, SECRET, shown, startWorld, type TelegramWorld, TOKEN } from './world.ts'

let world: TelegramWorld
beforeEach(async () => {
  world = await startWorld({ intake: 'webhook' })
})
afterEach(() => world.stop())

function post(body: string, secret?: string, path = '/telegram') {
  return fetch(`http://127.0.0.1:${world.webhookPort}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret && { 'X-Telegram-Bot-Api-Secret-Token': secret }),
    },
    body,
  })
}
const update = (id: number, text: string) =>
  JSON.stringify({
    update_id: id,
    message: {
      message_id: 1,
      date: 0,
      chat: { id: 7, type: 'private' },
      from: { id: 7, is_bot: false, first_name: 'Ada' },
      text,
    },
  })

test('is registered with its secret and for our kinds of updates alone', async () => {
  expect(world.telegram.calls('setWebhook')[0]?.payload).toMatchObject({
    url: PUBLIC_URL,
    secret_token: SECRET,
    allowed_updates: ['message', 'callback_query'],
  })
  expect((await callApi(world.telegram, 'getWebhookInfo')).result.url).toBe(PUBLIC_URL)
})

test('takes nothing without the secret', async () => {
  const handled = () => world.telegram.calls('sendMessage').length
  expect((await post(update(1, '/help'))).status).toBe(401)
  expect((await post(update(1, '/help'), `${SECRET}x`)).status).toBe(401)
  expect((await post(update(1, '/help'), SECRET.replace('a', 'b'))).status).toBe(401)
  expect((await post(update(1, '/help'), SECRET, '/')).status).toBe(404)
  expect(handled()).toBe(0)
  world.telegram.person({ id: 7 }).start()
  await world.telegram.until(() => handled() === 1)
  expect((await post(update(1, '/help'), SECRET)).status).toBe(200)
  expect(handled()).toBe(2)
})

test('refuses what is no update, and what is too long', async () => {
  expect((await post('{"update_id":', SECRET)).status).toBe(400)
  expect((await post(update(1, 'x'.repeat(1024 * 1024)), SECRET)).status).toBe(413)
  expect((await post('{"update_id":1,"message":{"chat":"?"}}', SECRET)).status).toBe(200)
  expect(world.logged.some((line) => line.includes('an update of an unknown shape'))).toBe(true)
})

test('the same update delivered side by side is handled once', async () => {
  const ada = world.telegram.person({ id: 7, languageCode: 'en' })
  ada.start()
  await shown(ada, 'language')
  const answers = await Promise.all(Array.from({ length: 5 }, () => post(update(5, '/help'), SECRET)))
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200))
  expect(ada.messages()).toHaveLength(2)
})

test('an update that takes long is asked for again, and acknowledged once it is handled', async () => {
  await world.adapter.stop()
  const { bot } = connect(TOKEN, world.telegram.apiRoot)
  let release = () => {}
  const handled = new Promise<void>((resolve) => {
    release = resolve
  })
  bot.use(() => handled)
  const config = { url: PUBLIC_URL, secret: SECRET, port: world.webhookPort }
  const webhook = createWebhook(bot, config, collectingLog([]), 20)
  await webhook.start()
  const early = await post(update(1, '/help'), SECRET)
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2'])
  release()
  expect((await post(update(1, '/help'), SECRET)).status).toBe(200)
  await webhook.stop()
})

test('a taken port and an address that Telegram refuses stop the start with words', async () => {
  const start = (url: string, port: number) => {
    const config = { token: TOKEN, apiUrl: world.telegram.apiRoot, webhook: { url, secret: SECRET, port } }
    return createTelegramAdapter({ config, handle: async () => null, log: collectingLog([]) }).start()
  }
  await expect(start(PUBLIC_URL, world.webhookPort)).rejects.toMatchObject({
    code: 'telegram.portTaken',
    params: { port: world.webhookPort },
  })
  await expect(start('https://bot.example.org:8080/x', 0)).rejects.toMatchObject({
    code: 'config.invalid',
    params: { problems: expect.stringContaining('TELEGRAM_WEBHOOK_URL: Bad Request') },
  })
})

test('an adapter without a webhook takes over from one that had it', async () => {
  await world.adapter.stop()
  const ada = world.telegram.person({ id: 7, languageCode: 'en' })
  ada.start()
  const polling = createTelegramAdapter({
    config: { token: TOKEN, apiUrl: world.telegram.apiRoot },
    handle: async () => ({ blocks: [{ kind: 'code', text: 'here' }], buttons: [] }),
    log: collectingLog([]),
  })
  await polling.start()
  await shown(ada, 'here')
  await polling.stop()
})
