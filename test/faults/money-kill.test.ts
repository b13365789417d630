import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Contract, JsonRpcProvider, Wallet } from 'ethers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { labelLedgerAbi } from '../../core/chain/abi/label-ledger.ts'
import { localChainUrl } from '../../core/chain/anvil.ts'
import { freePort, until } from '../../core/chain/processes.ts'
import { openStore } from '../../core/store/database.ts'
import { startTelegram, type TelegramEmulator } from '../emulators/telegram/start.ts'
import { startRelay, type WalletConnectRelay } from '../emulators/walletconnect-relay/relay.ts'
import { readCode, shown } from '../journeys/support/wallet-world.ts'
import { TOKEN } from '../support/community.ts'
import { giveTokens } from '../support/wallet/give-tokens.ts'
import { openTestWallet } from '../support/wallet/test-wallet.ts'

const BOT = '110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw'
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
    SETTLEMENT_SECONDS: '1',
    TELEGRAM_API_URL: telegram.apiRoot,
    TELEGRAM_TOKEN: BOT,
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

async function inStore<T>(
  work: Parameters<Awaited<ReturnType<typeof openStore>>['transaction']>[0],
): Promise<T> {
  const store = await openStore(`sqlite:${join(dataDir, 'tagora.sqlite')}`)
  try {
    return (await store.transaction(work)) as T
  } finally {
    await store.close()
  }
}

interface Row {
  readonly state: string
}
const relays = () =>
  inStore<Row[]>((trx) =>
    trx.selectFrom('chain_transactions').select('state').where('kind', '=', 'relay').execute(),
  )
const addresses = () =>
  inStore<{ key: string; value: string }[]>((trx) =>
    trx.selectFrom('chain_state').select(['key', 'value']).where('key', 'in', ['token', 'ledger']).execute(),
  )

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tagora-money-kill-'))
  url = `http://127.0.0.1:${await freePort('127.0.0.1')}`
  telegram = await startTelegram({ token: BOT, limits: false })
  relay = await startRelay()
  await start()
})
afterAll(async () => {
  await end('SIGTERM')
  await Promise.all([telegram.stop(), relay.stop()])
  await rm(dataDir, { recursive: true, force: true })
})

test('killed while a signed deposit is pending, it tells of it later, and the stake is there once', {
  timeout: 300_000,
}, async () => {
  const key = new Wallet(Wallet.createRandom().privateKey)
  const person = telegram.person({ id: 7, firstName: 'Ada', languageCode: 'en' })
  const scan = async (words: string) => {
    const code = await readCode(telegram, await shown(person, words, PATIENCE_MS))
    await (await openTestWallet(relay.url, {}, key)).scan(code)
  }
  person.start()
  await shown(person, 'language', PATIENCE_MS)
  person.send('/wallet')
  await shown(person, 'Your wallet', PATIENCE_MS)
  person.tap('Link with a wallet app')
  await scan('Connect your wallet app')
  await shown(person, 'Is this your wallet?', PATIENCE_MS)
  person.tap('Yes, link it')
  await shown(person, 'Your rewards will be paid to', PATIENCE_MS)

  const rpcUrl = localChainUrl(dataDir) ?? ''
  const provider = new JsonRpcProvider(rpcUrl)
  const { token = '', ledger = '' } = Object.fromEntries(
    (await addresses()).map(({ key: name, value }) => [name, value]),
  )
  await giveTokens(rpcUrl, token, key.address, 9n * TOKEN)
  await provider.send('evm_setAutomine', [false])
  person.send('/deposit 4')
  await shown(person, 'It costs you nothing', PATIENCE_MS)
  person.tap('Sign with a wallet app')
  await scan('Use your linked wallet')
  await shown(person, 'still settling', PATIENCE_MS)
  const isSent = async () => (await relays()).some(({ state }) => state === 'sent')
  expect(await until(isSent, PATIENCE_MS)).toBe(true)

  await end('SIGKILL')
  await provider.send('anvil_mine', ['0x1'])
  await provider.send('evm_setAutomine', [true])
  await start()
  await shown(person, 'your stake is there', PATIENCE_MS)
  expect(await relays()).toEqual([{ state: 'confirmed' }])
  const contract = new Contract(ledger, labelLedgerAbi, provider)
  const account = await contract.getFunction('accountOf').staticCall(key.address)
  const deposits = await contract.queryFilter(contract.getEvent('Deposited')(account))
  expect(deposits).toHaveLength(1)
  provider.destroy()
})
