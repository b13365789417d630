import { JsonRpcProvider, parseEther, toQuantity, Wallet } from 'ethers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { SCAN_MS, SIGN_MS } from '../../core/wallet/flow.ts'
import type { Person } from '../emulators/telegram/person.ts'
import { openContractWallets } from '../support/wallet/contract-wallets.ts'
import type { Behaviour } from '../support/wallet/test-wallet.ts'
import { askForCode, openWalletWorld, readCode, shown, type WalletWorld } from './support/wallet-world.ts'

const CHAIN = 'eip155:31337'
const CROWD = 100
const CROWD_MS = 240_000

let world: WalletWorld
let nextId = 100
beforeAll(async () => {
  world = await openWalletWorld()
})
afterAll(() => world?.close())

/** A newcomer with a code on the screen. */
async function newcomer(username?: string) {
  const id = nextId++
  const person = await world.person(id, username)
  return { id, person, uri: await readCode(world.telegram, await askForCode(person)) }
}

const newKey = () => new Wallet(Wallet.createRandom().privateKey)

/** Nothing is linked to them, and the chat says why. */
async function expectNotLinked(person: Person, id: number, why: string): Promise<void> {
  const message = await shown(person, 'Not linked')
  expect(message.text).toContain(why)
  expect(message.text).toContain('Nothing was linked and nothing was moved.')
  expect(message.buttons).toEqual([['Try again', 'Other ways']])
  expect(person.messages().some(({ photo }) => photo)).toBe(false)
  expect((await world.links()).filter(({ userId }) => userId === String(id))).toEqual([])
}

describe('linking with a wallet app', () => {
  test('takes a code, a signature and a tap; the code goes away and the session ends', async () => {
    const { id, person, uri } = await newcomer('ada_l')
    const wallet = await world.wallet()
    await wallet.scan(uri)
    const proven = await shown(person, 'Is this your wallet?')
    expect(proven.text).toContain(wallet.address)
    expect(wallet.asked[0]).toContain('link.example.org wants you to sign in')
    expect(wallet.asked[0]).toContain(`Link this wallet to the Telegram account @ada_l (id ${id}) on Tagora.`)
    expect(await world.links()).toEqual([])
    person.tap('Yes, link it')
    await shown(person, 'Your rewards will be paid to')
    expect(await world.links()).toEqual([{ address: wallet.address, userId: String(id) }])
    expect(person.messages().filter(({ photo }) => photo)).toEqual([])
    await wallet.untilEnded()
  })

  test('shows the safety phrase of the person at every step', async () => {
    const id = nextId++
    const person = await world.person(id)
    person.send('/phrase blue horse sings')
    await shown(person, 'Your safety phrase is now blue horse sings')
    const uri = await readCode(world.telegram, await askForCode(person))
    expect(person.lastMessage().text).toContain('Your safety phrase: blue horse sings')
    await (await world.wallet()).scan(uri)
    expect((await shown(person, 'Is this your wallet?')).text).toContain('blue horse sings')
    person.tap('No')
    await shown(person, 'Not linked')
  })

  test('can be stopped, and begun again', async () => {
    const { id, person, uri } = await newcomer()
    person.tap('Stop')
    await expectNotLinked(person, id, 'You stopped')
    const wallet = await world.wallet()
    await wallet.scan(uri)
    person.tap('Try again')
    await shown(person, 'Connect your wallet app')
    expect(wallet.asked).toEqual([])
  })
})

describe('a wallet', () => {
  const failures: [string, Behaviour, string][] = [
    ['whose owner refuses to connect', { onProposal: 'reject' }, 'You refused in your wallet'],
    ['whose owner refuses to sign', { sign: async () => null }, 'You refused in your wallet'],
    ['on another chain', { accounts: (address) => [`eip155:1:${address}`] }, 'no account on our chain'],
    [
      'without any account of ours',
      { accounts: () => ['eip155:31337:0xnonsense'] },
      'no account on our chain',
    ],
    [
      'that claims the address of somebody else',
      { accounts: () => [`${CHAIN}:${newKey().address}`] },
      'signed by another account',
    ],
    ['that answers garbage', { sign: async () => '0xdeadbeef' }, 'no valid signature'],
    ['that answers no text at all', { sign: async () => ({ ok: true }) }, 'could not answer'],
  ]
  for (const [which, behaviour, why] of failures) {
    test(`${which} is not linked, and the chat says why`, async () => {
      const { id, person, uri } = await newcomer()
      await (await world.wallet(behaviour)).scan(uri)
      await expectNotLinked(person, id, why)
    })
  }

  test('that signed an earlier message cannot use that signature again', async () => {
    const key = newKey()
    const first = await newcomer()
    let earlier = ''
    const recording: Behaviour = {
      sign: async (message, signer) => {
        earlier = await signer.signMessage(message)
        return earlier
      },
    }
    await (await world.wallet(recording, key)).scan(first.uri)
    await shown(first.person, 'Is this your wallet?')
    first.person.tap('No')
    await shown(first.person, 'Not linked')
    const second = await newcomer()
    await (await world.wallet({ sign: async () => earlier }, key)).scan(second.uri)
    await expectNotLinked(second.person, second.id, 'signed by another account')
  })

  test('that nobody scans with, or that keeps silent, is not waited for for ever', async () => {
    const ignored = await newcomer()
    const silent = await newcomer()
    const wallet = await world.wallet({ sign: () => new Promise(() => {}) })
    await wallet.scan(silent.uri)
    await shown(silent.person, 'Now sign')
    world.clock.advance(Math.max(SCAN_MS, SIGN_MS) + 1_000)
    await expectNotLinked(ignored.person, ignored.id, 'Nobody used the code')
    await expectNotLinked(silent.person, silent.id, 'The time was up')
    await wallet.untilEnded()
  })
})

describe('a code', () => {
  test('that is forwarded to somebody else asks them to sign for the account it belongs to', async () => {
    const mallory = await newcomer('mallory')
    const victim = await world.person(nextId++, 'victim')
    const wallet = await world.wallet({
      sign: async (message, signer) =>
        message.includes('@victim') ? await signer.signMessage(message) : null,
    })
    await wallet.scan(mallory.uri)
    await expectNotLinked(mallory.person, mallory.id, 'You refused in your wallet')
    expect(wallet.asked).toHaveLength(1)
    expect(wallet.asked[0]).toContain('Telegram account @mallory')
    expect(victim.messages()).toHaveLength(1)
  })

  test('that two wallets scan belongs to the first', async () => {
    const { id, person, uri } = await newcomer()
    const [first, second] = [await world.wallet(), await world.wallet()]
    await first.scan(uri)
    await shown(person, 'Is this your wallet?')
    await second.scan(uri)
    person.tap('Yes, link it')
    await shown(person, 'Your rewards will be paid to')
    expect((await world.links()).find(({ userId }) => userId === String(id))?.address).toBe(first.address)
    expect(second.asked).toEqual([])
  })

  test('survives a restart of the relay before and after it is scanned', async () => {
    const { person, uri } = await newcomer()
    await world.relay.stop()
    await world.relay.start()
    const wallet = await world.wallet({
      sign: async (message, signer) => {
        await world.relay.stop()
        await world.relay.start()
        return await signer.signMessage(message)
      },
    })
    await wallet.scan(uri)
    await shown(person, 'Is this your wallet?')
    person.tap('Yes, link it')
    await shown(person, wallet.address)
  })
})

describe('a contract wallet', () => {
  async function factory() {
    const provider = new JsonRpcProvider(world.tagora.app.chain.rpcUrl, undefined, { cacheTimeout: -1 })
    const payer = newKey().connect(provider)
    await provider.send('anvil_setBalance', [payer.address, toQuantity(parseEther('1'))])
    return { provider, wallets: await openContractWallets(payer) }
  }

  test('is linked by what its contract says, deployed or not yet', async () => {
    const { provider, wallets } = await factory()
    const [deployedOwner, plannedOwner] = [newKey(), newKey()]
    const address = await wallets.deploy(deployedOwner)
    const planned = wallets.plan(plannedOwner)
    const cases = [
      { address, owner: deployedOwner, wrap: (signature: string) => signature },
      { ...planned, owner: plannedOwner },
    ]
    for (const one of cases) {
      const { id, person, uri } = await newcomer()
      const behaviour: Behaviour = {
        accounts: () => [`${CHAIN}:${one.address}`],
        sign: async (message, signer) => one.wrap(await signer.signMessage(message)),
      }
      await (await world.wallet(behaviour, one.owner)).scan(uri)
      expect((await shown(person, 'Is this your wallet?')).text).toContain('contract wallet')
      person.tap('Yes, link it')
      await shown(person, one.address)
      expect((await world.links()).find(({ userId }) => userId === String(id))?.address).toBe(one.address)
    }
    expect(await provider.getCode(planned.address)).toBe('0x')
    provider.destroy()
  })

  test('of somebody else is not', async () => {
    const { provider, wallets } = await factory()
    const address = await wallets.deploy(newKey())
    const { id, person, uri } = await newcomer()
    await (await world.wallet({ accounts: () => [`${CHAIN}:${address}`] })).scan(uri)
    await expectNotLinked(person, id, 'signed by another account')
    provider.destroy()
  })
})

test('a hundred people link at once: ten at a time, the rest in a queue that moves by itself', {
  timeout: CROWD_MS,
}, async () => {
  const before = world.relay.sockets.open
  const people = await Promise.all(
    Array.from({ length: CROWD }, async () => {
      const id = nextId++
      return { id, person: await world.person(id), wallet: await world.wallet() }
    }),
  )
  const linked = people.map(async ({ person, wallet }) => {
    const { text } = await askForCode(person, CROWD_MS)
    await wallet.scan(/wc:\S+/.exec(text)?.[0] ?? 'no code')
    await shown(person, 'Is this your wallet?', CROWD_MS)
    person.tap('Yes, link it')
    await shown(person, 'Your rewards will be paid to', CROWD_MS)
  })
  await Promise.all(linked)
  const links = new Map((await world.links()).map(({ userId, address }) => [userId, address]))
  for (const { id, wallet } of people) expect(links.get(String(id))).toBe(wallet.address)
  // One connection of ours, one of each wallet.
  expect(world.relay.sockets.open).toBeLessThanOrEqual(before + CROWD)
})

test('a relay that is away is named, with another way', async () => {
  const id = nextId++
  const person = await world.person(id)
  await world.relay.stop()
  person.send('/wallet')
  await shown(person, 'Your wallet')
  person.tap('Link with a wallet app')
  await shown(person, 'One moment')
  await vi.waitFor(async () => expect(await world.states(id)).toEqual(['opening']), 10_000)
  world.clock.advance(31_000)
  await expectNotLinked(person, id, 'WalletConnect cannot be reached right now')
  await world.relay.start()
})
