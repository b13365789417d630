import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PersonId } from '../../../core/ids.ts'
import { linkPeople } from '../../../core/people/cluster/link-people.ts'
import { mergeClusters } from '../../../core/people/cluster/merge-clusters.ts'
import { unlinkPerson } from '../../../core/people/cluster/unlink-person.ts'
import { matesOf } from '../../../core/store/person-clusters.ts'
import { HandClock, newcomer } from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'

describe.each(databases)('clusters of people on $name', ({ open }) => {
  let database: TestDatabase
  let people = 0
  const clock = new HandClock()

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const someone = () => `someone-${people++}` as PersonId
  const link = (...linked: PersonId[]) =>
    inTrx((trx) => linkPeople(trx, clock, { people: linked, reason: 'the same wallet', accountId: null }))
  const mates = async (person: PersonId) => (await inTrx((trx) => matesOf(trx, [person]))).sort()
  const audit = (clusterOrPerson: string) =>
    inTrx((trx) =>
      trx
        .selectFrom('audit_entries')
        .select(['action', 'account_id', 'details'])
        .where('details', 'like', `%${clusterOrPerson}%`)
        .orderBy('id')
        .execute(),
    )

  test('people who are linked are one cluster, also through a third', async () => {
    const [a, b, c, d] = [someone(), someone(), someone(), someone()]
    expect(await link(a, b)).toBe(2)
    expect(await link(c, d)).toBe(2)
    expect(await mates(a)).toEqual([a, b])
    expect(await link(b, c)).toBe(4)
    for (const one of [a, b, c, d]) expect(await mates(one)).toEqual([a, b, c, d].sort())
    expect(await mates(someone())).toEqual([])
  })

  test('linking again what is linked changes nothing, and is not noted twice', async () => {
    const [a, b] = [someone(), someone()]
    await link(a, b)
    expect(await link(b, a)).toBe(2)
    expect((await audit(a)).length).toBe(1)
  })

  test('the audit keeps who linked and unlinked whom, and why', async () => {
    const moderator = await inTrx((trx) => newcomer(trx, clock, 'the moderator'))
    const [a, b] = [someone(), someone()]
    const by = { reason: 'same phone', accountId: moderator.id }
    await inTrx((trx) => linkPeople(trx, clock, { people: [a, b], ...by }))
    await inTrx((trx) => unlinkPerson(trx, clock, { personId: a, ...by, reason: 'two sisters' }))
    expect(await audit(a)).toEqual([
      { action: 'cluster.linked', account_id: moderator.id, details: expect.stringContaining('same phone') },
      {
        action: 'cluster.unlinked',
        account_id: moderator.id,
        details: expect.stringContaining('two sisters'),
      },
    ])
  })

  test('whoever is taken out stands alone, and so does the last one left', async () => {
    const [a, b, c] = [someone(), someone(), someone()]
    const unlink = (personId: PersonId) =>
      inTrx((trx) => unlinkPerson(trx, clock, { personId, reason: 'a mistake', accountId: null }))
    await link(a, b, c)
    expect(await unlink(a)).toBe(true)
    expect(await mates(a)).toEqual([])
    expect(await mates(b)).toEqual([b, c])
    expect(await unlink(b)).toBe(true)
    expect(await mates(c)).toEqual([])
    expect(await unlink(b)).toBe(false)
  })

  test('when two people become one, the one who stays is in the clusters of both', async () => {
    const [a, b, c, d] = [someone(), someone(), someone(), someone()]
    await link(a, b)
    await link(c, d)
    await inTrx((trx) => mergeClusters(trx, a, c))
    expect(await mates(a)).toEqual([])
    expect(await mates(c)).toEqual([b, c, d].sort())
    const [e, f, g] = [someone(), someone(), someone()]
    await link(e, f)
    await inTrx((trx) => mergeClusters(trx, e, g))
    expect(await mates(g)).toEqual([f, g].sort())
  })

  test('two linked people who become one need no cluster any more', async () => {
    const [a, b] = [someone(), someone()]
    await link(a, b)
    await inTrx((trx) => mergeClusters(trx, a, b))
    expect(await mates(b)).toEqual([])
  })
})
