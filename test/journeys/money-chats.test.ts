import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { APIMessage } from 'discord-api-types/v10'
import { Wallet } from 'ethers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTagora, type Tagora } from '../../bots/start-tagora.ts'
import { readConfig } from '../../core/config.ts'
import { holdingsOf } from '../../core/wallet/money/holdings.ts'
import { reachFirstItem, tap } from '../bots/discord/world.ts'
import type { Person as DiscordPerson } from '../emulators/discord/drive/person.ts'
import { type DiscordEmulator, startDiscord } from '../emulators/discord/emulator.ts'
import { NO_RATE_LIMITS } from '../emulators/discord/raw-client.ts'
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/start.ts'
import { startRelay, type WalletConnectRelay } from '../emulators/walletconnect-relay/relay.ts'
import { TOKEN as ONE } from '../support/community.ts'
import { giveTokens, passTime } from '../support/wallet/give-tokens.ts'
import { readQr } from '../support/wallet/read-qr.ts'
import { type Behaviour, openTestWallet } from '../support/wallet/test-wallet.ts'
import { linkWallet, signInApp, startLabeling } from './support/wallet-app.ts'
import { shown, walletSettings } from './support/wallet-world.ts'

const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
const PATIENCE_MS = 60_000
const WAIT_SECONDS = 10 * 24 * 3_600 + 60

let discord: DiscordEmulator
let telegram: TelegramEmulator
let relay: WalletConnectRelay
let channel: { id: string }
let tagora: Tagora
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-money-chats-'))
  discord = await startDiscord({ limits: NO_RATE_LIMITS })
  channel = discord.guild({ name: 'Labelers' }).channel({ name: 'tasks' })
  telegram = await startTelegram({ token: TOKEN, limits: false })
  relay = await startRelay()
  const config = readConfig({
    ...walletSettings(telegram, relay),
    DATA_DIR: dataDir,
    DISCORD_API_URL: discord.restApi,
    DISCORD_TOKEN: discord.token,
    SETTLEMENT_SECONDS: '1',
  })
  tagora = await startTagora(config)
})
afterAll(async () => {
  await tagora?.stop()
  await Promise.all([discord?.stop(), telegram?.stop(), relay?.stop()])
  await rm(dataDir, { recursive: true, force: true })
})

const newKey = () => new Wallet(Wallet.createRandom().privateKey)
const scan = async (uri: string, key: Wallet, behaviour: Behaviour = {}) =>
  (await openTestWallet(relay.url, behaviour, key)).scan(uri)
const has = async ({ address }: Wallet) => holdingsOf(await tagora.app.wallets.money.holder(address))
const give = ({ address }: Wallet, tokens: bigint) =>
  giveTokens(tagora.app.chain.rpcUrl, tagora.app.chain.contracts.token, address, tokens * ONE)

/** What a message in the channel becomes by itself. */
function until(person: DiscordPerson, words: string): Promise<APIMessage> {
  const look = () => person.visibleMessages(channel).findLast(({ content }) => content.includes(words))
  return discord.until(look, `a message with "${words}"`, PATIENCE_MS)
}

async function codeIn({ attachments }: APIMessage): Promise<string> {
  const response = await fetch(attachments[0]?.url ?? '')
  return readQr(new Uint8Array(await response.arrayBuffer()))
}

test('on Telegram: from unlinked to staked, labelled and withdrawn', { timeout: 240_000 }, async () => {
  const key = newKey()
  const person = telegram.person({ id: 70, firstName: 'Ada', languageCode: 'en' })
  const sign = () => signInApp({ telegram, relay }, person, key)
  person.start()
  await shown(person, 'language', PATIENCE_MS)
  person.send('/deposit 20')
  await shown(person, 'You have no wallet here yet', PATIENCE_MS)
  await linkWallet({ telegram, relay }, person, key)

  await give(key, 30n)
  person.send('/deposit 20')
  await sign()
  await shown(person, 'your stake is there', PATIENCE_MS)
  expect(await has(key)).toMatchObject({
    tokenWei: 10n * ONE,
    ownWei: 20n * ONE,
    session: { lossWei: 20n * ONE },
  })

  await startLabeling(person)
  await shown(person, 'Spam', PATIENCE_MS)
  person.tap('Spam')
  await shown(person, 'Saved: Spam', PATIENCE_MS)
  person.send('/wallet')
  const status = await shown(person, 'Stake:', PATIENCE_MS)
  expect(status.text).toContain('0 of 20 LABEL used, 20 LABEL left')

  person.send('/withdraw 15')
  await sign()
  await shown(person, 'Collect it with', PATIENCE_MS)
  await passTime(tagora.app.chain.rpcUrl, WAIT_SECONDS)
  person.send('/withdraw')
  await shown(person, 'collect them now', PATIENCE_MS)
  person.tap('Collect now')
  await shown(person, 'What is ready goes to your wallet', PATIENCE_MS)
  person.tap('Collect now')
  await shown(person, 'the tokens are in your wallet', PATIENCE_MS)
  expect(await has(key)).toMatchObject({ tokenWei: 25n * ONE, withdrawal: null })
})

/** Links a wallet with `key` on Discord, and asks for `command`'s signature by a code. */
async function linkedOnDiscord(username: string, key: Wallet) {
  const person = discord.person({ username })
  const status = await person.slash(channel, 'wallet').message()
  await person.click(status, 'Link with a wallet app').message()
  await scan(await codeIn(await until(person, 'Connect your wallet app')), key)
  await person.click(await until(person, 'Is this your wallet?'), 'Yes, link it').message()
  const ask = async (command: 'deposit' | 'withdraw', amount: string) => {
    const review = await person.slash(channel, command, { amount }).message()
    expect(review.content).toContain('It costs you nothing')
    await person.click(review, 'Sign with a wallet app').message()
    return await codeIn(await until(person, 'Use your linked wallet'))
  }
  return { person, ask }
}

test('on Discord: another wallet than the linked one moves nothing, the linked one does', {
  timeout: 240_000,
}, async () => {
  const key = newKey()
  const { person, ask } = await linkedOnDiscord('ada.m', key)
  await give(key, 9n)

  await scan(await ask('deposit', '3'), newKey())
  await until(person, 'Your wallet offered other accounts')
  await scan(await ask('deposit', '4'), key, { sign: async () => `0x${'11'.repeat(65)}` })
  await until(person, 'no valid signature')
  await scan(await ask('deposit', '5'), key, { sign: async () => null })
  await until(person, 'You refused in your wallet')
  expect(await has(key)).toMatchObject({ tokenWei: 9n * ONE, ownWei: 0n })

  await scan(await ask('deposit', '6'), key)
  await until(person, 'your stake is there')
  expect(await has(key)).toMatchObject({ tokenWei: 3n * ONE, ownWei: 6n * ONE })
})

test('on Discord: from unlinked to staked, labelled and withdrawn', { timeout: 240_000 }, async () => {
  const key = newKey()
  const { person, ask } = await linkedOnDiscord('bea.m', key)
  await give(key, 9n)
  await scan(await ask('deposit', '6'), key)
  await until(person, 'your stake is there')

  const first = await reachFirstItem(person, channel)
  expect((await tap(person, first, 'Spam')).content).toContain('Saved: Spam')
  await scan(await ask('withdraw', '4'), key)
  await until(person, 'Collect it with')
  await passTime(tagora.app.chain.rpcUrl, WAIT_SECONDS)
  const ready = await person.slash(channel, 'withdraw').message()
  await tap(person, await tap(person, ready, 'Collect now'), 'Collect now')
  await until(person, 'the tokens are in your wallet')
  expect(await has(key)).toMatchObject({ tokenWei: 7n * ONE, withdrawal: null })
})
