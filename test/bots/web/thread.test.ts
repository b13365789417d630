import { expect, it } from 'vitest'
import type { ChatMessage } from '../../../bots/web/message.ts'
import { displayed, merged, openMessage } from '../../../bots/web/page/thread.ts'
import { regional, wordsFor } from '../../../bots/web/page/words.ts'

function message(position: number, given: Partial<ChatMessage> & { asks?: boolean } = {}): ChatMessage {
  const { asks = false, ...changes } = given
  const button = { label: 'Spam', actionId: `a${position}.0`, style: 'primary' as const }
  return {
    id: `m${position}`,
    version: position,
    position,
    author: 'bot',
    notice: false,
    eventId: `e${position}`,
    createdAt: '2026-01-01T00:00:00.000Z',
    screen: { blocks: [], buttons: asks ? [[button]] : [] },
    ...changes,
  }
}

const positions = (messages: readonly ChatMessage[]) => messages.map((one) => one.position)

it('takes a newer version of a message and ignores an older one', () => {
  const known = [message(1, { version: 5 }), message(2)]
  expect(merged(known, [message(1, { version: 4 })])[0]?.version).toBe(5)
  expect(merged(known, [message(3), message(1, { version: 6 })]).map((one) => one.version)).toEqual([6, 2, 3])
})

it('opens the message with buttons that changed last, wherever it stands', () => {
  expect(openMessage([message(1)])).toBeUndefined()
  const edited = message(1, { asks: true, version: 9 })
  expect(openMessage([edited, message(2, { asks: true }), message(3)])).toBe(edited)
})

it('shows notices before the item that waits for an answer, in their order', () => {
  const notices = [message(2, { notice: true }), message(3, { notice: true })]
  expect(positions(displayed([message(1, { asks: true }), ...notices]))).toEqual([2, 3, 1])
})

it('shows notices after words and after answers without buttons', () => {
  const words = message(2, { author: 'person' })
  const messages = [message(1, { asks: true }), words, message(3, { notice: true }), message(4)]
  expect(positions(displayed(messages))).toEqual([1, 2, 3, 4])
})

it('speaks Spanish to those who do, and English to everybody else', () => {
  expect(wordsFor('es-AR').send).toBe('Enviar')
  expect(wordsFor('fi').send).toBe('Send')
})

it('tells times as the browser would in the language of the person', () => {
  expect(regional('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB')
  expect(regional('es', ['en-GB'])).toBe('es')
})
