import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Live, Screen } from '../../../commands/screen.ts'
import { paragraph } from '../../../commands/text.ts'
import type { Person } from '../../emulators/telegram/person.ts'
import { PIXEL } from '../discord/any-screen.ts'
import { startWorld, type TelegramWorld } from './world.ts'

const picture: Screen = {
  blocks: [paragraph('Scan this')],
  image: { png: PIXEL, alt: 'A code to scan' },
  buttons: [[{ label: 'Stop', actionId: 'stop.0', style: 'secondary' }]],
  links: [
    [
      { label: 'Open a wallet', url: 'https://wallet.example/wc' },
      { label: 'On this machine', url: 'http://localhost:1/wc' },
    ],
  ],
  live: { id: 'flow', version: 1 },
}
const words: Screen = { blocks: [paragraph('All done')], buttons: [], live: { id: 'flow', version: 2 } }

let world: TelegramWorld
let person: Person
let answer: Screen
let places: { live: Live; place: string }[]
let known: () => void

beforeEach(async () => {
  places = []
  answer = picture
  world = await startWorld({
    wrap: () => async () => answer,
    onLive: async (live, place) => {
      places.push({ live, place })
      known()
    },
  })
  person = world.telegram.person({ id: 7 })
})
afterEach(() => world.stop())

/** Does something and waits until the adapter says where the screen stands. */
async function placeAfter(act: () => unknown): Promise<string> {
  const told = new Promise<void>((resolve) => {
    known = resolve
  })
  act()
  await told
  return places.at(-1)?.place ?? ''
}

test('a picture is a photo with its words as the caption; links stand below the buttons', async () => {
  await placeAfter(() => person.start())
  const [message] = person.messages()
  expect(message?.photo).toBeDefined()
  expect(message?.text).toBe('Scan this\n\n• On this machine (http://localhost:1/wc)')
  expect(message?.buttons).toEqual([['Stop'], ['Open a wallet']])
  expect(person.linkOf('Open a wallet')).toBe('https://wallet.example/wc')
  expect(places).toMatchObject([{ live: { id: 'flow', version: 1 } }])
})

test('a picture gives way to words and words to a picture, one message at a time', async () => {
  const first = await placeAfter(() => person.start())
  const second = await world.adapter.replace(first, words)
  expect(person.messages()).toMatchObject([{ text: 'All done', buttons: [] }])
  const third = await world.adapter.replace(second ?? '', { ...words, blocks: [paragraph('Really')] })
  expect(third).toBe(second)
  await world.adapter.replace(third ?? '', picture)
  const shown = person.messages()
  expect(shown.map(({ photo, text }) => [photo !== undefined, text.slice(0, 9)])).toEqual([
    [true, 'Scan this'],
  ])
})

test('a tap on a picture leaves nothing of it', async () => {
  await placeAfter(() => person.start())
  answer = words
  await placeAfter(() => person.tap('Stop'))
  expect(person.messages().map(({ text, photo }) => ({ text, photo }))).toEqual([{ text: 'All done' }])
})

test('words too long for a caption follow their picture, and all of it is replaced', async () => {
  answer = { ...picture, blocks: [paragraph('long '.repeat(300))] }
  const place = await placeAfter(() => person.start())
  expect(person.messages().map(({ photo, text }) => [photo !== undefined, text.length > 1_000])).toEqual([
    [true, false],
    [false, true],
  ])
  await world.adapter.replace(place, words)
  expect(person.messages().map(({ text }) => text)).toEqual(['All done'])
})

test('a screen the person deleted comes again; whoever blocked the bot sees no more', async () => {
  const place = await placeAfter(() => person.start())
  await world.adapter.replace(place, words)
  expect(await world.adapter.replace(place, { ...words, blocks: [paragraph('Again')] })).not.toBeNull()
  expect(person.lastMessage().text).toBe('Again')
  person.block()
  expect(await world.adapter.replace(place, words)).toBeNull()
})
