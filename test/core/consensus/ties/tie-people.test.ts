import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { tiePeople } from '../../../../core/consensus/ties/tie-people.ts'
import type { Account } from '../../../../core/people/account.ts'
import { linkTies } from '../../../../core/people/cluster/link-ties.ts'
import { mergeClusters } from '../../../../core/people/cluster/merge-clusters.ts'
import { unlinkPerson } from '../../../../core/people/cluster/unlink-person.ts'
import { insertInvites } from '../../../../core/store/invites.ts'
import { matesOf } from '../../../../core/store/person-clusters.ts'
import { insertTies } from '../../../../core/store/person-ties.ts'
import { insertRoleOfPerson } from '../../../../core/store/roles.ts'
import { storeFundings } from '../../../../core/store/wallet-fundings.ts'
import { endLink, insertLink } from '../../../../core/store/wallet-links.ts'
import { HandClock, visit } from '../../../support/community.ts'
import { databases, type TestDatabase } from '../../../support/databases.ts'

const FUNDER = `0x${'f'.repeat(40)}`
const TREASURY = `0x${'e'.repeat(40)}`

describe.each(databases)('people whom something ties, on $name', ({ open }) => {
  let database: TestDatabase
  let clock: HandClock
  let wallets = 0

  beforeEach(async () => {
    database = await open()
    clock = new HandClock()
  })
  afterEach(() => database.close())

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const person = (name: string, platform = 'web') => inTrx((trx) => visit(trx, clock, name, platform))
  const nextAddress = () => `0x${String(wallets++).padStart(40, '0')}`
  const link = async (account: Account, address = nextAddress()) => {
    const common = { chainId: 1n, holder: 'key', method: 'page', linkedAt: clock.now() } as const
    await inTrx((trx) => insertLink(trx, { ...common, accountId: account.id, address }))
    return address
  }
  const fund = (funder: string, addresses: readonly string[]) =>
    inTrx((trx) =>
      storeFundings(
        trx,
        addresses,
        9,
        addresses.map((address) => ({ address, funder })),
      ),
    )
  const tie = () => tiePeople(database.store, clock, { trusted: new Set([TREASURY]) })
  const mates = async ({ personId }: Account) => (await inTrx((trx) => matesOf(trx, [personId]))).sort()
  const moderate = async ({ personId }: Account) =>
    inTrx((trx) => insertRoleOfPerson(trx, { personId, role: 'moderator', grantedAt: clock.now() }))
  const idsOf = (...accounts: Account[]) => accounts.map(({ personId }) => personId).sort()
  const notices = async () =>
    (
      await inTrx((trx) =>
        trx.selectFrom('notifications').selectAll().where('kind', '=', 'people.tied').execute(),
      )
    ).map(({ params }) => JSON.parse(params))

  test('wallets that one address funded are one hand, and a moderator can undo it for good', async () => {
    const boss = await person('boss')
    await moderate(boss)
    const [ada, bob, cid, dan] = [
      await person('ada'),
      await person('bob'),
      await person('cid'),
      await person('dan'),
    ]
    await fund(FUNDER, [await link(ada), await link(bob)])
    await fund(TREASURY, [await link(cid), await link(dan)])
    expect(await tie()).toBe(1)
    expect(await tie()).toBe(0)
    expect(await mates(ada)).toEqual(idsOf(ada, bob))
    expect(await mates(cid)).toEqual([])
    const told = await notices()
    expect(told).toEqual([
      {
        count: 1,
        pairs: [{ one: expect.any(String), other: expect.any(String), kind: 'funding', detail: FUNDER }],
      },
    ])
    expect([told[0].pairs[0].one, told[0].pairs[0].other].sort()).toEqual(['Name of ada', 'Name of bob'])

    const because = { personId: bob.personId, reason: 'siblings', accountId: boss.id }
    await inTrx((trx) => unlinkPerson(trx, clock, because))
    await fund(FUNDER, [await link(dan, nextAddress())])
    await inTrx((trx) =>
      insertTies(
        trx,
        [{ people: [bob.personId, ada.personId], kind: 'funding', detail: FUNDER }],
        clock.now(),
      ),
    )
    expect(await tie()).toBe(0)
    expect(await mates(bob)).toEqual([])
  })

  test('who sends tokens to the wallet of another is tied to them, linked before or after', async () => {
    const [ada, bob, cid] = [await person('ada'), await person('bob'), await person('cid')]
    const [adas, bobs] = [await link(ada), await link(bob)]
    await fund(adas, [bobs])
    expect(await tie()).toBe(1)
    expect(await mates(bob)).toEqual(idsOf(ada, bob))
    const later = nextAddress()
    await fund(later, [adas])
    expect(await tie()).toBe(0)
    await link(cid, later)
    expect(await tie()).toBe(1)
    expect(await mates(cid)).toEqual(idsOf(ada, bob, cid))
  })

  test('whoever funds many, or moderates, ties nobody', async () => {
    const boss = await person('boss')
    await moderate(boss)
    const bosses = await link(boss)
    const [ada, bob] = [await person('ada'), await person('bob')]
    await fund(bosses, [await link(ada), await link(bob)])
    const crowd = await Promise.all(Array.from({ length: 11 }, (_, index) => person(`one-${index}`)))
    const addresses = []
    for (const one of crowd) addresses.push(await link(one))
    await fund(FUNDER, addresses)
    expect(await tie()).toBe(0)
    expect(await notices()).toEqual([])
  })

  test('a wallet that one person had and then another ties the two', async () => {
    const [ada, bob] = [await person('ada'), await person('bob')]
    const address = await link(ada)
    await inTrx((trx) => endLink(trx, ada.id, clock.now()))
    await link(bob, address)
    expect(await tie()).toBe(1)
    expect(await mates(ada)).toEqual(idsOf(ada, bob))
  })

  test('who brought whom is one tree once they are known here, unless they gather the community', async () => {
    const boss = await person('1', 'telegram')
    await moderate(boss)
    const invite = (inviterId: string, invitedIds: string[]) =>
      inTrx((trx) => insertInvites(trx, { platform: 'telegram', inviterId, invitedIds }, clock.now()))
    await invite('1', ['2', '3'])
    await invite('2', ['4', '5'])
    await invite(
      '3',
      Array.from({ length: 21 }, (_, index) => String(100 + index)),
    )
    await invite('9', ['4'])
    expect(await tie()).toBe(0)
    const [two, four, five] = [
      await person('2', 'telegram'),
      await person('4', 'telegram'),
      await person('5', 'telegram'),
    ]
    await person('3', 'telegram')
    await person('100', 'telegram')
    await person('9', 'telegram')
    expect(await tie()).toBe(2)
    expect(await mates(four)).toEqual(idsOf(two, four, five))
    expect((await notices())[0].pairs.map(({ kind }: { kind: string }) => kind)).toEqual(['invite', 'invite'])
  })

  test('moderators are told once of whom a process linked that ended before it said so', async () => {
    await moderate(await person('boss'))
    const [ada, bob] = [await person('ada'), await person('bob')]
    const people = [ada.personId, bob.personId] as const
    await inTrx((trx) => insertTies(trx, [{ people, kind: 'votes', detail: 'sms' }], clock.now()))
    expect(await linkTies(database.store, clock)).toBe(1)
    expect(await notices()).toEqual([])
    expect(await tie()).toBe(0)
    await tie()
    expect(await notices()).toMatchObject([{ count: 1, pairs: [{ kind: 'votes', detail: 'sms' }] }])
  })

  test('what tied somebody ties the person they become', async () => {
    const [ada, bob, cid] = [await person('ada'), await person('bob'), await person('cid')]
    const people = [ada.personId, bob.personId] as const
    await inTrx(async (trx) => {
      await insertTies(trx, [{ people, kind: 'votes', detail: 'sms' }], clock.now())
      await mergeClusters(trx, bob.personId, cid.personId)
    })
    expect(await tie()).toBe(1)
    expect(await mates(ada)).toEqual(idsOf(ada, cid))
  })
})
