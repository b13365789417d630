import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExpectedError } from '../../../core/errors.ts'
import type { Account } from '../../../core/people/account.ts'
import { ensureWallet } from '../../../core/people/ensure-wallet.ts'
import { findOrCreateAccount } from '../../../core/people/find-or-create-account.ts'
import { giveConsent } from '../../../core/people/give-consent.ts'
import { grantRole } from '../../../core/people/grant-role.ts'
import { issueLinkCode } from '../../../core/people/issue-link-code.ts'
import { readEarnings } from '../../../core/people/read-earnings.ts'
import { setLocale } from '../../../core/people/set-locale.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { expireLeases } from '../../../core/tasks/expire-leases.ts'
import { readWork } from '../../../core/tasks/read-work.ts'
import { redeemLinkCode } from '../../../core/tasks/redeem-link-code.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import {
  addItems,
  HandClock,
  itemRow,
  MINUTE_MS,
  newcomer,
  type ProtocolOverrides,
  plentyOfStake,
  startProject,
  TOKEN,
  visit,
} from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'

describe.each(databases)('people on $name', ({ open }) => {
  const clock = new HandClock()
  let database: TestDatabase
  let projects = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const arrive = (userId: string, platform = 'web') => inTrx((trx) => visit(trx, clock, userId, platform))
  const arriveWithWallet = (userId: string, platform = 'web') =>
    inTrx((trx) => newcomer(trx, clock, userId, { platform }))
  const issue = (account: Account) => inTrx((trx) => issueLinkCode(trx, clock, account))
  const redeem = (account: Account, code: string) => inTrx((trx) => redeemLinkCode(trx, clock, account, code))
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      (error: ExpectedError) => error.code,
    )

  async function begin(items: number, rule: ProtocolOverrides = {}) {
    projects++
    const name = `people-${projects}`
    const project = await inTrx((trx) => startProject(trx, clock, { name, ...rule }))
    await addItems(database.store, project, items)
    const projectSlug = project.slug
    const claim = (account: Account) => inTrx((trx) => claimItem(trx, clock, account, { projectSlug }))
    const answer = async (account: Account, label = 'yes') => {
      const { assignmentId } = await claim(account)
      return await inTrx((trx) =>
        submitAnnotation(trx, clock, account, { assignmentId, label, platform: 'web' }),
      )
    }
    return { project, claim, answer }
  }

  describe('accounts', () => {
    test('one account per identity, the same again at the next visit', async () => {
      const first = await arrive('ann')
      expect(first).toMatchObject({ locale: 'en', consentAt: null, roles: new Set() })
      expect(await arrive('ann')).toEqual(first)
      expect((await arrive('ann', 'discord')).id).not.toBe(first.id)
    })

    test('name and place for private messages follow the latest visit', async () => {
      const seen = async (name: string, directChannelId?: string) => {
        const visitor = { platform: 'discord', userId: 'renamed', name, locale: 'en', isModerator: false }
        await inTrx((trx) => findOrCreateAccount(trx, clock, { ...visitor, directChannelId }))
        return await inTrx((trx) =>
          trx
            .selectFrom('identities')
            .select(['display_name', 'direct_channel_id', 'reachable'])
            .where('platform_user_id', '=', 'renamed')
            .executeTakeFirst(),
        )
      }
      const one = { display_name: 'One', direct_channel_id: null, reachable: 1 }
      expect(await seen('One')).toEqual(one)
      expect(await seen('Two', '77')).toEqual({ ...one, display_name: 'Two', direct_channel_id: '77' })
      await inTrx((trx) => trx.updateTable('identities').set({ reachable: 0 }).execute())
      expect(await seen('Two')).toEqual({ ...one, display_name: 'Two', direct_channel_id: '77' })
    })

    test('a moderator of the configuration is one from the first visit on', async () => {
      const visitor = { platform: 'web', userId: 'boss', name: 'Boss', locale: 'es', isModerator: true }
      const come = () => inTrx((trx) => findOrCreateAccount(trx, clock, visitor))
      const account = await come()
      expect(account).toMatchObject({ locale: 'es', roles: new Set(['moderator']) })
      expect(await come()).toEqual(account)
    })

    test('consent keeps its first time; roles and language are kept', async () => {
      const { id } = await arrive('bob')
      const consentAt = clock.now()
      await inTrx((trx) => giveConsent(trx, clock, id))
      clock.advance(MINUTE_MS)
      await inTrx(async (trx) => {
        await giveConsent(trx, clock, id)
        await setLocale(trx, id, 'es')
        await grantRole(trx, clock, id, 'expert')
        await grantRole(trx, clock, id, 'expert')
        await grantRole(trx, clock, id, 'validator')
      })
      const roles = new Set(['expert', 'validator'])
      expect(await arrive('bob')).toMatchObject({ consentAt, locale: 'es', roles })
    })

    test('many first messages at once make one account', async () => {
      const accounts = await Promise.all(Array.from({ length: 8 }, () => arrive('eager')))
      expect(new Set(accounts.map((account) => account.id)).size).toBe(1)
    })
  })

  describe('wallets', () => {
    test('elsewhere than on the local chain nobody gets one', async () => {
      const account = await arrive('nowallet')
      expect(await inTrx((trx) => ensureWallet(trx, clock, account, null))).toBeNull()
      expect(await inTrx((trx) => readEarnings(trx, account.personId))).toBeNull()
    })

    test('a demo wallet comes with its stake and one deposit to make, once', async () => {
      const account = await arrive('rich')
      const ensure = () => inTrx((trx) => ensureWallet(trx, clock, account, plentyOfStake))
      const wallet = await ensure()
      expect(wallet).toMatchObject({ stakeWei: plentyOfStake.stakeWei, heldWei: 0n, earnedWei: 0n })
      expect(await ensure()).toEqual(wallet)
      const deposits = await inTrx((trx) =>
        trx.selectFrom('stake_deposits').selectAll().where('account_id', '=', account.id).execute(),
      )
      expect(deposits).toMatchObject([
        { state: 'pending', address: wallet?.address, amount_wei: String(plentyOfStake.stakeWei) },
      ])
    })

    test('newcomers at the same moment get wallets of their own', async () => {
      const names = Array.from({ length: 8 }, (_, index) => `rush-${index}`)
      await Promise.all(names.map((name) => arriveWithWallet(name)))
      const rows = await inTrx((trx) => trx.selectFrom('wallets').select('address').execute())
      expect(new Set(rows.map((row) => row.address)).size).toBe(rows.length)
    })

    test('earnings tell stake, what is held and what is on its way', async () => {
      const { answer } = await begin(3, { protocol: 'peers' })
      const [one, two] = [await arriveWithWallet('earn-1'), await arriveWithWallet('earn-2')]
      await answer(one)
      await answer(two)
      await answer(one)
      const earnings = await inTrx((trx) => readEarnings(trx, one.personId))
      expect(earnings).toMatchObject({
        earnedWei: 0n,
        slashedWei: 0n,
        pendingWei: TOKEN / 5n,
        heldWei: 2n * TOKEN,
        stakeWei: plentyOfStake.stakeWei,
      })
    })
  })

  describe('linking', () => {
    test('codes are eight unambiguous characters, valid for ten minutes, once, the last one only', async () => {
      const account = await arrive('coder')
      const first = await issue(account)
      const { code, minutes } = await issue(account)
      expect(minutes).toBe(10)
      expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/)
      const others = await Promise.all([1, 2, 3, 4].map((index) => arrive(`other-${index}`)))
      const [a, b, c, d] = others as [Account, Account, Account, Account]
      expect(await codeOf(redeem(a, first.code))).toBe('link.badCode')
      expect(await codeOf(redeem(a, 'NONSENSE'))).toBe('link.badCode')
      expect(await codeOf(redeem(b, ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `))).toBe('no error')
      expect(await codeOf(redeem(c, code))).toBe('link.badCode')
      const late = await issue(account)
      clock.advance(10 * MINUTE_MS)
      expect(await codeOf(redeem(d, late.code))).toBe('link.badCode')
    })

    test('one cannot link to oneself, and the code stays good for others', async () => {
      const account = await arrive('narcissus')
      const { code } = await issue(account)
      expect(await codeOf(redeem(account, code))).toBe('link.sameAccount')
      expect(await codeOf(redeem(await arrive('echo'), code))).toBe('no error')
    })

    test('both identities lead to the issuing account, with the roles and the consent of both', async () => {
      const issuer = await arrive('link-a', 'discord')
      const redeemer = await arrive('link-a', 'telegram')
      const consentAt = clock.now()
      await inTrx(async (trx) => {
        await grantRole(trx, clock, issuer.id, 'expert')
        await grantRole(trx, clock, redeemer.id, 'validator')
        await giveConsent(trx, clock, redeemer.id)
      })
      await redeem(redeemer, (await issue(issuer)).code)
      const now = await arrive('link-a', 'telegram')
      expect(now).toEqual(await arrive('link-a', 'discord'))
      expect(now).toMatchObject({ id: issuer.id, consentAt, roles: new Set(['expert', 'validator']) })
    })

    test('items seen by either are never given again, and work is one list', async () => {
      const { claim, answer } = await begin(4, { protocol: 'peers' })
      const issuer = await arriveWithWallet('seen', 'discord')
      const redeemer = await arriveWithWallet('seen', 'telegram')
      await answer(issuer)
      await answer(redeemer)
      await answer(redeemer)
      await redeem(redeemer, (await issue(issuer)).code)
      const account = await arrive('seen', 'telegram')
      expect((await claim(account)).item.externalId).toBe('item-4')
      expect((await inTrx((trx) => readWork(trx, account, 10))).totals.labeled).toBe(3)
      expect(await inTrx((trx) => readEarnings(trx, account.personId))).toMatchObject({
        heldWei: 3n * TOKEN,
        stakeWei: 2n * plentyOfStake.stakeWei,
      })
    })

    test('what the redeemer was answering goes back to others', async () => {
      const { claim } = await begin(2)
      const issuer = await arriveWithWallet('back', 'discord')
      const redeemer = await arriveWithWallet('back', 'telegram')
      const { assignmentId, item } = await claim(redeemer)
      await redeem(redeemer, (await issue(issuer)).code)
      expect(await inTrx((trx) => itemRow(trx, item.id))).toMatchObject({ open_slots: 3 })
      const account = await arrive('back', 'telegram')
      const late = inTrx((trx) =>
        submitAnnotation(trx, clock, account, { assignmentId, label: 'yes', platform: 'web' }),
      )
      expect(await codeOf(late)).toBe('task.closed')
      expect((await claim(account)).item.externalId).toBe('item-2')
    })

    test('a round that waited for the redeemer alone is decided', async () => {
      const { claim, answer } = await begin(1)
      const issuer = await arriveWithWallet('waited', 'discord')
      const redeemer = await arriveWithWallet('waited', 'telegram')
      const others = await Promise.all([1, 2, 3].map((index) => arriveWithWallet(`waiting-${index}`)))
      const [late, second, third] = others as [Account, Account, Account]
      const { assignmentId, item } = await claim(late)
      clock.advance(16 * MINUTE_MS)
      await expireLeases(database.store, clock)
      await answer(second)
      await answer(third)
      await claim(redeemer)
      await inTrx((trx) =>
        submitAnnotation(trx, clock, late, { assignmentId, label: 'yes', platform: 'web' }),
      )
      expect(await inTrx((trx) => itemRow(trx, item.id))).toMatchObject({ state: 'open', wanted: 4 })
      await redeem(redeemer, (await issue(issuer)).code)
      expect(await inTrx((trx) => itemRow(trx, item.id))).toMatchObject({ state: 'decided' })
    })

    test('nobody answers an item again that the other account answered', async () => {
      const { claim, answer } = await begin(1)
      const issuer = await arriveWithWallet('twice', 'discord')
      const redeemer = await arriveWithWallet('twice', 'telegram')
      await answer(redeemer)
      const leased = await claim(issuer)
      await redeem(redeemer, (await issue(issuer)).code)
      const again = (account: Account) =>
        codeOf(
          inTrx((trx) =>
            submitAnnotation(trx, clock, account, {
              assignmentId: leased.assignmentId,
              label: 'yes',
              platform: 'web',
            }),
          ),
        )
      expect(await again(issuer)).toBe('task.closed')
      expect(await codeOf(claim(issuer))).toBe('task.none')
    })

    test('an expired lease of an item the other account answered takes no late answer', async () => {
      const { claim, answer } = await begin(1)
      const issuer = await arriveWithWallet('late', 'discord')
      const redeemer = await arriveWithWallet('late', 'telegram')
      const { assignmentId } = await claim(issuer)
      clock.advance(16 * MINUTE_MS)
      await expireLeases(database.store, clock)
      await answer(redeemer)
      await redeem(redeemer, (await issue(issuer)).code)
      const late = inTrx((trx) =>
        submitAnnotation(trx, clock, issuer, { assignmentId, label: 'yes', platform: 'web' }),
      )
      expect(await codeOf(late)).toBe('task.closed')
    })

    test('two accounts that redeem the codes of each other at once become one', async () => {
      const [one, two] = [await arrive('mutual', 'discord'), await arrive('mutual', 'telegram')]
      const [ofOne, ofTwo] = [await issue(one), await issue(two)]
      const redeemAs = (platform: string, code: string) =>
        inTrx(async (trx) => {
          await redeemLinkCode(trx, clock, await visit(trx, clock, 'mutual', platform), code)
        })
      const outcomes = [redeemAs('discord', ofTwo.code), redeemAs('telegram', ofOne.code)]
      expect((await Promise.all(outcomes.map(codeOf))).sort()).toEqual(['link.badCode', 'no error'])
      expect(await arrive('mutual', 'discord')).toEqual(await arrive('mutual', 'telegram'))
    })

    test('a third platform joins the same person', async () => {
      const [first, second, third] = await Promise.all(
        ['discord', 'telegram', 'web'].map((platform) => arrive('trio', platform)),
      )
      await redeem(second as Account, (await issue(first as Account)).code)
      await redeem(await arrive('trio', 'telegram'), (await issue(third as Account)).code)
      const accounts = await Promise.all(
        ['discord', 'telegram', 'web'].map((platform) => arrive('trio', platform)),
      )
      expect(new Set(accounts.map((account) => account.id))).toEqual(new Set([third?.id]))
      const rows = await inTrx((trx) =>
        trx
          .selectFrom('accounts')
          .select('merged_into')
          .where('person_id', '=', (third as Account).personId)
          .where('id', '!=', (third as Account).id)
          .execute(),
      )
      expect(rows).toEqual([{ merged_into: third?.id }, { merged_into: third?.id }])
    })
  })
})
