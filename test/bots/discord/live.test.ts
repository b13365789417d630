import { type APIMessage, MessageFlags } from 'discord-api-types/v10'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Live, Screen } from '../../../commands/screen.ts'
import { paragraph } from '../../../commands/text.ts'
import { PIXEL } from './any-screen.ts'
import { labels, openWorld, type World } from './world.ts'

const picture: Screen = {
  blocks: [paragraph('Scan this')],
  image: { png: PIXEL, alt: 'A code to scan' },
  buttons: [[{ label: 'Stop', actionId: `${'0'.repeat(32)}.0`, style: 'secondary' }]],
  links: [[{ label: 'Open a wallet', url: 'https://wallet.example/wc' }]],
  live: { id: 'flow', version: 1 },
}
const words: Screen = { blocks: [paragraph('All done')], buttons: [] }

let world: World
let places: { live: Live; place: string }[]

beforeAll(async () => {
  world = await openWorld({
    wrap: () => async () => picture,
    onLive: async (live, place) => {
      places.push({ live, place })
    },
  })
})
afterAll(() => world.close())
beforeEach(() => {
  places = []
})

async function show(where: 'dm' | 'server') {
  const person = world.discord.person()
  const place = where === 'dm' ? ('dm' as const) : world.channel
  const message = await person.slash(place, 'help').message()
  const known = await until(() => places[0])
  const now = () => (where === 'dm' ? person.dms() : person.visibleMessages(world.channel))
  return { message, place: known.place, now }
}

/** The adapter tells of a place after it has shown the screen. */
async function until<T>(look: () => T | undefined): Promise<T> {
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    await new Promise(setImmediate)
  }
}

const pictures = ({ attachments }: APIMessage) => attachments.map((one) => one.description)

it('shows a picture with its description and links in a server to one person alone', async () => {
  const { message } = await show('server')
  expect((message.flags ?? 0) & MessageFlags.Ephemeral).not.toBe(0)
  expect(pictures(message)).toEqual(['A code to scan'])
  expect(labels(message)).toEqual(['Stop', 'Open a wallet'])
  expect(places).toMatchObject([{ live: { id: 'flow', version: 1 } }])
  expect(world.discord.person().visibleMessages(world.channel)).toEqual([])
})

for (const where of ['dm', 'server'] as const) {
  it(`replaces it in a ${where} by itself, and leaves nothing of the picture`, async () => {
    const { place, now } = await show(where)
    const next = await world.adapter.replace(place, words)
    expect(now()).toMatchObject([{ content: 'All done', attachments: [], components: [] }])
    expect(await world.adapter.replace(next ?? '', picture)).not.toBeNull()
    expect(pictures(now()[0] as APIMessage)).toEqual(['A code to scan'])
  })
}

it('says when nobody can see it any more', async () => {
  const { place } = await show('dm')
  const { applicationId } = JSON.parse(place)
  expect(await world.adapter.replace(JSON.stringify({ applicationId, token: 'old' }), words)).toBeNull()
})
