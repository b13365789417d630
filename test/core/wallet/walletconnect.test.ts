import { verifyMessage } from 'ethers'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ConnectedWallet, Connector } from '../../../core/wallet/walletconnect/connector.ts'
import { openWalletConnect } from '../../../core/wallet/walletconnect/open-walletconnect.ts'
import { createSignal } from '../../emulators/telegram/signal.ts'
import { startRelay, type WalletConnectRelay } from '../../emulators/walletconnect-relay/relay.ts'
import { openSqlite, type TestDatabase } from '../../support/databases.ts'
import { type Behaviour, openTestWallet, type TestWallet } from '../../support/wallet/test-wallet.ts'

const CHAIN = 'eip155:31337'
const WAIT_MS = 20_000

/** A connector and everything it reports. */
class Side {
  readonly ready: (readonly ConnectedWallet[])[] = []
  readonly connected: ConnectedWallet[] = []
  readonly notConnected: string[] = []
  readonly signatures: string[] = []
  readonly notSigned: string[] = []
  readonly ended: string[] = []
  readonly connector: Connector
  readonly #signal = createSignal()

  constructor(database: TestDatabase, relayUrl: string, pairMs?: number) {
    this.connector = openWalletConnect({
      store: database.store,
      log: pino({ level: 'silent' }),
      settings: {
        projectId: 'test',
        relayUrl,
        chainId: CHAIN,
        ...(pairMs && { pairMs }),
        metadata: {
          name: 'Tagora',
          description: 'Labels',
          url: 'https://link.example.org',
          icons: [],
          redirect: { universal: 'https://link.example.org/back' },
        },
      },
    })
  }

  async start(): Promise<this> {
    const noting =
      <T>(list: T[]) =>
      (item: T) => {
        list.push(item)
        this.#signal.notify()
      }
    const noteReason = (list: string[]) => (_: string, why: string) => noting(list)(why)
    await this.connector.start({
      onReady: noting(this.ready),
      onConnected: noting(this.connected),
      onNotConnected: noteReason(this.notConnected),
      onSigned: noteReason(this.signatures),
      onNotSigned: noteReason(this.notSigned),
      onEnded: noting(this.ended),
    })
    await this.first(this.ready)
    return this
  }

  first<T>(list: readonly T[]): Promise<T> {
    return this.#signal.until(
      () => list[0],
      WAIT_MS,
      () => JSON.stringify(this),
    )
  }
}

describe('WalletConnect', () => {
  let relay: WalletConnectRelay
  let database: TestDatabase
  let side: Side
  const wallets: TestWallet[] = []

  beforeEach(async () => {
    relay = await startRelay()
    database = await openSqlite()
    side = await new Side(database, relay.url).start()
  })
  afterEach(async () => {
    await side.connector.stop()
    await Promise.all(wallets.splice(0).map((wallet) => wallet.close()))
    await relay.stop()
    await database.close()
  })

  async function wallet(behaviour: Behaviour = {}) {
    const opened = await openTestWallet(relay.url, behaviour)
    wallets.push(opened)
    return opened
  }

  test('leads from a pairing to a signature, and ends the session', async () => {
    const { uri, pairingTopic } = await side.connector.pair()
    const ann = await wallet()
    await ann.scan(uri)
    const { sessionTopic, accounts, ...rest } = await side.first(side.connected)
    expect(rest.pairingTopic).toBe(pairingTopic)
    expect(accounts).toEqual([`${CHAIN}:${ann.address}`])
    side.connector.sign(sessionTopic, ann.address, { kind: 'text', message: 'hello' })
    expect(verifyMessage('hello', await side.first(side.signatures))).toBe(ann.address)
    side.connector.drop([sessionTopic, pairingTopic])
    await ann.untilEnded()
    expect(ann.sessions).toEqual([])
  })

  test('tells a refusal to connect and a refusal to sign', async () => {
    const first = await side.connector.pair()
    await (await wallet({ onProposal: 'reject' })).scan(first.uri)
    expect(await side.first(side.notConnected)).toBe('refused')
    const second = await side.connector.pair()
    const shy = await wallet({ sign: async () => null })
    await shy.scan(second.uri)
    const { sessionTopic } = await side.first(side.connected)
    side.connector.sign(sessionTopic, shy.address, { kind: 'text', message: 'hello' })
    expect(await side.first(side.notSigned)).toBe('refused')
  })

  test('opens one connection however many pair at once', async () => {
    const pairings = await Promise.all(Array.from({ length: 20 }, () => side.connector.pair()))
    expect(new Set(pairings.map(({ uri }) => uri)).size).toBe(20)
    expect(relay.sockets).toEqual({ open: 1, ever: 1 })
  })

  test('goes on after a stop in every state, with what it stored', async () => {
    const [scannedLate, open] = [await side.connector.pair(), await side.connector.pair()]
    const bob = await wallet()
    await bob.scan(open.uri)
    const { sessionTopic } = await side.first(side.connected)
    await side.connector.stop()

    const ann = await wallet()
    await ann.scan(scannedLate.uri)
    side = await new Side(database, relay.url).start()
    expect(side.ready[0]).toMatchObject([{ pairingTopic: open.pairingTopic, sessionTopic }])
    expect(await side.first(side.connected)).toMatchObject({ pairingTopic: scannedLate.pairingTopic })
    side.connector.sign(sessionTopic, bob.address, { kind: 'text', message: 'again' })
    expect(verifyMessage('again', await side.first(side.signatures))).toBe(bob.address)
  })

  test('hears of a refusal that came while it was stopped', async () => {
    const { uri } = await side.connector.pair()
    await side.connector.stop()
    await (await wallet({ onProposal: 'reject' })).scan(uri)
    side = await new Side(database, relay.url).start()
    expect(await side.first(side.notConnected)).toBe('refused')
  })

  test('gives up on a relay that cannot be reached, and works again when it is back', async () => {
    await side.connector.stop()
    side = await new Side(database, relay.url, 1_000).start()
    await relay.stop()
    await expect(side.connector.pair()).rejects.toThrow(/relay|took longer/)
    await relay.start()
    // On a busy machine the first second may not be enough, as for anybody who tries again.
    const pair = async () => (await side.connector.pair().catch(() => null))?.uri ?? ''
    await expect.poll(pair, { timeout: 30_000 }).toMatch(/^wc:/)
  })
})
