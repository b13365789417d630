import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExpectedError } from '../../../core/errors.ts'
import type { WalletJoinId } from '../../../core/ids.ts'
import type { Account } from '../../../core/people/account.ts'
import { issueLinkCode } from '../../../core/people/issue-link-code.ts'
import { latestNotifications } from '../../../core/store/notifications.ts'
import { findPhrase } from '../../../core/store/safety-phrases.ts'
import { findLink } from '../../../core/store/wallet-links.ts'
import { answerJoin } from '../../../core/tasks/answer-join.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { redeemLinkCode } from '../../../core/tasks/redeem-link-code.ts'
import { submitAnnotation } from '../../../core/tasks/submit-annotation.ts'
import { askJoin } from '../../../core/wallet/ask-join.ts'
import { setPhrase } from '../../../core/wallet/set-phrase.ts'
import { addItems, HandClock, newcomer, startProject, visit } from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { HOUR_MS, link, newKey, prove } from './proofs.ts'

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: ExpectedError) => error.code,
  )

describe.each(databases)('accounts of one wallet on $name', ({ open }) => {
  const clock = new HandClock()
  let database: TestDatabase
  let people = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const arrive = (platform = 'web', userId = `person-${people++}`) =>
    inTrx((trx) => visit(trx, clock, userId, platform))
  const noticesOf = ({ personId }: Account) => inTrx((trx) => latestNotifications(trx, personId, 5))

  /** An owner with a linked wallet, and somebody else who proved it and asked to be joined. */
  async function asked(ownerId = `owner-${people++}`, askerId = `asker-${people++}`) {
    const key = newKey()
    const owner = await arrive('telegram', ownerId)
    await link(database.store, clock, owner, key)
    const asker = await arrive('discord', askerId)
    const flow = await prove(database.store, clock, asker, key)
    await inTrx((trx) => askJoin(trx, clock, asker, flow.id))
    const [notice] = await noticesOf(owner)
    if (notice?.kind !== 'wallet.joinAsked') throw new Error('the owner was not asked')
    return { owner, asker, key, joinId: notice.params.joinId as WalletJoinId, ownerId, askerId }
  }
  const answer = (account: Account, id: WalletJoinId, isMine: boolean) =>
    inTrx((trx) => answerJoin(trx, clock, account, { id, isMine }))

  test('become one person when both say so; what either saw stays seen, and the wallet stays', async () => {
    const name = `join-${people++}`
    const project = await inTrx((trx) => startProject(trx, clock, { name, redundancy: 3 }))
    await addItems(database.store, project, 2)
    const [ownerId, askerId] = [`owner-${people++}`, `asker-${people++}`]
    await inTrx((trx) => newcomer(trx, clock, askerId, { platform: 'discord' }))
    await inTrx((trx) => newcomer(trx, clock, ownerId, { platform: 'telegram' }))
    const { owner, asker, key, joinId } = await asked(ownerId, askerId)
    await inTrx((trx) => setPhrase(trx, clock, asker, 'blue horse sings'))
    const label = async (account: Account) => {
      const { assignmentId, item } = await inTrx((trx) =>
        claimItem(trx, clock, account, { projectSlug: project.slug }),
      )
      await inTrx((trx) =>
        submitAnnotation(trx, clock, account, { assignmentId, label: 'yes', platform: 'web' }),
      )
      return item.id
    }
    const seen = await label(asker)

    await answer(owner, joinId, true)
    const now = await arrive('discord', askerId)
    expect(now).toMatchObject({ id: owner.id, personId: owner.personId })
    expect(await inTrx((trx) => findLink(trx, now.id))).toMatchObject({ address: key.address })
    expect(await inTrx((trx) => findPhrase(trx, now.id))).toBe('blue horse sings')
    expect(await label(now)).not.toBe(seen)
    expect(await codeOf(inTrx((trx) => claimItem(trx, clock, now, { projectSlug: project.slug })))).toBe(
      'task.none',
    )
    expect((await noticesOf(now))[0]).toMatchObject({
      kind: 'wallet.joinAnswered',
      params: { isJoined: true },
    })
    expect(await codeOf(answer(owner, joinId, true))).toBe('wallet.joinOver')
  })

  test('stay two when the owner says no, and the asker is told', async () => {
    const { owner, asker, joinId, askerId } = await asked()
    await answer(owner, joinId, false)
    expect((await arrive('discord', askerId)).id).toBe(asker.id)
    expect((await noticesOf(asker))[0]).toMatchObject({ params: { isJoined: false } })
  })

  test('nobody else can answer, and not after a day', async () => {
    const { owner, asker, joinId } = await asked()
    expect(await codeOf(answer(asker, joinId, true))).toBe('wallet.joinOver')
    clock.advance(24 * HOUR_MS)
    expect(await codeOf(answer(owner, joinId, true))).toBe('wallet.joinOver')
  })

  test('two wallets never become one person’s at once: that would go round the delay of a change', async () => {
    const [key, own] = [newKey(), newKey()]
    const owner = await arrive()
    await link(database.store, clock, owner, key)
    const asker = await arrive()
    await link(database.store, clock, asker, own)
    const flow = await prove(database.store, clock, asker, key)
    expect(await codeOf(inTrx((trx) => askJoin(trx, clock, asker, flow.id)))).toBe('wallet.twoWallets')
    const { code } = await inTrx((trx) => issueLinkCode(trx, clock, owner))
    expect(await codeOf(inTrx((trx) => redeemLinkCode(trx, clock, asker, code)))).toBe('wallet.twoWallets')
  })

  test('a link code takes the wallet along to an account that has none', async () => {
    const [worker, fresh] = [await arrive(), await arrive()]
    const key = newKey()
    await link(database.store, clock, worker, key)
    const { code } = await inTrx((trx) => issueLinkCode(trx, clock, fresh))
    await inTrx((trx) => redeemLinkCode(trx, clock, worker, code))
    expect(await inTrx((trx) => findLink(trx, fresh.id))).toMatchObject({ address: key.address })
  })
})
