import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTagora, type Tagora } from '../../../bots/start-tagora.ts'
import { readConfig } from '../../../core/config.ts'
import { callApi } from '../../emulators/telegram/call-api.ts'
import type { Person } from '../../emulators/telegram/person.ts'
import type { SeenMessage } from '../../emulators/telegram/seen-message.ts'
import { startTelegram, type TelegramEmulator } from '../../emulators/telegram/start.ts'
import { startRelay, type WalletConnectRelay } from '../../emulators/walletconnect-relay/relay.ts'
import { HandClock } from '../../support/community.ts'
import { readQr } from '../../support/wallet/read-qr.ts'
import { openTestWallet, type TestWallet } from '../../support/wallet/test-wallet.ts'

const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
const PATIENCE_MS = 30_000

/** What every product needs whose people have wallet apps and Telegram. */
export function walletSettings(telegram: TelegramEmulator, relay: WalletConnectRelay) {
  return {
    LOG_LEVEL: 'silent',
    TELEGRAM_API_URL: telegram.apiRoot,
    TELEGRAM_TOKEN: telegram.token,
    WEB_PORT: '0',
    LINK_URL: 'https://link.example.org',
    LINK_PORT: '0',
    WALLETCONNECT_PROJECT_ID: 'test',
    WALLETCONNECT_RELAY_URL: relay.url,
  }
}

/** The whole product with Telegram, a relay and a clock that the test moves. */
export interface WalletWorld {
  readonly tagora: Tagora
  readonly telegram: TelegramEmulator
  readonly relay: WalletConnectRelay
  readonly clock: HandClock
  /** Every linked address with the Telegram id of whoever has it. */
  links(): Promise<{ address: string; userId: string }[]>
  /** How far the attempts of a Telegram user are, in their order. */
  states(userId: number): Promise<string[]>
  /** Somebody who has met the bot. */
  person(id: number, username?: string): Promise<Person>
  wallet(...rest: Rest<Parameters<typeof openTestWallet>>): Promise<TestWallet>
  close(): Promise<void>
}
type Rest<T> = T extends [string, ...infer R] ? R : never

export async function openWalletWorld(): Promise<WalletWorld> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tagora-wallets-'))
  const clock = new HandClock()
  const [telegram, relay] = await Promise.all([startTelegram({ token: TOKEN, limits: false }), startRelay()])
  const config = readConfig({
    ...walletSettings(telegram, relay),
    DATA_DIR: dataDir,
    SAMPLE_PROJECT: 'none',
    TAPS_PER_10_SECONDS: '1000',
  })
  const tagora = await startTagora(config, { clock })
  const wallets: TestWallet[] = []
  return {
    tagora,
    telegram,
    relay,
    clock,
    links: () =>
      tagora.app.store.transaction(async (trx) => {
        const rows = await trx
          .selectFrom('wallet_links')
          .innerJoin('identities', 'identities.account_id', 'wallet_links.account_id')
          .select(['wallet_links.address', 'identities.platform_user_id as userId'])
          .where('ended_at', 'is', null)
          .execute()
        return rows
      }),
    states: (userId) =>
      tagora.app.store.transaction(async (trx) => {
        const rows = await trx
          .selectFrom('wallet_flows')
          .select('state')
          .where('platform_user_id', '=', String(userId))
          .orderBy('created_at')
          .execute()
        return rows.map(({ state }) => state)
      }),
    person: async (id, username) => {
      const person = telegram.person({
        id,
        firstName: 'Ada',
        languageCode: 'en',
        ...(username && { username }),
      })
      person.start()
      await shown(person, 'language')
      return person
    },
    wallet: async (...rest) => {
      const wallet = await openTestWallet(relay.url, ...rest)
      wallets.push(wallet)
      return wallet
    },
    close: async () => {
      await tagora.stop()
      await Promise.all(wallets.map((wallet) => wallet.close()))
      await Promise.all([telegram.stop(), relay.stop()])
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The next message of the bot, new or edited, with these words. */
export function shown(person: Person, words: string, patienceMs = PATIENCE_MS): Promise<SeenMessage> {
  return person.nextMessage(({ text }) => text.includes(words), patienceMs)
}

/** Asks to link with a wallet app; the message with the code. */
export async function askForCode(person: Person, patienceMs = PATIENCE_MS): Promise<SeenMessage> {
  person.send('/wallet')
  await shown(person, 'Your wallet', patienceMs)
  person.tap('Link with a wallet app')
  return await shown(person, 'Connect your wallet app', patienceMs)
}

/** What the picture of a message says to a wallet's camera. */
export async function readCode(telegram: TelegramEmulator, message: SeenMessage): Promise<string> {
  const { result } = await callApi(telegram, 'getFile', { file_id: message.photo?.at(-1)?.file_id })
  const response = await fetch(`${telegram.apiRoot}/file/bot${telegram.token}/${result.file_path}`)
  return readQr(new Uint8Array(await response.arrayBuffer()))
}
