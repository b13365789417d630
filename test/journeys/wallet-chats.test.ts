import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type APIMessage, MessageFlags } from 'discord-api-types/v10'
import { Wallet } from 'ethers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTagora, type Tagora } from '../../bots/start-tagora.ts'
import { readConfig } from '../../core/config.ts'
import type { Person as DiscordPerson } from '../emulators/discord/drive/person.ts'
import { type DiscordEmulator, startDiscord } from '../emulators/discord/emulator.ts'
import { NO_RATE_LIMITS } from '../emulators/discord/raw-client.ts'
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/start.ts'
import { startRelay, type WalletConnectRelay } from '../emulators/walletconnect-relay/relay.ts'
import { HandClock } from '../support/community.ts'
import { readQr } from '../support/wallet/read-qr.ts'
import { type Behaviour, openTestWallet } from '../support/wallet/test-wallet.ts'
import { readCode, shown, walletSettings } from './support/wallet-world.ts'

const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
const PATIENCE_MS = 30_000
const DAY_MS = 24 * 3_600_000

let clock: HandClock
let discord: DiscordEmulator
let telegram: TelegramEmulator
let relay: WalletConnectRelay
let channel: { id: string }
let tagora: Tagora
let dataDir: string

beforeAll(async () => {
  clock = new HandClock()
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-wallet-chats-'))
  discord = await startDiscord({ limits: NO_RATE_LIMITS })
  channel = discord.guild({ name: 'Labelers' }).channel({ name: 'tasks' })
  telegram = await startTelegram({ token: TOKEN, limits: false })
  relay = await startRelay()
  const config = readConfig({
    ...walletSettings(telegram, relay),
    DATA_DIR: dataDir,
    DISCORD_API_URL: discord.restApi,
    DISCORD_TOKEN: discord.token,
    SAMPLE_PROJECT: 'none',
  })
  tagora = await startTagora(config, { clock })
})
afterAll(async () => {
  await tagora?.stop()
  await Promise.all([discord?.stop(), telegram?.stop(), relay?.stop()])
  await rm(dataDir, { recursive: true, force: true })
})

/** What a message in the channel becomes by itself. */
function until(person: DiscordPerson, words: string): Promise<APIMessage> {
  const look = () => person.visibleMessages(channel).findLast(({ content }) => content.includes(words))
  return discord.until(look, `a message with "${words}"`, PATIENCE_MS)
}

async function notice(person: DiscordPerson, words: string): Promise<APIMessage> {
  const look = () => person.dms().findLast(({ content }) => content.includes(words))
  return await discord.until(look, `a private message with "${words}"`, PATIENCE_MS)
}

async function codeIn({ attachments }: APIMessage): Promise<string> {
  const response = await fetch(attachments[0]?.url ?? '')
  return readQr(new Uint8Array(await response.arrayBuffer()))
}

/** Asks for a code in a server's channel. */
async function askOnDiscord(person: DiscordPerson): Promise<APIMessage> {
  const status = await person.slash(channel, 'wallet').message()
  await person.click(status, 'Link with a wallet app').message()
  return await until(person, 'Connect your wallet app')
}

async function linkOnTelegram(id: number, key: Wallet) {
  const person = telegram.person({ id, firstName: 'Ada', languageCode: 'en' })
  person.start()
  await shown(person, 'language')
  person.send('/wallet')
  await shown(person, 'Your wallet')
  person.tap('Link with a wallet app')
  const uri = await readCode(telegram, await shown(person, 'Connect your wallet app'))
  await (await openTestWallet(relay.url, {}, key)).scan(uri)
  await shown(person, 'Is this your wallet?')
  person.tap('Yes, link it')
  await shown(person, 'Your rewards will be paid to')
  return person
}

const newKey = () => new Wallet(Wallet.createRandom().privateKey)
const scan = async (uri: string, key: Wallet, behaviour: Behaviour = {}) =>
  (await openTestWallet(relay.url, behaviour, key)).scan(uri)

test('in a server the code is for one person alone, and goes away when it was used', async () => {
  const person = discord.person({ username: 'ada.l' })
  const message = await askOnDiscord(person)
  expect((message.flags ?? 0) & MessageFlags.Ephemeral).not.toBe(0)
  expect(discord.person({ username: 'eve' }).visibleMessages(channel)).toEqual([])
  const links = JSON.stringify(message.components)
  expect(links).toContain('https://metamask.app.link/wc?uri=wc%3A')
  expect(links).toContain('https://link.example.org/open#wc%3A')
  const key = newKey()
  await scan(await codeIn(message), key)
  const proven = await until(person, 'Is this your wallet?')
  expect(proven).toMatchObject({ id: message.id, attachments: [] })
  expect(proven.content).toContain(key.address)
  const linked = await person.click(proven, 'Yes, link it').message()
  expect(linked.content).toContain('Your rewards will be paid to')
})

test('one wallet on two platforms: both sides say yes and are one person', { timeout: 120_000 }, async () => {
  const key = newKey()
  const onTelegram = await linkOnTelegram(20, key)
  const onDiscord = discord.person({ username: 'same.ada' })
  const message = await askOnDiscord(onDiscord)
  await scan(await codeIn(message), key)
  const proven = await until(onDiscord, 'one wallet is one person')
  expect((await onDiscord.click(proven, 'Ask to join both').message()).content).toContain('has been asked')
  const question = await shown(onTelegram, 'asks to become one person with you')
  expect(question.text).toContain('same.ada')
  onTelegram.tap('Yes, that is me')
  await shown(onTelegram, 'Both accounts are now one person')
  await notice(onDiscord, 'are now one person')
  const status = await onDiscord.slash(channel, 'wallet').message()
  expect(status.content).toContain(key.address)

  // From now on every chat hears of a change, and either can stop it.
  const next = newKey()
  await onDiscord.click(status, 'Another wallet, with an app').message()
  await scan(await codeIn(await until(onDiscord, 'Connect your wallet app')), next)
  const change = await until(onDiscord, 'takes the place of')
  await onDiscord.click(change, 'Yes, change to it').message()
  await notice(onDiscord, `changes from \`${key.address}\` to`)
  await shown(onTelegram, `changes from ${key.address} to ${next.address}`)
  onTelegram.tap('Keep my wallet')
  await shown(onTelegram, `Your wallet stays ${key.address}`)
  await notice(onDiscord, 'the change was cancelled')
  clock.advance(DAY_MS)
  await tagora.app.wallets.applyChanges()
  expect((await onDiscord.slash(channel, 'wallet').message()).content).toContain(key.address)
})

test('unlinking asks twice and takes a day', async () => {
  const key = newKey()
  const person = await linkOnTelegram(30, key)
  person.send('/wallet')
  await shown(person, key.address)
  person.tap('Unlink')
  await shown(person, 'It happens in 24 hours')
  person.tap('Unlink')
  await shown(person, 'it is unlinked')
  clock.advance(DAY_MS)
  await shown(person, `Your wallet ${key.address} is unlinked`, 45_000)
  person.send('/wallet')
  await shown(person, 'You have not linked a wallet yet')
})
