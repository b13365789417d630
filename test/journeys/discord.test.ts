import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIMessage } from 'discord-api-types/v10'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTagora, type Tagora } from '../../bots/start-tagora.ts'
import type { WebAdapter } from '../../bots/web/adapter.ts'
import { readConfig } from '../../core/config.ts'
import { quoted, reachFirstItem, tap } from '../bots/discord/world.ts'
import { createClient, textOf } from '../bots/web/client.ts'
import type { Person } from '../emulators/discord/drive/person.ts'
import { type DiscordEmulator, startDiscord } from '../emulators/discord/emulator.ts'
import { NO_RATE_LIMITS } from '../emulators/discord/raw-client.ts'
import { PEERS, projectFile } from '../support/project-file.ts'
import { readSettlement } from './support/read-settlement.ts'

const MODERATOR = '100000000000000001'
const THOUSANDTH = 10n ** 15n
/** Until a label is decided, settled on chain and told: seconds, even on a busy machine. */
const PATIENCE_MS = 60_000

let discord: DiscordEmulator
let channel: { id: string }
let moderator: Person
let tagora: Tagora
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-journey-'))
  discord = await startDiscord({ limits: NO_RATE_LIMITS })
  channel = discord.guild({ name: 'Labelers' }).channel({ name: 'tasks' })
  moderator = discord.person({ id: MODERATOR, username: 'grace' })
  const config = readConfig({
    DATA_DIR: dataDir,
    DISCORD_API_URL: discord.restApi,
    DISCORD_TOKEN: discord.token,
    LOG_LEVEL: 'silent',
    MODERATORS: `discord:${MODERATOR}`,
    SAMPLE_PROJECT: 'none',
    SETTLEMENT_SECONDS: '1',
    TAPS_PER_10_SECONDS: '10000',
    WEB_PORT: '0',
  })
  tagora = await startTagora(config)
})
afterAll(async () => {
  await tagora?.stop()
  await discord?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

async function openProject(name: string, texts: readonly string[]): Promise<void> {
  const file = (filename: string, content: string) => ({ file: { filename, content } })
  const project = projectFile({ name, title: name, ...PEERS })
  const created = await moderator.slash('dm', 'project create', file('project.json', project)).message()
  expect(created.content).toContain(`Project **${name}** is created`)
  const rows = texts.map((text, at) => JSON.stringify({ id: `${name}-${at}`, text })).join('\n')
  const importing = moderator.slash('dm', 'project import', { project: name, ...file('items.jsonl', rows) })
  expect((await importing.message()).content).toContain('imported, 0 already known, 0 refused')
}

function notice(person: Person, words: string): Promise<APIMessage> {
  const look = () => person.dms().find(({ content }) => content.includes(words))
  return discord.until(look, `a notice with "${words}"`, PATIENCE_MS)
}

function hashIn({ content }: APIMessage): string {
  const [hash = ''] = content.match(/\b0x[0-9a-f]{64}\b/) ?? []
  expect(hash).toHaveLength(66)
  return hash
}

async function walletOf(person: Person): Promise<string> {
  const { content } = await person.slash(channel, 'earnings').message()
  const [address = ''] = content.match(/\b0x[0-9a-fA-F]{40}\b/) ?? []
  return address
}

/** Asks for items until the person is drawn for this one. */
async function untilDrawn(person: Person, place: typeof channel | 'dm', text: string): Promise<APIMessage> {
  const giveUpAt = Date.now() + PATIENCE_MS
  while (Date.now() < giveUpAt) {
    const answer = await person.slash(place, 'task').message()
    if (quoted(answer) === text) return answer
  }
  throw new Error(`nobody was drawn for "${text}"`)
}

test('a newcomer goes from /start to a payout notice, confirmed by two of three drawn validators', {
  timeout: 180_000,
}, async () => {
  const text = 'You won! *Call* now'
  await openProject('spam', [text])
  const [ada, bob, dan] = ['ada', 'bob', 'dan'].map((username) => discord.person({ username }))
  const eva = discord.person({ username: 'eva', locale: 'es-ES' })
  if (!ada || !bob || !dan) throw new Error('nobody is there')
  bob.closeDms()

  const first = await reachFirstItem(ada, channel)
  expect(quoted(first)).toBe(text)
  for (const one of [bob, dan])
    expect((await reachFirstItem(one, channel)).content).toContain('with other people')
  let evas = await eva.slash('dm', 'start').message()
  for (const label of ['Español', 'Acepto', 'Empezar a etiquetar']) evas = await tap(eva, evas, label)
  const adas = await tap(ada, first, 'Spam')
  expect(adas.id).toBe(first.id)
  expect(adas.content).toContain('Saved: Spam.')

  await untilDrawn(bob, channel, text)
  const bobs = await bob.slash(channel, 'answer', { text: 'spam' }).message()
  expect(bobs.content).toContain('Saved: Spam.')
  const dans = await untilDrawn(dan, channel, text)
  expect((await tap(dan, dans, 'Spam')).content).toContain('Saved: Spam.')
  evas = await untilDrawn(eva, 'dm', text)
  const refused = discord.nextCall(({ code }) => code === 50_007, PATIENCE_MS)
  expect((await tap(eva, evas, 'Ham')).content).toContain('Guardado: Ham.')

  const paid = await notice(ada, 'Reward: **0.053 LABEL**.')
  const hash = hashIn(paid)
  const validated = await notice(dan, 'Reward: **0.015 LABEL**.')
  expect(validated.content).toContain('You also received 0.1 LABEL')
  expect([hashIn(validated), hashIn(await notice(eva, 'Perdiste 0.2 LABEL'))]).toEqual([hash, hash])

  const { rpcUrl, contracts } = tagora.app.chain
  const wallets = await Promise.all([ada, bob, dan, eva].map(walletOf))
  const gains = await readSettlement(rpcUrl, contracts, hash, wallets)
  const thousandths = [53n, 115n, 115n, -200n].map((units) => units * THOUSANDTH)
  expect([...gains.values()]).toEqual(thousandths)

  // Whoever takes no messages loses no notice.
  await refused
  expect((await bob.slash(channel, 'inbox').message()).content).toContain(hash)
  expect((await ada.slash(channel, 'earnings').message()).content).toContain('Paid: **0.053 LABEL**')
})

test('one person on Discord and on the web never gets the same item twice', { timeout: 60_000 }, async () => {
  await moderator.slash('dm', 'project pause', { project: 'spam' }).message()
  const texts = Array.from({ length: 7 }, (_, at) => `Message ${at}`)
  await openProject('linked', texts)
  const web = tagora.adapters.find((adapter) => adapter.platform === 'web') as WebAdapter
  const client = createClient(web.url)
  const answered: string[] = []

  // Two items on the web before anybody knows that it is the same person.
  const { id } = await client.annotator('Mia')
  const answerOnWeb = async () => {
    const { body } = await client.send(id, { kind: 'command', name: 'task' })
    const item = body.message?.screen.blocks.find((block) => block.kind === 'quote')
    if (item) answered.push(item.text)
    return item ? textOf(await client.tap(id, 'Ham')) : textOf(body.message)
  }
  await answerOnWeb()
  await answerOnWeb()

  const mia = discord.person({ username: 'mia' })
  let message = await mia.slash(channel, 'start').message()
  for (const label of ['English', 'I agree']) message = await tap(mia, message, label)
  const shown = await mia.slash(channel, 'link').message()
  const [, code = ''] = shown.content.match(/`link (\S+)`/) ?? []
  const linked = await client.send(id, { kind: 'command', name: 'link', args: { code } })
  expect(textOf(linked.body.message)).toContain('Linked.')

  const answerOnDiscord = async () => {
    const item = await mia.slash(channel, 'task').message()
    if (!item.content.includes('> ')) return item.content
    answered.push(quoted(item))
    return (await tap(mia, item, 'Spam')).content
  }
  // The item in hand on the web went to others when the two became one; it was seen, so it does not come back.
  const others = texts.toSpliced(2, 1)
  for (let turn = 2; turn < others.length; turn++) {
    const said = await (turn % 2 === 0 ? answerOnDiscord() : answerOnWeb())
    expect(said).toContain(turn % 2 === 0 ? 'Saved: Spam.' : 'Saved: Ham.')
  }
  expect(answered).toEqual(others)
  const nothing = 'There is nothing left for you to label'
  expect(await answerOnDiscord()).toContain(nothing)
  expect(await answerOnWeb()).toContain(nothing)
})
