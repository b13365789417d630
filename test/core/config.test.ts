import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { HDNodeWallet, Mnemonic } from 'ethers'
import { expect, test } from 'vitest'
import { readConfig } from '../../core/config.ts'
import type { ExpectedError } from '../../core/errors.ts'

const KEY = `0x${'12'.repeat(32)}`
const ANVIL_KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'

function problemsOf(env: Record<string, string>): string {
  try {
    readConfig(env)
  } catch (thrown) {
    return (thrown as ExpectedError<'config.invalid'>).params.problems
  }
  return ''
}

test('an empty environment means everything on this machine', () => {
  expect(readConfig({})).toMatchObject({
    databaseUrl: 'sqlite:./data/tagora.sqlite',
    web: { host: '127.0.0.1', port: 8080 },
    moderators: [],
  })
  expect(readConfig({ DISCORD_TOKEN: '', RPC_URL: '' })).toEqual(readConfig({}))
})

test('every problem is named at once, by its variable', () => {
  const problems = problemsOf({ WEB_PORT: 'x', DATABASE_URL: 'mysql://y', MODERATORS: 'me' })
  for (const name of ['WEB_PORT', 'DATABASE_URL', 'MODERATORS']) expect(problems).toContain(name)
})

test('a real chain needs a key of its own, and never meets the web chat of local mode in the open', () => {
  expect(problemsOf({ RPC_URL: 'https://rpc.example' })).toContain('OPERATOR_PRIVATE_KEY')
  expect(problemsOf({ RPC_URL: 'https://rpc.example', OPERATOR_PRIVATE_KEY: ANVIL_KEY })).toContain(
    'publicly known',
  )
  expect(problemsOf({ RPC_URL: 'http://127.0.0.1:8545', OPERATOR_PRIVATE_KEY: ANVIL_KEY })).toBe('')
  const config = readConfig({ RPC_URL: 'https://rpc.example', OPERATOR_PRIVATE_KEY: KEY })
  expect(config.chain).toEqual({ rpcUrl: 'https://rpc.example', operatorKey: KEY, confirmations: 12 })
})

test("no key of the test chains' mnemonic is taken for a chain that is not on this machine", () => {
  const mnemonic = Mnemonic.fromPhrase(`${'test '.repeat(11)}junk`)
  for (let index = 0; index < 20; index++) {
    const { privateKey } = HDNodeWallet.fromMnemonic(mnemonic, `m/44'/60'/0'/0/${index}`)
    const env = {
      RPC_URL: 'https://rpc.example',
      OPERATOR_PRIVATE_KEY: privateKey.toUpperCase().replace('X', 'x'),
    }
    expect(problemsOf(env)).toContain('publicly known')
  }
})

test('a contract that knows humans needs an endpoint and an address', () => {
  const address = `0x${'ab'.repeat(20)}`
  expect(problemsOf({ HUMAN_PASSPORT_ADDRESS: address })).toContain('HUMAN_PASSPORT_RPC_URL')
  expect(problemsOf({ PROOF_OF_HUMANITY_RPC_URL: 'https://rpc.example' })).toContain(
    'PROOF_OF_HUMANITY_ADDRESS',
  )
  const env = { PROOF_OF_HUMANITY_RPC_URL: 'https://rpc.example', PROOF_OF_HUMANITY_ADDRESS: address }
  expect(readConfig(env).personhood).toEqual({ humanity: { rpcUrl: 'https://rpc.example', address } })
})

test('the web chat is never open to the network beside a real community', () => {
  expect(problemsOf({ WEB_HOST: '0.0.0.0', DISCORD_TOKEN: 't' })).toContain('WEB_HOST')
  expect(problemsOf({ WEB_HOST: '0.0.0.0', TELEGRAM_TOKEN: 't' })).toContain('WEB_HOST')
  expect(problemsOf({ DISCORD_TOKEN: 't' })).toBe('')
  expect(problemsOf({ WEB_HOST: '0.0.0.0' })).toBe('')
})

test('a webhook needs a secret that is long enough', () => {
  const webhook = { TELEGRAM_TOKEN: 't', TELEGRAM_WEBHOOK_URL: 'https://bot.example/hook' }
  expect(problemsOf(webhook)).toContain('TELEGRAM_WEBHOOK_SECRET')
  expect(problemsOf({ ...webhook, TELEGRAM_WEBHOOK_SECRET: 'short' })).toContain('TELEGRAM_WEBHOOK_SECRET')
  expect(readConfig({ ...webhook, TELEGRAM_WEBHOOK_SECRET: 'a'.repeat(24) }).telegram?.webhook?.port).toBe(
    8443,
  )
})

test('.env.example explains every variable and is itself a valid configuration', () => {
  const root = resolve(import.meta.dirname, '../..')
  const example = readFileSync(resolve(root, '.env.example'), 'utf8')
  const source = readFileSync(resolve(root, 'core/config.ts'), 'utf8')
  const read = [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name)
  const given = [...example.matchAll(/^([A-Z][A-Z0-9_]+)=(.*)$/gm)]
  expect(given.map(([, name]) => name).sort()).toEqual(read.sort())
  const env = Object.fromEntries(given.map(([, name, value]) => [name, value]))
  expect(readConfig(env)).toEqual(readConfig({}))
})
