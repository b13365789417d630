import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRouter } from '../../commands/router.ts'
import type { Screen } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import { addJudgements } from '../../core/store/standings.ts'
import { addItems, HandClock, newcomer, startProject } from '../support/community.ts'
import { databases, type TestDatabase } from '../support/databases.ts'

const clock = new HandClock()

describe.each(databases)('choosing what one is given, on $name', ({ open }) => {
  let database: TestDatabase
  let events = 0

  beforeAll(async () => {
    database = await open()
    const { store } = database
    const project = await store.transaction((trx) =>
      startProject(trx, clock, {
        name: 'hard',
        languages: ['en', 'es'],
        skills: ['law'],
        content: ['violence'],
      }),
    )
    await addItems(store, project, 4)
    for (const name of ['ann', 'ben', 'cho']) await store.transaction((trx) => newcomer(trx, clock, name))
    await store.transaction((trx) => trx.updateTable('accounts').set({ consent_at: clock.now() }).execute())
  })
  afterAll(() => database.close())

  async function send(who: string, said: string | { tap: string }, locale = 'en'): Promise<Screen> {
    const handle = createRouter({
      store: database.store,
      clock,
      log: pino({ level: 'silent' }),
      services: { tokenSymbol: 'LABEL', demoWallets: null },
      moderators: new Set(['web:boss']),
      tapsPer10Seconds: 1_000,
    })
    events++
    const input =
      typeof said === 'string'
        ? ({ kind: 'text', text: said } as const)
        : ({ kind: 'action', actionId: said.tap } as const)
    const screen = await handle({
      platform: 'web',
      eventId: `preferences-${events}`,
      user: { id: who, name: who, locale },
      input,
    })
    if (!screen) throw new Error('no answer')
    return screen
  }
  const text = async (who: string, said: string, locale = 'en') =>
    screenText((await send(who, said, locale)).blocks)
  const tap = (screen: Screen, label: string) => {
    const found = screen.buttons.flat().find((one) => one.label === label)
    if (!found) throw new Error(`no button ${label}`)
    return { tap: found.actionId }
  }

  test('languages and content are chosen with a tap each, and again no longer', async () => {
    const first = await send('ann', 'preferences')
    expect(screenText(first.blocks)).toContain('Languages you label in: any, yours first')
    expect(first.buttons.map((row) => row.map((one) => one.label))).toEqual([
      ['☐ English', '☐ Spanish'],
      ['☐ violence'],
    ])
    const second = await send('ann', tap(first, '☐ Spanish'))
    expect(screenText(second.blocks)).toContain('Languages you label in: Spanish')
    const third = await send('ann', tap(second, '☐ violence'))
    expect(screenText(third.blocks)).toContain('not everybody wants to see it: violence')
    const fourth = await send('ann', tap(third, '☑ Spanish'))
    expect(screenText(fourth.blocks)).toContain('Languages you label in: any, yours first')
    expect(await text('ann', 'preferences fr')).toContain('No project has "fr" right now')
  })

  test('a moderator gives a skill, by name or platform, and takes it away', async () => {
    expect(await text('ben', 'task')).toContain('asks for a language, content or skills that are not yours')
    expect(await text('boss', 'people skill hard ben law')).toContain('ben has the skill law now')
    expect(await text('ben', 'preferences')).toContain('Skills that moderators gave you: law')
    expect(await text('boss', 'people skill hard web:ben law no')).toContain('does not have the skill law')
    expect(await text('ben', 'preferences')).toContain('Skills that moderators gave you: none')
    expect(await text('boss', 'people skill hard ben cooking')).toContain('The skills it asks for: law')
    expect(await text('boss', 'people skill hard nobody law')).toContain('Nobody here is called "nobody"')
    expect(await text('cho', 'people skill hard cho law')).toContain('moderator')
  })

  test('a moderator lets people count as one, and again not', async () => {
    await database.store.transaction(async (trx) => {
      const people = await trx.selectFrom('accounts').select('person_id').execute()
      const judged = people.map((one) => ({ personId: one.person_id, right: true, weight: 1, byGold: false }))
      await addJudgements(trx, 'hard', judged, 0.99)
    })
    expect(await text('boss', 'people link hard ann ben one phone')).toContain('2 people in all')
    expect(await text('boss', 'people link hard cho ben the same answers')).toContain('3 people in all')
    expect(await text('boss', 'people link hard cho cho really')).toContain('This is one person already')
    const linked = await text('boss', 'people linked hard ben')
    expect(linked).toContain('who counts as one with them: 3 people')
    expect(linked).toMatch(/cho: linked by a moderator .*, the same answers/)
    expect(linked).toContain('out of 0 draws')
    expect(await text('boss', 'people unlink hard cho they met')).toContain('cho counts for themselves again')
    expect(await text('boss', 'people linked hard cho')).toContain('nothing links them to anybody')
    expect(await text('boss', 'people unlink hard cho again')).toContain('counts for themselves already')
  })
})
