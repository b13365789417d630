import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noticeBlocks, noticeButtons } from '../../../commands/notice-blocks.ts'
import { screenText } from '../../../commands/text.ts'
import { tiePeople } from '../../../core/consensus/ties/tie-people.ts'
import { watchHealth } from '../../../core/insights/watch-health.ts'
import type { Account } from '../../../core/people/account.ts'
import { grantRole } from '../../../core/people/grant-role.ts'
import { pauseProject } from '../../../core/projects/pause-project.ts'
import type { Answers } from '../../../core/quality/agreement/answers.ts'
import { latestNotifications } from '../../../core/store/notifications.ts'
import { translator } from '../../../locales/translate.ts'
import { visit } from '../../support/community.ts'
import { databases, type TestDatabase } from '../../support/databases.ts'
import { clock, makeProject } from '../projects/project-file.ts'
import { simulateCrowd } from '../quality/agreement/simulated-crowd.ts'
import { fillProject } from './fill-project.ts'

const services = { tokenSymbol: 'LABEL', demoWallets: null }

describe.each(databases)('moderators hear what wants a look on $name', ({ open }) => {
  let database: TestDatabase
  let boss: Account

  beforeAll(async () => {
    database = await open()
    boss = await database.store.transaction(async (trx) => {
      const account = await visit(trx, clock, 'boss')
      await grantRole(trx, clock, account.id, 'moderator')
      return account
    })
  })
  afterAll(() => database.close())

  const heard = () => database.store.transaction((trx) => latestNotifications(trx, boss.personId, 10))
  const watch = () => watchHealth(database.store, clock)
  const pause = (slug: string) =>
    database.store.transaction((trx) => pauseProject(trx, clock, { slug, accountId: null }))
  const wordsOf = async (locale: 'en' | 'es') => {
    const [latest] = await heard()
    if (!latest) throw new Error('nothing was told')
    return screenText(noticeBlocks(translator(locale), services, latest)).split('\n')
  }

  test('a clique and people who do not look are named once, with the way to the evidence', async () => {
    const plan = { seed: 2, people: 40, items: 400, redundancy: 10, labels: 2, clique: 0.2, spammers: 0.1 }
    const project = await makeProject(database.store, { name: 'crowd' })
    await fillProject(database.store, clock, project, simulateCrowd(plan).answers)
    expect(await watch()).toBe(1)
    await watch()
    const told = await heard()
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ kind: 'health.alarm', params: { project: 'crowd', fall: null } })
    const lines = (await wordsOf('en')).join('\n')
    expect(lines).toContain('Something in crowd wants a look')
    expect(lines).toMatch(/8 people answer alike far more often than what they know explains: Person \d/)
    expect(lines).toMatch(/Very fast: Person \d+/)
    expect(lines).toContain('This is no proof')
    expect((await wordsOf('es')).join('\n')).toContain('8 personas responden igual')
    const buttons = told[0] ? noticeButtons(translator('en'), told[0]) : []
    expect(buttons).toMatchObject([[{ command: 'project health', args: { project: 'crowd' } }]])
    // All of them count as one from now on, and moderators are told so.
    await tiePeople(database.store, clock, { trusted: new Set() })
    const ties = await database.store.transaction((trx) =>
      trx.selectFrom('person_clusters').selectAll().execute(),
    )
    expect(ties).toHaveLength(8)
    expect(new Set(ties.map((one) => `${one.cluster_id} ${one.reason}`)).size).toBe(1)
    expect((await wordsOf('en')).join('\n')).toMatch(
      /7 pairs of people count as one[\s\S]*their answers in crowd agree far beyond chance[\s\S]*people unlink/,
    )
    expect((await wordsOf('es')).join('\n')).toContain('coinciden mucho más de lo casual')
    await pause('crowd')
    expect(await watch()).toBe(0)
  })

  test('a fall of everybody is told with both figures', async () => {
    const project = await makeProject(database.store, { name: 'falling' })
    await fillProject(database.store, clock, project, falling())
    expect(await watch()).toBe(1)
    const [told] = await heard()
    expect(told).toMatchObject({ params: { project: 'falling', fall: { earlier: 1, recent: 0.5 } } })
    expect(await wordsOf('en')).toContain(
      'Everybody taken together, 50% of recent answers agree with gold and decisions; 100% of earlier ones did.',
    )
    await pause('falling')
  })

  test('people who answer well raise no alarm', async () => {
    const crowd = simulateCrowd({ seed: 4, people: 8, items: 60, redundancy: 4, labels: 2 })
    const project = await makeProject(database.store, { name: 'good' })
    await fillProject(database.store, clock, project, crowd.answers)
    expect(await watch()).toBe(0)
  })
})

/** Four people who are right on their first 100 items, and on every other of the last 50. */
function falling(): Answers {
  const items = Array.from({ length: 150 }, (_, item) => ({ decided: item % 2, gold: null }))
  const list = items.flatMap(({ decided }, item) =>
    [0, 1, 2, 3].map((person) => ({
      item,
      person,
      label: item < 100 || (item + person) % 2 === 0 ? decided : 1 - decided,
      durationMs: 8_000 + 10 * person,
    })),
  )
  return { labels: 2, people: 4, items, list }
}
