import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderAlert, renderScreen } from '../../../bots/telegram/render.ts'
import type { Block, Inline, Screen } from '../../../commands/screen.ts'
import { callApi } from '../../emulators/telegram/call-api.ts'
import { startTelegram, type TelegramEmulator } from '../../emulators/telegram/start.ts'

const paragraph = (...content: Inline[]): Block => ({ kind: 'paragraph', content })
const screen = (...blocks: Block[]): Screen => ({ blocks, buttons: [] })
const button = (label: string, actionId = 'a.0') => ({ label, actionId, style: 'primary' as const })

test('every kind of block has its look, and nothing in it is read as markup', () => {
  const [message, ...more] = renderScreen(
    screen(
      { kind: 'heading', content: [{ text: 'Look ' }, { text: 'here', style: 'code' }] },
      paragraph({ text: '<b>*_[x](y)' }, { text: 'é😀', style: 'italic' }),
      { kind: 'quote', text: 'said' },
      { kind: 'list', items: [[{ text: 'one' }], [{ text: 'two', style: 'bold' }]] },
      { kind: 'code', text: 'x = 1' },
    ),
  )
  expect(more).toEqual([])
  expect(message?.text).toBe('Look here\n\n<b>*_[x](y)é😀\n\nsaid\n\n• one\n• two\n\nx = 1')
  const spans = message?.extra.entities.map(({ type, offset, length }) => [
    type,
    message.text.slice(offset, offset + length),
  ])
  expect(spans).toEqual([
    ['bold', 'Look '],
    ['code', 'here'],
    ['italic', 'é😀'],
    ['blockquote', 'said'],
    ['bold', 'two'],
    ['pre', 'x = 1'],
  ])
  expect(message?.extra).toMatchObject({ link_preview_options: { is_disabled: true } })
  expect(message?.extra).not.toHaveProperty('parse_mode')
})

test('links that Telegram would drop are written out', () => {
  const link = (url: string) => renderScreen(screen(paragraph({ text: 'see', url })))[0]
  expect(link('https://a.io/tx/1')?.extra.entities).toEqual([
    { type: 'text_link', offset: 0, length: 3, url: 'https://a.io/tx/1' },
  ])
  for (const url of ['http://localhost:8545', 'javascript:alert(1)', 'wc:1@2']) {
    expect(link(url)).toMatchObject({ text: `see (${url})`, extra: { entities: [] } })
  }
})

test('a long text becomes several messages, cut between words, with the buttons under the last', () => {
  const words = Array.from({ length: 1400 }, (_, at) => `word${at}`).join(' ')
  const messages = renderScreen({ blocks: [{ kind: 'quote', text: words }], buttons: [[button('Ham')]] })
  expect(messages.length).toBe(3)
  expect(messages.map(({ text }) => text).join('')).toBe(words)
  expect(messages.map(({ extra }) => extra.reply_markup !== undefined)).toEqual([false, false, true])
  for (const { text, extra } of messages) {
    expect([...text].length).toBeLessThanOrEqual(4096)
    expect(extra.entities).toEqual([{ type: 'blockquote', offset: 0, length: text.length }])
  }
})

test('characters of two units are never cut in half', () => {
  const messages = renderScreen(screen({ kind: 'quote', text: '😀'.repeat(5000) }))
  expect(messages.map(({ text }) => [...text].length)).toEqual([4096, 904])
})

test('callback data may take 64 bytes and not one more', () => {
  const withData = (data: string) =>
    renderScreen({ blocks: [paragraph({ text: 'x' })], buttons: [[button('Ham', data)]] })
  expect(withData('é'.repeat(32))).toHaveLength(1)
  expect(() => withData('é'.repeat(33))).toThrow('66 bytes')
  expect(() => withData('')).toThrow('0 bytes')
})

test('rows are at most eight wide, and labels always show something', () => {
  const buttons = [Array.from({ length: 10 }, (_, at) => button(at === 0 ? ' \n' : `b${at}`))]
  const [message] = renderScreen({ blocks: [], buttons })
  expect(message?.text).toBe('…')
  const rows = message?.extra.reply_markup?.inline_keyboard ?? []
  expect(rows.map((row) => row.length)).toEqual([8, 2])
  expect(rows[0]?.[0]?.text).toBe('·')
})

test('the window over a tap takes 200 characters', () => {
  expect(renderAlert(screen(paragraph({ text: 'No.' })))).toBe('No.')
  const long = renderAlert(screen(paragraph({ text: '😀'.repeat(300) })))
  expect([...long]).toHaveLength(200)
  expect(long.endsWith('…')).toBe(true)
})

describe('any screen', () => {
  let telegram: TelegramEmulator
  beforeAll(async () => {
    telegram = await startTelegram({ token: '1:t', limits: false })
    telegram.person({ id: 7 }).start()
  })
  afterAll(() => telegram.stop())

  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom('', ' ', '\n', '\u0000', '\u200b', '\ud83d', '\r\n', '/start @name #tag $USD'),
    fc
      .tuple(fc.constantFrom('a', ' ', '😀', 'word '), fc.integer({ min: 1, max: 6000 }))
      .map(([one, times]) => one.repeat(times)),
  )
  const inline = fc.record(
    {
      text,
      style: fc.constantFrom('bold' as const, 'italic' as const, 'code' as const),
      url: fc.oneof(fc.webUrl(), fc.string(), fc.constant('http://localhost/x')),
    },
    { requiredKeys: ['text'] },
  )
  const content = fc.array(inline, { maxLength: 4 })
  const block: fc.Arbitrary<Block> = fc.oneof(
    fc.record({ kind: fc.constantFrom('heading' as const, 'paragraph' as const), content }),
    fc.record({ kind: fc.constantFrom('quote' as const, 'code' as const), text }),
    fc.record({ kind: fc.constant('list' as const), items: fc.array(content, { maxLength: 4 }) }),
  )
  const buttons = fc.array(
    fc.array(
      fc.record({
        label: text,
        actionId: fc.stringMatching(/^[\w.-]{1,36}$/),
        style: fc.constant('primary' as const),
      }),
      { maxLength: 10 },
    ),
    { maxLength: 5 },
  )
  const anyScreen: fc.Arbitrary<Screen> = fc.record({ blocks: fc.array(block, { maxLength: 6 }), buttons })

  test('is taken by Telegram, and every visible character of it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(anyScreen, async (given) => {
        const messages = renderScreen(given)
        const arrived: string[] = []
        for (const { text, extra } of messages) {
          const answer = await callApi(telegram, 'sendMessage', { chat_id: 7, text, ...extra })
          expect(answer).toMatchObject({ ok: true })
          arrived.push(answer.result.text)
        }
        const wanted = visible(allText(given))
        if (wanted !== '') expect(visible(arrived.join(''))).toBe(wanted)
        expect(messages.filter(({ extra }) => extra.reply_markup)).toHaveLength(
          given.buttons.flat().length > 0 ? 1 : 0,
        )
      }),
      { numRuns: 150 },
    )
  })
})

/** What people can see of a text. */
function visible(given: string): string {
  return given.toWellFormed().replace(/[\s\p{Cc}\p{Cf}\u2800\u3164•]/gu, '')
}

function allText({ blocks }: Screen): string {
  const runs = (content: readonly Inline[]) =>
    content
      .map(({ text, url }) => (url !== undefined && !isShownAsLink(url) ? `${text}(${url})` : text))
      .join('')
  return blocks
    .map((block) => {
      if (block.kind === 'list') return block.items.map(runs).join('')
      return 'text' in block ? block.text : runs(block.content)
    })
    .join('')
}

function isShownAsLink(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.hostname.includes('.')
}
