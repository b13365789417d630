import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort, until } from '../../core/chain/processes.ts'
import { openStore } from '../../core/store/database.ts'
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/start.ts'
import { startRelay, type WalletConnectRelay } from '../emulators/walletconnect-relay/relay.ts'
import { readCode, shown } from '../journeys/support/wallet-world.ts'
import { openTestWallet } from '../support/wallet/test-wallet.ts'

const TOKEN = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
const MAIN = resolve(import.meta.dirname, '../../bots/main.ts')
const START_MS = 90_000
const PATIENCE_MS = 60_000

let dataDir: string
let telegram: TelegramEmulator
let relay: WalletConnectRelay
let child: ChildProcess
let url: string

async function start(): Promise<void> {
  const { PATH, HOME, TMPDIR } = process.env
  const env = {
    PATH,
    HOME,
    TMPDIR,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    SAMPLE_PROJECT: 'none',
    TELEGRAM_API_URL: telegram.apiRoot,
    TELEGRAM_TOKEN: TOKEN,
    WEB_PORT: new URL(url).port,
    LINK_URL: 'https://link.example.org',
    LINK_PORT: '0',
    WALLETCONNECT_PROJECT_ID: 'test',
    WALLETCONNECT_RELAY_URL: relay.url,
  }
  child = spawn(process.execPath, [MAIN], { env, stdio: 'ignore', detached: true })
  const isUp = async () => (await fetch(`${url}/healthz`).catch(() => null))?.ok ?? false
  if (!(await until(isUp, START_MS))) throw new Error('Tagora does not start')
}

async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-wallet-kill-'))
  url = `http://127.0.0.1:${await freePort('127.0.0.1')}`
  telegram = await startTelegram({ token: TOKEN, limits: false })
  relay = await startRelay()
  await start()
})
afterAll(async () => {
  await end('SIGTERM')
  await Promise.all([telegram.stop(), relay.stop()])
  await rm(dataDir, { recursive: true, force: true })
})

test('killed before the approval, before the signature and before the tap, it links the wallet all the same', {
  timeout: 300_000,
}, async () => {
  const person = telegram.person({ id: 7, firstName: 'Ada', languageCode: 'en' })
  person.start()
  await shown(person, 'language', PATIENCE_MS)
  person.send('/wallet')
  await shown(person, 'Your wallet', PATIENCE_MS)
  person.tap('Link with a wallet app')
  const uri = await readCode(telegram, await shown(person, 'Connect your wallet app', PATIENCE_MS))

  await end('SIGKILL')
  let sign: () => void = () => undefined
  const signing = new Promise<void>((resolve) => {
    sign = resolve
  })
  const wallet = await openTestWallet(relay.url, {
    sign: async (message, signer) => {
      await signing
      return await signer.signMessage(message)
    },
  })
  await wallet.scan(uri)
  await start()
  await shown(person, 'Now sign', PATIENCE_MS)
  const message = await wallet.untilAsked()

  await end('SIGKILL')
  sign()
  await start()
  await shown(person, 'Is this your wallet?', PATIENCE_MS)
  expect(new Set(wallet.asked)).toEqual(new Set([message]))

  await end('SIGKILL')
  person.tap('Yes, link it')
  await start()
  await shown(person, 'Your rewards will be paid to', PATIENCE_MS)
  await wallet.untilEnded()
  expect(person.messages().some(({ photo }) => photo)).toBe(false)
  const store = await openStore(`sqlite:${join(dataDir, 'tagora.sqlite')}`)
  const links = await store.transaction((trx) => trx.selectFrom('wallet_links').selectAll().execute())
  await store.close()
  expect(links).toMatchObject([{ address: wallet.address, ended_at: null }])
})
