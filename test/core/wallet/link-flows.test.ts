import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExpectedError } from '../../../core/errors.ts'
import { newId } from '../../../core/ids.ts'
import { findFlow, insertFlow } from '../../../core/store/wallet-flows.ts'
import { findLink } from '../../../core/store/wallet-links.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { beginFlow } from '../../../core/wallet/begin-flow.ts'
import { confirmFlow } from '../../../core/wallet/confirm-flow.ts'
import { proveFlow } from '../../../core/wallet/prove-flow.ts'
import { setPhrase } from '../../../core/wallet/set-phrase.ts'
import { stopFlow } from '../../../core/wallet/stop-flow.ts'
import { HandClock, MINUTE_MS, newcomer, visit } from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { begin, emptyChain, link, newKey, pagesOf, prove, terms } from './proofs.ts'

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: ExpectedError) => error.code,
  )

describe.each(databases)('attempts to link a wallet on $name', ({ open }) => {
  const clock = new HandClock()
  let database: TestDatabase
  let people = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const arrive = () => inTrx((trx) => visit(trx, clock, `person-${people++}`))
  const confirm = (account: Awaited<ReturnType<typeof arrive>>, id: Parameters<typeof confirmFlow>[3]) =>
    inTrx((trx) => confirmFlow(trx, clock, account, id, terms))

  test('end in a link and a ledger of the address only when the person confirms', async () => {
    const [account, key] = [await arrive(), newKey()]
    const { id } = await prove(database.store, clock, account, key)
    expect(await inTrx((trx) => findLink(trx, account.id))).toBeNull()
    await confirm(account, id)
    expect(await inTrx((trx) => findLink(trx, account.id))).toMatchObject({
      address: key.address,
      chainId: 31_337n,
      holder: 'key',
      method: 'page',
    })
    expect(await inTrx((trx) => findWallet(trx, account.id))).toMatchObject({
      address: key.address,
      stakeWei: 0n,
    })
    expect(await codeOf(confirm(account, id))).toBe('wallet.over')
  })

  test('leave the demo wallet of the local chain in use', async () => {
    const account = await inTrx((trx) => newcomer(trx, clock, `person-${people++}`))
    const demo = await inTrx((trx) => findWallet(trx, account.id))
    await link(database.store, clock, account, newKey())
    expect(await inTrx((trx) => findWallet(trx, account.id))).toEqual(demo)
  })

  test('take each message once, and only the latest', async () => {
    const [account, key] = [await arrive(), newKey()]
    const { flow, token } = await begin(database.store, clock, account)
    const pages = pagesOf(database.store, clock)
    const first = await pages.offer(token, key.address)
    const second = await pages.offer(token, key.address)
    const signFirst = await key.signMessage(first.message)
    expect(await codeOf(pages.prove(token, signFirst))).toBe('wallet.wrongAccount')
    const signature = await key.signMessage(second.message)
    const deps = { store: database.store, clock, chain: emptyChain }
    const both = await Promise.all([1, 2].map(() => codeOf(proveFlow(deps, flow.id, signature))))
    expect(both.sort()).toEqual(['no error', 'wallet.over'])
    expect(await codeOf(pages.prove(token, signature))).toBe('wallet.over')
  })

  test('are over when the message is too old, and when the tap comes too late', async () => {
    const [account, key] = [await arrive(), newKey()]
    const { token } = await begin(database.store, clock, account)
    const pages = pagesOf(database.store, clock)
    const { message } = await pages.offer(token, key.address)
    clock.advance(5 * MINUTE_MS)
    expect(await codeOf(pages.prove(token, await key.signMessage(message)))).toBe('wallet.over')
    const { id } = await prove(database.store, clock, account, key)
    clock.advance(10 * MINUTE_MS)
    expect(await codeOf(confirm(account, id))).toBe('wallet.over')
  })

  test('can be confirmed and stopped by nobody else', async () => {
    const [account, stranger] = [await arrive(), await arrive()]
    const { id } = await prove(database.store, clock, account, newKey())
    expect(await codeOf(confirm(stranger, id))).toBe('wallet.over')
    expect(await codeOf(inTrx((trx) => stopFlow(trx, clock, stranger, id)))).toBe('wallet.over')
    await inTrx((trx) => stopFlow(trx, clock, account, id))
    expect(await codeOf(confirm(account, id))).toBe('wallet.over')
  })

  test('end when another is begun, and cannot be begun without measure', async () => {
    const account = await arrive()
    const first = await begin(database.store, clock, account)
    await begin(database.store, clock, account)
    expect(await inTrx((trx) => findFlow(trx, first.flow.id))).toMatchObject({
      state: 'failed',
      failure: 'stopped',
    })
    for (let more = 0; more < 4; more++) await begin(database.store, clock, account)
    expect(await codeOf(begin(database.store, clock, account))).toBe('wallet.tooOften')
    clock.advance(10 * MINUTE_MS)
    await begin(database.store, clock, account)
  })

  test('wait in a queue that has an end', async () => {
    const asking = { method: 'walletconnect', platform: 'web', platformUserId: '1', handle: null } as const
    const { id: accountId } = await arrive()
    const createdAt = clock.now()
    const flow = {
      ...asking,
      accountId,
      state: 'queued',
      tokenHash: null,
      createdAt,
      deadline: createdAt,
    } as const
    await inTrx(async (trx) => {
      for (let count = 0; count < 200; count++) await insertFlow(trx, { ...flow, id: newId() })
    })
    const late = await arrive()
    expect(await codeOf(inTrx((trx) => beginFlow(trx, clock, late, asking)))).toBe('wallet.queueFull')
  })

  test('one wallet is linked to one account, however many confirm at the same moment', async () => {
    const key = newKey()
    const accounts = await Promise.all(Array.from({ length: 5 }, arrive))
    const flows: Awaited<ReturnType<typeof prove>>[] = []
    for (const account of accounts) flows.push(await prove(database.store, clock, account, key))
    const outcomes = await Promise.all(
      accounts.map((account, at) => codeOf(confirm(account, flows[at]?.id as never))),
    )
    expect(outcomes.sort()).toEqual(['no error', ...Array.from({ length: 4 }, () => 'wallet.taken')])
  })

  test('a phrase is some words on one line', async () => {
    const account = await arrive()
    const set = (text: string) => inTrx((trx) => setPhrase(trx, clock, account, text))
    expect(await set('  blue\n\thorse\u202e sings ')).toBe('blue horse sings')
    expect(await codeOf(set('abc'))).toBe('wallet.badPhrase')
    expect(await codeOf(set('a'.repeat(61)))).toBe('wallet.badPhrase')
  })
})
