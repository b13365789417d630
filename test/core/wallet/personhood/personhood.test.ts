import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ExpectedError } from '../../../../core/errors.ts'
import type { Account } from '../../../../core/people/account.ts'
import { changeWallet } from '../../../../core/store/chain-effects.ts'
import { noteStakes } from '../../../../core/store/personhood.ts'
import { insertLink } from '../../../../core/store/wallet-links.ts'
import { accountSince } from '../../../../core/wallet/personhood/account-since.ts'
import { readAgain } from '../../../../core/wallet/personhood/read-again.ts'
import { readPersonhood } from '../../../../core/wallet/personhood/read-personhood.ts'
import { refreshPersonhood } from '../../../../core/wallet/personhood/refresh-personhood.ts'
import type { PersonhoodCheck } from '../../../../core/wallet/personhood/signal.ts'
import { HandClock, TOKEN, visit } from '../../../support/community.ts'
import { databases, type TestDatabase } from '../../../support/databases.ts'

const DAY_MS = 24 * 3_600_000

describe.each(databases)('personhood on $name', ({ open }) => {
  const clock = new HandClock()
  let database: TestDatabase
  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)

  /** What the contract says, by address; null: it does not answer. */
  const said = new Map<string, number | null>()
  const asked: string[] = []
  const check: PersonhoodCheck = {
    signal: 'passport',
    read: async (address) => {
      asked.push(address)
      const share = said.get(address) ?? null
      if (share === null) throw new Error('no answer')
      return share
    },
  }
  const refresh = () =>
    refreshPersonhood({ store: database.store, clock, log: pino({ level: 'silent' }), checks: [check] })
  const read = (account: Account) =>
    inTrx((trx) => readPersonhood(trx, clock, account.personId, ['passport']))
  const pointsOf = async (account: Account) =>
    Object.fromEntries((await read(account)).signals.map(({ signal, points }) => [signal, points]))
  let wallets = 0
  const link = async (account: Account) => {
    wallets += 1
    const address = `0x${String(wallets).padStart(40, '0')}`
    const proof = { chainId: 1n, holder: 'key', method: 'page', linkedAt: clock.now() } as const
    await inTrx((trx) => insertLink(trx, { accountId: account.id, address, ...proof }))
    return address
  }

  test('somebody without a wallet is told what to do first', async () => {
    const account = await inTrx((trx) => visit(trx, clock, 'walletless'))
    const { points, most, signals } = await read(account)
    expect([points, most]).toEqual([0, 60])
    expect(signals.map(({ signal, lacks }) => [signal, lacks])).toEqual([
      ['passport', 'wallet'],
      ['stake', 'stake'],
      ['account', 'time'],
    ])
  })

  test('what a contract says counts, and what it said last stays while it does not answer', async () => {
    const account = await inTrx((trx) => visit(trx, clock, 'stamped'))
    const address = await link(account)
    expect((await read(account)).signals[0]).toMatchObject({ points: 0, lacks: 'reading' })
    said.set(address, 0.5)
    expect(await refresh()).toBe(1)
    expect((await read(account)).signals[0]).toMatchObject({
      points: 15,
      lacks: 'passport',
      readAt: clock.now(),
    })
    // It is not asked again before a day has gone by.
    expect(await refresh()).toBe(0)
    clock.advance(DAY_MS + 1)
    said.set(address, null)
    expect(await refresh()).toBe(0)
    expect(await pointsOf(account)).toMatchObject({ passport: 15 })
    // A failed answer is tried again a quarter of an hour later.
    said.set(address, 1)
    expect(await refresh()).toBe(0)
    clock.advance(15 * 60_000 + 1)
    expect(await refresh()).toBe(1)
    expect((await read(account)).signals[0]).toMatchObject({ points: 30, lacks: null })
  })

  test('a person may have it read again, but not all the time', async () => {
    const account = await inTrx((trx) => visit(trx, clock, 'eager'))
    const again = () => inTrx((trx) => readAgain(trx, clock, account))
    await expect(again()).rejects.toThrow(new ExpectedError('wallet.notLinked', {}))
    said.set(await link(account), 0.1)
    await refresh()
    await expect(again()).rejects.toThrow(new ExpectedError('wallet.tooOften', { minutes: 5 }))
    clock.advance(5 * 60_000 + 1)
    await again()
    expect(await refresh()).toBe(1)
  })

  test('a contract that does not answer is not asked about everybody in the same turn', async () => {
    for (const name of ['first', 'second', 'third']) {
      said.set(await link(await inTrx((trx) => visit(trx, clock, name))), null)
    }
    asked.length = 0
    await refresh()
    await refresh()
    expect(new Set(asked).size).toBe(2)
  })

  test('stake and account gather points with time, and a stake that left starts anew', async () => {
    const account = await inTrx((trx) => visit(trx, clock, 'patient'))
    const address = await link(account)
    const change = (wei: bigint) => inTrx((trx) => changeWallet(trx, address, { deposited: wei }))
    const note = () => inTrx((trx) => noteStakes(trx, clock.now()))
    await change(TOKEN)
    await note()
    clock.advance(45 * DAY_MS)
    await note()
    expect(await pointsOf(account)).toMatchObject({ stake: 10, account: 1 })
    await change(-TOKEN)
    await note()
    await change(TOKEN)
    await note()
    clock.advance(9 * DAY_MS)
    expect(await pointsOf(account)).toMatchObject({ stake: 2 })
    clock.advance(400 * DAY_MS)
    expect(await pointsOf(account)).toMatchObject({ stake: 20, account: 10 })
  })
})

test('the age of a Discord account is in its id; elsewhere it begins with the first message here', () => {
  const seenAt = new HandClock().now()
  // The example of Discord's reference: 2016-04-30 11:18:25.796 UTC.
  const discord = { platform: 'discord', userId: '175928847299117063', seenAt }
  expect(accountSince(discord)).toBe('2016-04-30T11:18:25.796Z')
  expect(accountSince({ ...discord, platform: 'telegram' })).toBe(seenAt)
  expect(accountSince({ ...discord, userId: '9'.repeat(19) })).toBe(seenAt)
  expect(accountSince({ ...discord, userId: 'somebody' })).toBe(seenAt)
})
