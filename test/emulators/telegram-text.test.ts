import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi, refusalOf } from './telegram/call-api.ts'
import { startTelegram, type TelegramEmulator } from './telegram/start.ts'

let telegram: TelegramEmulator

beforeAll(async () => {
  telegram = await startTelegram({ token: '1:t', limits: false })
  telegram.person({ id: 7, firstName: 'Ada' }).start()
})
afterAll(() => telegram.stop())

async function formatted(text: string, parseMode?: string) {
  const { result, description } = await callApi(telegram, 'sendMessage', {
    chat_id: 7,
    text,
    ...(parseMode && { parse_mode: parseMode }),
  })
  return result ? { text: result.text, entities: result.entities } : description
}

const refused = (text: string, parseMode?: string) =>
  refusalOf(telegram, 'sendMessage', { chat_id: 7, text, ...(parseMode && { parse_mode: parseMode }) })

describe('length', () => {
  test('an empty text and one of blanks are refused', async () => {
    expect(await refused('')).toBe('Bad Request: message text is empty')
    expect(await refused(' \n ')).toBe('Bad Request: text must be non-empty')
    expect(await refused('<b></b>', 'HTML')).toBe('Bad Request: text must be non-empty')
  })

  test('4096 characters after parsing are the most, counted in code points', async () => {
    expect(await refused('x'.repeat(4097))).toBe('Bad Request: message is too long')
    expect(await formatted(`<b>${'x'.repeat(4096)}</b>`, 'HTML')).toMatchObject({ text: 'x'.repeat(4096) })
    expect(await formatted('😀'.repeat(4096))).toMatchObject({ text: '😀'.repeat(4096) })
  })

  test('more than 32768 bytes are refused before parsing', async () => {
    expect(await refused(`<b>${'&amp;'.repeat(6554)}</b>`, 'HTML')).toBe('Bad Request: text is too long')
  })
})

describe('HTML', () => {
  test('tags become entities whose offsets are UTF-16 units', async () => {
    expect(await formatted('😀<b>a<i>b</i></b> <a href="HTTP://Example.com">c</a>', 'html')).toEqual({
      text: '😀ab c',
      entities: [
        { type: 'bold', offset: 2, length: 2 },
        { type: 'italic', offset: 3, length: 1 },
        { type: 'text_link', offset: 5, length: 1, url: 'http://example.com/' },
      ],
    })
  })

  test('pre with a language, spoilers, quotes and references are understood', async () => {
    expect(
      await formatted(
        '<pre><code class="language-ts">1 &lt; 2</code></pre><tg-spoiler>s</tg-spoiler><blockquote expandable>q</blockquote>',
        'HTML',
      ),
    ).toEqual({
      text: '1 < 2sq',
      entities: [
        { type: 'pre', offset: 0, length: 5, language: 'ts' },
        { type: 'spoiler', offset: 5, length: 1 },
        { type: 'expandable_blockquote', offset: 6, length: 1 },
      ],
    })
  })

  test('a bad address and a mention of a stranger are dropped silently, a known one is kept', async () => {
    expect(await formatted('<a href="http://localhost">a</a>', 'HTML')).toEqual({ text: 'a' })
    expect(await formatted('<a href="tg://user?id=999">a</a>', 'HTML')).toEqual({ text: 'a' })
    expect(await formatted('<a href="tg://user?id=7">a</a>', 'HTML')).toMatchObject({
      entities: [{ type: 'text_mention', user: { id: 7 } }],
    })
  })

  test.each([
    ['<foo>x', 'Unsupported start tag "foo" at byte offset 0'],
    ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
    ['é<b>x</i>', 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'],
    ['x</b>', 'Unexpected end tag at byte offset 1'],
    ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
    ['a <b', 'Unclosed start tag at byte offset 2'],
    ['<span class="x">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ])('%s is refused', async (source, complaint) => {
    expect(await refused(source, 'HTML')).toBe(`Bad Request: can't parse entities: ${complaint}`)
  })
})

describe('MarkdownV2', () => {
  test('marks become entities and escapes vanish', async () => {
    expect(
      await formatted('*b _i_* __u__ ~s~ ||p|| `c\\`` [l](https://a.io/x\\)) 1\\.', 'MarkdownV2'),
    ).toEqual({
      text: 'b i u s p c` l 1.',
      entities: [
        { type: 'bold', offset: 0, length: 3 },
        { type: 'italic', offset: 2, length: 1 },
        { type: 'underline', offset: 4, length: 1 },
        { type: 'strikethrough', offset: 6, length: 1 },
        { type: 'spoiler', offset: 8, length: 1 },
        { type: 'code', offset: 10, length: 2 },
        { type: 'text_link', offset: 13, length: 1, url: 'https://a.io/x)' },
      ],
    })
  })

  test('blocks of code and quotes are understood', async () => {
    expect(await formatted('```ts\nx\n```\n>q\n>r\nend', 'MarkdownV2')).toEqual({
      text: 'x\n\nq\nr\nend',
      entities: [
        { type: 'pre', offset: 0, length: 2, language: 'ts' },
        { type: 'blockquote', offset: 3, length: 4 },
      ],
    })
  })

  test.each([
    ['a.', "Character '.' is reserved and must be escaped with the preceding '\\'"],
    ['a-b', "Character '-' is reserved and must be escaped with the preceding '\\'"],
    ['*a', "Can't find end of Bold entity at byte offset 0"],
    ['é_a', "Can't find end of Italic entity at byte offset 2"],
    ['```ts\nx', "Can't find end of PreCode entity at byte offset 0"],
    ['[a](b', "Can't find end of a URL at byte offset 4"],
  ])('%s is refused', async (source, complaint) => {
    expect(await refused(source, 'MarkdownV2')).toBe(`Bad Request: can't parse entities: ${complaint}`)
  })
})

test('legacy Markdown stumbles over a lonely underscore', async () => {
  expect(await formatted('*b* [t](https://a.io)', 'Markdown')).toMatchObject({ text: 'b t' })
  expect(await refused('my_name', 'Markdown')).toBe(
    "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 2",
  )
})

test('an unknown parse mode is refused', async () => {
  expect(await refused('x', 'BBCode')).toBe('Bad Request: unsupported parse_mode')
})

test('entities given as an array are kept, out of bounds they are refused', async () => {
  const send = (entities: unknown) => callApi(telegram, 'sendMessage', { chat_id: 7, text: 'abc', entities })
  expect((await send([{ type: 'bold', offset: 1, length: 2 }])).result.entities).toEqual([
    { type: 'bold', offset: 1, length: 2 },
  ])
  expect((await send([{ type: 'bold', offset: 1, length: 3 }])).description).toBe(
    'Bad Request: ENTITY_BOUNDS_INVALID',
  )
  expect((await send([{ type: 'text_link', offset: 0, length: 1, url: 'wc:abc@2' }])).description).toMatch(
    /^Bad Request: entity URL 'wc:abc@2' is invalid: /,
  )
  expect((await send('[')).description).toBe("Bad Request: can't parse entities JSON object")
})

test('commands, mentions, links and addresses are found by themselves, but not in code', async () => {
  expect(await formatted('/start @ada_l https://a.io x@y.org #tag')).toMatchObject({
    entities: [
      { type: 'bot_command', offset: 0, length: 6 },
      { type: 'mention', offset: 7, length: 6 },
      { type: 'url', offset: 14, length: 12 },
      { type: 'email', offset: 27, length: 7 },
      { type: 'hashtag', offset: 35, length: 4 },
    ],
  })
  expect(await formatted('<code>/start</code>', 'HTML')).toMatchObject({
    entities: [{ type: 'code', offset: 0, length: 6 }],
  })
})

test('blanks around a text are cut and its entities move along', async () => {
  expect(await formatted('\n a <b>b</b> \n', 'HTML')).toEqual({
    text: 'a b',
    entities: [{ type: 'bold', offset: 2, length: 1 }],
  })
})
