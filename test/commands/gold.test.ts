import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createRouter } from '../../commands/router.ts'
import type { Screen } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import { proposeGold } from '../../core/quality/gold/propose-gold.ts'
import { reviewStandings } from '../../core/quality/standing/review-standings.ts'
import { setRank } from '../../core/quality/standing/set-rank.ts'
import { addJudgements } from '../../core/store/standings.ts'
import { refreshBelief } from '../../core/tasks/refresh-beliefs.ts'
import { plentyOfStake, visit } from '../support/community.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { makeGold } from '../support/gold.ts'
import { Labelers } from '../support/labelers.ts'

describe.each(databases)('looking after gold and people in a chat, on $name', ({ open }) => {
  let database: TestDatabase
  let crowd: Labelers
  let events = 0

  beforeAll(async () => {
    database = await open()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    crowd = await Labelers.gather(database.store, { items: 40, people: 3, gold: { wanted: 2 } })
  })

  async function send(who: string, said: string | { tap: string }, locale = 'en'): Promise<Screen> {
    const handle = createRouter({
      store: database.store,
      clock: crowd.clock,
      log: pino({ level: 'silent' }),
      services: { tokenSymbol: 'LABEL', demoWallets: plentyOfStake },
      moderators: new Set(['web:boss', 'web:jefa']),
      tapsPer10Seconds: 1_000,
    })
    events++
    const input =
      typeof said === 'string'
        ? ({ kind: 'text', text: said } as const)
        : ({ kind: 'action', actionId: said.tap } as const)
    const user = { id: who, name: `Name of ${who}`, locale }
    const screen = await handle({ platform: 'web', eventId: `gold-${events}`, user, input })
    if (!screen) throw new Error('no answer')
    return screen
  }
  const text = async (who: string, said: string | { tap: string }, locale = 'en') =>
    screenText((await send(who, said, locale)).blocks)
  const button = (screen: Screen, label: string) => {
    const found = screen.buttons.flat().find((one) => one.label === label)
    if (!found) throw new Error(`no button ${label}`)
    return { tap: found.actionId }
  }

  test('a proposal is looked at and answered with one tap, and the next one comes', async () => {
    for (const [at, item] of (await crowd.items()).entries()) {
      for (const index of [0, 1, 2]) await crowd.answer(index, at % 2 === 0 ? 'yes' : 'no', [item])
    }
    await refreshBelief(database.store, crowd.clock, crowd.project)
    await proposeGold(database.store, crowd.clock, crowd.project, () => 0)
    const { slug } = crowd.project
    const asked = await send('boss', `gold list ${slug}`)
    expect(screenText(asked.blocks)).toContain('0 active of 2 wanted (Yes: 0, No: 0), 2 waiting')
    expect(screenText(asked.blocks)).toMatch(
      /Text number \d+ of this project.*\nItem item-\d+: everybody said/,
    )
    const next = await send('boss', button(asked, 'Yes, make it gold'))
    expect(screenText(next.blocks)).toMatch(/Item item-\d+ is gold now: (Yes|No)\.\n.*\n1 active of 2/)
    const last = await send('boss', button(next, 'No, or not sure'))
    expect(screenText(last.blocks)).toContain('tests nobody any more')
    expect(screenText(last.blocks)).toContain('Retired: withdrawn 1')
    expect(screenText(last.blocks)).toContain('Nothing waits to be confirmed.')
    expect(last.buttons).toEqual([])
    expect(await text('jefa', `gold list ${slug}`, 'es')).toContain('1 activos de 2 deseados')
  })

  test('an answer is stated in words with its reason, and corrected openly', async () => {
    const { slug } = crowd.project
    expect(await text('boss', `gold add ${slug} item-1 no because it ends in a dot`)).toContain(
      'Item item-1 is gold now: No.',
    )
    const [item] = await crowd.items()
    await crowd.answer(0, 'yes', item ? [item] : [])
    expect(await text('boss', `gold add ${slug} item-1 yes`)).toContain('judged anew and told')
    const inbox = await text(`${slug}-0`, 'inbox')
    expect(inbox).toContain('we had checked your answer Yes to “Text number 1 of this project')
    expect(inbox).toMatch(/by the answer No, which is wrong.*the right one is Yes/)
    expect(inbox).toMatch(/Your reputation was computed anew: 67\s?% before, 83\s?% now\./)
    expect(inbox).toContain('so no money changes')
    expect(await text('boss', `gold retire ${slug} item-2`)).toContain('The item "item-2" is not gold.')
    expect(await text('boss', `gold retire ${slug} item-1 whatever`)).toContain('enough, leaked, wrong')
    expect(await text('boss', `gold confirm ${slug} item-1`)).toContain('not waiting to be confirmed')
    expect(await text('boss', `gold add ${slug} item-x yes`)).toContain('has no item "item-x"')
  })

  test('people who are neither moderator nor expert of this project are refused', async () => {
    const { slug } = crowd.project
    const ann = `${slug}-0`
    expect(await text(ann, `gold list ${slug}`)).toContain('Only a moderator can do this')
    const boss = await crowd.inTrx((trx) => visit(trx, crowd.clock, 'boss'))
    await crowd.inTrx((trx) =>
      addJudgements(
        trx,
        slug,
        [{ personId: crowd.person(0).personId, right: true, weight: 1, byGold: true }],
        0.99,
      ),
    )
    expect(await text('boss', `people list ${slug}`)).toMatch(
      /Name of labelers-.* \(p-[0-9a-f]{8}\): annotator, 83\s?% right \(\d+\s?% to \d+\s?%\), 1 checked, 1 by gold/,
    )
    const order = { slug, who: `Name of ${ann}`, rank: 'expert', accountId: boss.id }
    await crowd.inTrx((trx) => setRank(trx, crowd.clock, order))
    expect(await text(ann, `gold list ${slug}`)).toContain('0 active of 2 wanted')
    expect(await text(ann, 'inbox')).toContain('A moderator made you expert in Sample.')
    // An expert of one project is none of another.
    const other = await Labelers.gather(database.store, { items: 1, people: 1 })
    expect(await text(ann, `gold list ${other.project.slug}`)).toContain('Only a moderator can do this')
    await crowd.inTrx((trx) => setRank(trx, crowd.clock, { ...order, rank: 'annotator' }))
    expect(await text(ann, `gold list ${slug}`)).toContain('Only a moderator can do this')
  })

  test('everybody sees how right they are, and what the next rank asks for', async () => {
    const { slug } = crowd.project
    const ann = `${slug}-0`
    await send(ann, 'start')
    await crowd.inTrx((trx) => trx.updateTable('accounts').set({ consent_at: crowd.clock.now() }).execute())
    expect(await text(ann, 'reputation')).toContain('You have not labeled anything yet')
    for (const item of await crowd.items()) await crowd.inTrx((trx) => makeGold(trx, item, 'yes'))
    const judged = async (times: number) => {
      for (let answer = 0; answer < times; answer++) await crowd.answer(1, 'yes')
      await reviewStandings(database.store, crowd.clock)
    }
    await judged(9)
    expect(await text(`${slug}-1`, 'reputation')).toContain('Fewer than ten of your answers')
    await judged(1)
    const shown = await text(`${slug}-1`, 'reputation')
    expect(shown).toMatch(
      /Sample: annotator\nAbout 93\s?% of your answers are right, probably between \d+\s?% and \d+\s?% \(10 answers checked, 10 by known answers/,
    )
    // One more answer tells nothing of itself.
    await judged(1)
    expect(await text(`${slug}-1`, 'reputation')).toBe(shown)
    expect(await text(`${slug}-1`, 'reputation')).toMatch(
      /For validator: surely at least 75\s?% right, over 30 checked answers, 5 of them/,
    )
  })
})
