import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Bot, GrammyError, InlineKeyboard, InputFile, webhookCallback } from 'grammy'
import { afterEach, expect, test } from 'vitest'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

const token = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
const cleanups: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** A bot of a dozen lines that asks one question and counts the answers in place. */
function quizBot(telegram: TelegramEmulator): Bot {
  const bot = new Bot(token, { client: { apiRoot: telegram.apiRoot } })
  const keyboard = new InlineKeyboard().text('Spam', 'spam').text('Not spam', 'ham')
  bot.command('start', (ctx) => ctx.reply(`Spam? ${ctx.match}`.trim(), { reply_markup: keyboard }))
  bot.on('callback_query:data', async (ctx) => {
    await ctx.answerCallbackQuery({ text: `You said ${ctx.callbackQuery.data}` })
    await ctx.editMessageText(`<b>${ctx.callbackQuery.data}</b>`, { parse_mode: 'HTML' })
  })
  bot.on(':document', async (ctx) => {
    const file = await ctx.getFile()
    const response = await fetch(`${telegram.apiRoot}/file/bot${token}/${file.file_path}`)
    const copy = new InputFile(new Uint8Array(await response.arrayBuffer()), 'copy.csv')
    await ctx.replyWithDocument(copy, { caption: 'your copy' })
  })
  return bot
}

async function playQuiz(telegram: TelegramEmulator): Promise<void> {
  const ada = telegram.person({ id: 7, firstName: 'Ada' })
  ada.start('ref_1')
  const question = await ada.nextMessage()
  expect(question).toMatchObject({ text: 'Spam? ref_1', buttons: [['Spam', 'Not spam']] })
  const answer = await ada.tap('Not spam').answer()
  expect(answer).toMatchObject({ text: 'You said ham', showAlert: false })
  expect(await ada.nextMessage()).toMatchObject({
    messageId: question.messageId,
    text: 'ham',
    entities: [{ type: 'bold', offset: 0, length: 3 }],
    buttons: [],
    edits: 1,
  })
  ada.sendDocument('items.csv', Buffer.from('id\n1\n'))
  const { document, text } = await ada.nextMessage()
  expect(text).toBe('your copy')
  expect(document).toMatchObject({ file_name: 'copy.csv', mime_type: 'text/csv' })
  expect(telegram.file(document?.file_id ?? '')?.toString()).toBe('id\n1\n')
}

test('a grammY bot plays by long polling and stops cleanly', async () => {
  const telegram = await startTelegram({ token })
  cleanups.push(() => telegram.stop())
  const bot = quizBot(telegram)
  const running = bot.start({ allowed_updates: ['message', 'callback_query'] })
  await playQuiz(telegram)
  await bot.stop()
  await running
  expect(telegram.pendingUpdates()).toEqual([])
  expect(telegram.calls('deleteWebhook')).toHaveLength(1)
})

test('a grammY bot plays by webhook with its secret', async () => {
  const telegram = await startTelegram({ token, isLocal: true })
  cleanups.push(() => telegram.stop())
  const bot = quizBot(telegram)
  const site = createServer(webhookCallback(bot, 'http', { secretToken: 'S3cret' }))
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  cleanups.push(async () => {
    site.closeAllConnections()
    site.close()
  })
  const { port } = site.address() as AddressInfo
  await bot.api.setWebhook(`http://127.0.0.1:${port}/`, { secret_token: 'S3cret' })
  await playQuiz(telegram)
  await telegram.until(() => telegram.pendingUpdates().length === 0)
})

test('grammY reports refusals with code, words and parameters', async () => {
  const telegram = await startTelegram({ token, limits: { chatBurst: 1 } })
  cleanups.push(() => telegram.stop())
  const { api } = quizBot(telegram)
  telegram.person({ id: 7 }).start()
  await api.sendMessage(7, 'first')
  const limited = await api.sendMessage(7, 'second').catch((cause: unknown) => cause)
  expect(limited).toBeInstanceOf(GrammyError)
  expect(limited).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } })
  const blocked = await api.sendMessage(8, 'x').catch((cause: unknown) => cause)
  expect(blocked).toMatchObject({ error_code: 400, description: 'Bad Request: chat not found' })
})
