import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ExpectedError } from '../../../core/errors.ts'
import type { Account } from '../../../core/people/account.ts'
import { pauseProject } from '../../../core/projects/pause-project.ts'
import type { Setting } from '../../../core/store/person-settings.ts'
import { insertSetting, settingsOfPeople } from '../../../core/store/person-settings.ts'
import { claimItem } from '../../../core/tasks/claim-item.ts'
import { joinAccounts } from '../../../core/tasks/join-accounts.ts'
import {
  addItems,
  HandClock,
  newcomer,
  type ProtocolOverrides,
  startProject,
} from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'

describe.each(databases)('who is given which project on $name', ({ open }) => {
  let database: TestDatabase
  let clock: HandClock
  let ann: Account
  let names = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    clock = new HandClock()
    await inTrx(async (trx) => {
      const active = await trx.selectFrom('projects').select('slug').where('state', '=', 'active').execute()
      for (const { slug } of active) await pauseProject(trx, clock, { slug, accountId: null })
    })
    ann = await someone()
  })

  const inTrx: TestDatabase['store']['transaction'] = (work) => database.store.transaction(work)
  const someone = () => inTrx((trx) => newcomer(trx, clock, `audience-${++names}`))

  async function begin(overrides: ProtocolOverrides = {}): Promise<string> {
    const name = `audience-${++names}`
    const project = await inTrx((trx) => startProject(trx, clock, { name, ...overrides }))
    await addItems(database.store, project, 3)
    return name
  }
  const set = (account: Account, setting: Setting) =>
    inTrx((trx) => insertSetting(trx, account.personId, setting, { setBy: account.id, at: clock.now() }))
  const given = (account: Account, projectSlug?: string) =>
    inTrx((trx) => claimItem(trx, clock, account, { projectSlug })).then(
      (task) => task.project.slug,
      (error: ExpectedError) => error.code,
    )

  test('a project in a language of theirs comes first, and is the only one once they chose it', async () => {
    const spanish = await begin({ languages: ['es'] })
    const english = await begin({ languages: ['en-GB'] })
    expect(await given(ann)).toBe(english)
    const ben = await someone()
    await set(ben, { kind: 'language', value: 'es' })
    expect(await given(ben)).toBe(spanish)
    const cho = await someone()
    await set(cho, { kind: 'language', value: 'fr' })
    expect(await given(cho)).toBe('task.unsuited')
    expect(await given(cho, english)).toBe('task.unsuited')
  })

  test('skills and content that a project asks for keep it from everybody else', async () => {
    const slug = await begin({ skills: ['medical'], content: ['violence'] })
    expect(await given(ann)).toBe('task.unsuited')
    await set(ann, { kind: 'skill', value: 'medical' })
    expect(await given(ann)).toBe('task.unsuited')
    await set(ann, { kind: 'content', value: 'violence' })
    expect(await given(ann)).toBe(slug)
  })

  test('people who become one have the settings of both', async () => {
    const ben = await someone()
    await set(ann, { kind: 'skill', value: 'medical' })
    await set(ann, { kind: 'language', value: 'en' })
    await set(ben, { kind: 'language', value: 'en' })
    await set(ben, { kind: 'language', value: 'es' })
    await inTrx((trx) => joinAccounts(trx, clock, ann, ben))
    const settings = await inTrx((trx) => settingsOfPeople(trx, [ann.personId, ben.personId]))
    expect([...settings]).toEqual([
      [ben.personId, { languages: ['en', 'es'], content: [], skills: ['medical'] }],
    ])
  })
})
