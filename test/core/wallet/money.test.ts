import { type Wallet, ZeroHash } from 'ethers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMoneyLedger } from '../../../core/chain/money-ledger.ts'
import { instantOf } from '../../../core/clock.ts'
import type { Account } from '../../../core/people/account.ts'
import { latestNotifications } from '../../../core/store/notifications.ts'
import { changeFlow, findFlow } from '../../../core/store/wallet-flows.ts'
import { findWallet } from '../../../core/store/wallets.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { skipAssignment } from '../../../core/tasks/skip-assignment.ts'
import type { FlowMethod, MoneyWish } from '../../../core/wallet/flow.ts'
import { adoptLinked } from '../../../core/wallet/money/adopt-linked.ts'
import { beginWish } from '../../../core/wallet/money/begin-wish.ts'
import { defaultLimits } from '../../../core/wallet/money/default-limits.ts'
import { followWishes } from '../../../core/wallet/money/follow-wishes.ts'
import { holdingsOf } from '../../../core/wallet/money/holdings.ts'
import type { MoneyLedger } from '../../../core/wallet/money/money-ledger.ts'
import { type AskedWish, planWish } from '../../../core/wallet/money/plan-wish.ts'
import { remindSessions } from '../../../core/wallet/money/remind-sessions.ts'
import { createPageLinks, type PageLinks } from '../../../core/wallet/page-links.ts'
import { addItems, startProject, TOKEN, visit } from '../../support/community.ts'
import { openContractWallets } from '../../support/wallet/contract-wallets.ts'
import { giveTokens } from '../../support/wallet/give-tokens.ts'
import { signTypedJson } from '../../support/wallet/inject-wallet.ts'
import { OPERATOR, openWorld, type World } from '../chain/world.ts'
import { emptyChain, link, newKey } from './proofs.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const limits = { lossWei: 20n * TOKEN, perLabelWei: TOKEN, days: 30 }

describe('money of people on a real ledger', () => {
  let world: World
  let money: MoneyLedger
  let pages: PageLinks
  let people = 0

  beforeAll(async () => {
    world = await openWorld()
    const ledger = createMoneyLedger(world.store, world.client, world.contracts, OPERATOR.address)
    money = {
      ...ledger,
      signForDemo: (index, digest) => world.signer(index).signingKey.sign(digest).serialized,
    }
    pages = createPageLinks({
      store: world.store,
      clock: world.clock,
      chain: emptyChain,
      money,
      origin: () => ({ domain: 'link.example.org', uri: 'https://link.example.org/link', chainId: 31_337n }),
      onChange: () => {},
    })
  })
  afterAll(() => world?.close())

  /** Somebody with a linked wallet and this many tokens in it. */
  const person = async (tokens: bigint) => {
    const key = newKey()
    const account = await world.store.transaction((trx) => visit(trx, world.clock, `money-${people++}`))
    await link(world.store, world.clock, account, key)
    const paid = await world
      .token(OPERATOR)
      .getFunction('transfer')
      .send(key.address, tokens * TOKEN)
    await world.rpc('anvil_mine', '0x1')
    await paid.wait()
    return { account, key }
  }
  const plan = async (asked: AskedWish, address: string) =>
    planWish(asked, address, await money.holder(address))
  const begin = (account: Account, address: string, wish: MoneyWish, method: FlowMethod = 'page') =>
    world.store.transaction((trx) => {
      const asking = { platform: 'web', platformUserId: account.id, handle: null }
      return beginWish(trx, world.clock, account, money, { method, asking, address, wish })
    })
  /** Signs what the page asks for and gives it back. */
  const sign = async (token: string, key: Wallet, signer = key) => {
    const { kind, message } = await pages.offer(token, key.address)
    expect(kind).toBe('typed')
    return await pages.prove(token, await signTypedJson(signer, message))
  }
  const settle = async () => {
    await world.settle()
    await followWishes(world.store, world.clock)
  }
  const done = async (account: Account, key: Wallet, asked: AskedWish) => {
    const { flow, token = '' } = await begin(account, key.address, await plan(asked, key.address))
    await sign(token, key)
    await settle()
    return await world.store.transaction((trx) => findFlow(trx, flow.id))
  }
  /** Somebody who is also an expert signs verdicts. */
  const signVerdicts = async (account: Account, { address }: Wallet, count: number) => {
    const verdict = { digest: ZeroHash, batch: 1, openHash: ZeroHash, verdicts: '0x01', positions: [0] }
    const wish = await plan({ kind: 'verdict', amountWei: 0n, limits: null, verdict }, address)
    for (let index = 0; index < count; index++) {
      const { flow } = await begin(account, address, wish)
      const ended = { state: 'done', deadline: null, endedAt: world.clock.now() } as const
      await world.store.transaction((trx) => changeFlow(trx, flow.id, { states: ['waiting'] }, ended))
      world.clock.advance(HOUR_MS)
    }
  }
  const has = async ({ address }: Wallet) => holdingsOf(await money.holder(address))
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      (error: { code?: string }) => error.code ?? String(error),
    )

  test('one signature stakes and opens a session, another takes out, and nobody but the operator pays gas', async () => {
    const { account, key } = await person(100n)
    const deposit = await done(account, key, { kind: 'deposit', amountWei: 50n * TOKEN, limits })
    expect(deposit).toMatchObject({ state: 'done', wish: { kind: 'deposit' } })
    expect(await has(key)).toMatchObject({
      tokenWei: 50n * TOKEN,
      ownWei: 50n * TOKEN,
      lockedWei: 0n,
      session: { lossWei: 20n * TOKEN, perLabelWei: TOKEN },
    })
    // What our books mirror is what the ledger has.
    const [mirror] = await world.store.transaction((trx) =>
      trx.selectFrom('wallets').select('stake_wei').where('address', '=', key.address).execute(),
    )
    expect(mirror?.stake_wei).toBe(String(50n * TOKEN))

    await done(account, key, { kind: 'session', amountWei: 0n, limits: { ...limits, lossWei: 5n * TOKEN } })
    expect((await has(key)).session?.lossWei).toBe(5n * TOKEN)
    await done(account, key, { kind: 'revoke', amountWei: 0n, limits: null })
    expect((await has(key)).session).toBeNull()

    await done(account, key, { kind: 'withdraw', amountWei: 30n * TOKEN, limits: null })
    const asked = await has(key)
    expect(asked).toMatchObject({ ownWei: 20n * TOKEN, withdrawal: { wei: 30n * TOKEN } })
    const collect = { kind: 'collect', amountWei: 0n, limits: null } as const
    expect(await codeOf(plan(collect, key.address))).toBe('money.tooEarly')
    await world.wait(10 * DAY_MS + 1_000)
    await begin(account, key.address, await plan(collect, key.address), 'none')
    await settle()
    expect(await has(key)).toMatchObject({ tokenWei: 80n * TOKEN, ownWei: 20n * TOKEN, withdrawal: null })
    expect(await world.client.provider.getBalance(key.address)).toBe(0n)
  })

  test('nobody hears that a stake is there before they can use it', async () => {
    const { account, key } = await person(100n)
    const asked = { kind: 'deposit', amountWei: 50n * TOKEN, limits } as const
    const { flow, token = '' } = await begin(account, key.address, await plan(asked, key.address))
    await sign(token, key)
    const stateOf = async () => {
      await followWishes(world.store, world.clock)
      return await world.store.transaction(async (trx) => ({
        flow: (await findFlow(trx, flow.id))?.state,
        stakeWei: (await findWallet(trx, account.id))?.stakeWei,
      }))
    }
    for (let ticks = 0; (await world.sender.tick()) !== 'idle' && ticks < 10; ticks++);
    expect(await stateOf()).toEqual({ flow: 'sent', stakeWei: 0n })
    await world.watcher.tick()
    expect(await stateOf()).toEqual({ flow: 'done', stakeWei: 50n * TOKEN })
  })

  test('nothing moves without the signature of the linked wallet', async () => {
    const { account, key } = await person(10n)
    const wish = await plan({ kind: 'deposit', amountWei: 5n * TOKEN, limits }, key.address)
    const { flow, token = '' } = await begin(account, key.address, wish)
    expect(await codeOf(pages.offer(token, newKey().address))).toBe('wallet.otherAddress')
    expect(await codeOf(sign(token, key, newKey()))).toBe('wallet.refusedWish')
    const ended = await world.store.transaction((trx) => findFlow(trx, flow.id))
    expect(ended).toMatchObject({ state: 'failed', failure: 'badSignature', transactionId: null })
    await settle()
    expect(await has(key)).toMatchObject({ tokenWei: 10n * TOKEN, ownWei: 0n })
  })

  test('while something settles nothing else begins, and a message counts once', async () => {
    const { account, key } = await person(10n)
    const wish = await plan({ kind: 'deposit', amountWei: 4n * TOKEN, limits }, key.address)
    const { token = '' } = await begin(account, key.address, wish)
    await sign(token, key)
    expect(await codeOf(begin(account, key.address, wish))).toBe('money.settling')
    await settle()
    // The same nonce again: the ledger has used it.
    const second = await begin(account, key.address, wish)
    expect(await codeOf(sign(second.token ?? '', key))).toBe('wallet.refusedWish')
    const flow = await world.store.transaction((trx) => findFlow(trx, second.flow.id))
    expect(flow?.failure).toBe('used')
    expect(await has(key)).toMatchObject({ tokenWei: 6n * TOKEN, ownWei: 4n * TOKEN })
  })

  test('a signature that comes twice at once goes to the chain once', async () => {
    const { account, key } = await person(10n)
    const wish = await plan({ kind: 'deposit', amountWei: 2n * TOKEN, limits }, key.address)
    const { flow, token = '' } = await begin(account, key.address, wish)
    const { message } = await pages.offer(token, key.address)
    const signature = await signTypedJson(key, message)
    const answers = await Promise.allSettled([pages.prove(token, signature), pages.prove(token, signature)])
    expect(answers.map(({ status }) => status)).toContain('fulfilled')
    await settle()
    const rows = await world.store.transaction((trx) =>
      trx.selectFrom('chain_transactions').select('id').where('reference', '=', `relay:${flow.id}`).execute(),
    )
    expect(rows).toHaveLength(1)
    expect(await has(key)).toMatchObject({ tokenWei: 8n * TOKEN, ownWei: 2n * TOKEN })
  })

  test('a contract wallet stakes by the signature of whoever it says may sign (EIP-1271)', async () => {
    const owner = newKey()
    const wallets = await openContractWallets(OPERATOR.connect(world.client.provider))
    const address = await wallets.deploy(owner)
    const account = await world.store.transaction((trx) => visit(trx, world.clock, `money-${people++}`))
    await giveTokens(world.client.url, world.contracts.token, address, 9n * TOKEN)
    const wish = await plan({ kind: 'deposit', amountWei: 5n * TOKEN, limits }, address)
    const stranger = await begin(account, address, wish)
    const asked = await pages.offer(stranger.token ?? '', address)
    const forged = await signTypedJson(newKey(), asked.message)
    expect(await codeOf(pages.prove(stranger.token ?? '', forged))).toBe('wallet.refusedWish')
    const { token = '' } = await begin(account, address, wish)
    const { message } = await pages.offer(token, address)
    await pages.prove(token, await signTypedJson(owner, message))
    await settle()
    expect(holdingsOf(await money.holder(address))).toMatchObject({
      tokenWei: 4n * TOKEN,
      ownWei: 5n * TOKEN,
    })
  })

  test('a demo wallet signs by itself, and what it cannot pay is refused before', async () => {
    const account = await world.newcomer('demo')
    await settle()
    const address = world.signer(0).address
    const asked = { kind: 'deposit', amountWei: TOKEN, limits } as const
    expect(await codeOf(plan(asked, address))).toBe('money.tokensTooLow')
    const wish = await plan({ kind: 'withdraw', amountWei: 3n * TOKEN, limits: null }, address)
    const { flow } = await begin(account, address, wish, 'none')
    expect(flow.state).toBe('sent')
    await settle()
    expect((await has(world.signer(0))).withdrawal?.wei).toBe(3n * TOKEN)
  })

  test('a wallet that had a stake before it was linked brings it along, once', async () => {
    const key = newKey()
    const units = 7_000n
    const approved = await world
      .token(OPERATOR)
      .getFunction('approve')
      .send(money.ledger, 10n ** 24n)
    await world.rpc('anvil_mine', '0x1')
    await approved.wait()
    const paid = await world.ledger(OPERATOR).getFunction('deposit').send(key.address, units)
    await world.rpc('anvil_mine', '0x1')
    await paid.wait()
    await settle()
    const account = await world.store.transaction((trx) => visit(trx, world.clock, `money-${people++}`))
    await link(world.store, world.clock, account, key)
    const stake = async () => (await world.store.transaction((trx) => findWallet(trx, account.id)))?.stakeWei
    expect(await stake()).toBe(0n)
    await adoptLinked(world.store, money)
    expect(await stake()).toBe(7n * TOKEN)
    expect(await money.adopt(key.address)).toBe(false)
  })

  test('nobody is given an item whose stake the ledger could not lock', async () => {
    const { account, key } = await person(100n)
    const project = await world.store.transaction((trx) =>
      startProject(trx, world.clock, { protocol: 'peers' }),
    )
    await addItems(world.store, project, 1)
    const claimed = () =>
      world.store.transaction(async (trx) => {
        const { assignmentId } = await claimItem(trx, world.clock, account, { projectSlug: project.slug })
        await skipAssignment(trx, world.clock, account, { assignmentId, reason: 'unclear' })
      })
    expect(await codeOf(claimed())).toBe('stake.tooLow')
    const small = { ...limits, perLabelWei: TOKEN / 2n }
    await done(account, key, { kind: 'deposit', amountWei: 50n * TOKEN, limits: small })
    expect(await codeOf(claimed())).toBe('session.tooSmall')
    await done(account, key, { kind: 'session', amountWei: 0n, limits })
    expect(await codeOf(claimed())).toBe('no error')
    const { session } = (await world.store.transaction((trx) => findWallet(trx, account.id))) ?? {}
    expect(session?.perLabelWei).toBe(TOKEN)
    expect(Date.parse(session?.endsAt ?? '') / 1_000).toBe((await has(key)).session?.expiry)
    await done(account, key, { kind: 'revoke', amountWei: 0n, limits: null })
    expect(await codeOf(claimed())).toBe('session.over')
  })

  test('what open answers hold cannot be taken out, locked by the ledger already or not', async () => {
    const { account, key } = await person(10n)
    await done(account, key, { kind: 'deposit', amountWei: 8n * TOKEN, limits })
    const holder = await money.holder(key.address)
    const asked = { kind: 'withdraw', amountWei: 6n * TOKEN, limits: null } as const
    expect(() => planWish(asked, key.address, holder, 3n * TOKEN)).toThrow('money.ownTooLow')
    expect(planWish(asked, key.address, holder, 2n * TOKEN).amountWei).toBe(6n * TOKEN)
  })

  test('every chat hears of a withdrawal, and two days before the session ends, once each', async () => {
    const { account, key } = await person(10n)
    const told = async () =>
      (await world.store.transaction((trx) => latestNotifications(trx, account.personId, 9))).map(
        ({ kind }) => kind,
      )
    await done(account, key, { kind: 'deposit', amountWei: 8n * TOKEN, limits: { ...limits, days: 9 } })
    await done(account, key, { kind: 'withdraw', amountWei: TOKEN, limits: null })
    expect(await told()).toEqual(['wallet.withdrawAsked'])
    const remind = () => remindSessions(world.store, clockAt)
    const { timestamp } = await money.holder(key.address)
    let days = 6
    const clockAt = { now: () => instantOf((timestamp + days * 86_400) * 1_000) }
    await remind()
    expect(await told()).toEqual(['wallet.withdrawAsked'])
    await signVerdicts(account, key, 25)
    days = 8
    await remind()
    await remind()
    expect(await told()).toEqual(['wallet.sessionEnds', 'wallet.withdrawAsked'])
  })

  test('usual limits cover the stake and one answer of the dearest project', () => {
    const held = { freeWei: 3n * TOKEN, lockedWei: TOKEN, session: null }
    expect(defaultLimits(held, 6n * TOKEN, 2n * TOKEN)).toEqual({
      lossWei: 10n * TOKEN,
      perLabelWei: 2n * TOKEN,
      days: 30,
    })
  })

  test.each([
    [{ ...limits, days: 0 }],
    [{ ...limits, days: 366 }],
    [{ ...limits, lossWei: 10n ** 15n }],
    [{ ...limits, perLabelWei: 0n }],
    [{ ...limits, lossWei: 10n ** 24n }],
  ])('limits that the ledger could not keep are refused %#', async (bad) => {
    const asked = { kind: 'session', amountWei: 0n, limits: bad } as const
    expect(await codeOf(plan(asked, newKey().address))).toBe('money.badSession')
  })
})
