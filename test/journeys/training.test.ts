import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderScreen as renderDiscord } from '../../bots/discord/render.ts'
import { createRouter } from '../../commands/router.ts'
import type { Screen } from '../../commands/screen.ts'
import { screenText } from '../../commands/text.ts'
import { maintainGold } from '../../core/quality/gold/maintain-gold.ts'
import { reviewStandings } from '../../core/quality/standing/review-standings.ts'
import { plentyOfStake } from '../support/community.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { makeGold } from '../support/gold.ts'
import { Labelers } from '../support/labelers.ts'

const first = () => 0

/** From the first message to a rank, through the router: practice, work, examples, reputation. */
describe.each(databases)('learning to label, on $name', ({ open }) => {
  let database: TestDatabase
  let crowd: Labelers
  let events = 0
  const last = new Map<string, Screen>()

  beforeAll(async () => {
    database = await open()
    crowd = await Labelers.gather(database.store, {
      items: 40,
      people: 2,
      redundancy: 3,
      maxRedundancy: 3,
      practice: { items: 3, right: 2 },
      ranks: { validator: { accuracy: 0.6, answers: 8, gold: 0 } },
    })
    for (const [at, item] of (await crowd.items()).slice(0, 12).entries()) {
      await crowd.inTrx((trx) => makeGold(trx, item, at % 2 === 0 ? 'yes' : 'no'))
    }
    await crowd.inTrx((trx) => trx.updateTable('gold_items').set({ why: 'Because I say so' }).execute())
    await maintainGold(database.store, crowd.clock, first)
    const passed = crowd.people.map((one) => ({
      project_id: crowd.project.id,
      person_id: one.personId,
      rank: 'annotator',
      changed_at: crowd.clock.now(),
    }))
    await crowd.inTrx((trx) => trx.insertInto('ranks').values(passed).execute())
  })
  afterAll(() => database.close())

  async function say(who: string, text: string): Promise<string> {
    const handle = createRouter({
      store: database.store,
      clock: crowd.clock,
      log: pino({ level: 'silent' }),
      services: { tokenSymbol: 'LABEL', demoWallets: plentyOfStake },
      moderators: new Set(),
      tapsPer10Seconds: 1_000,
    })
    events++
    const user = { id: who, name: who, locale: who === 'luz' ? 'es' : 'en' }
    const input = { kind: 'text', text } as const
    crowd.clock.advance(1_000)
    const screen = await handle({ platform: 'web', eventId: `training-${events}`, user, input })
    if (!screen) throw new Error('no answer')
    last.set(who, screen)
    // Whatever is said fits into a message of the narrowest platform.
    expect(JSON.stringify(renderDiscord(screen)).length).toBeGreaterThan(0)
    expect(screenText(screen.blocks).length).toBeLessThan(2_000)
    return screenText(screen.blocks)
  }
  const labels = (who: string) =>
    last
      .get(who)
      ?.buttons.flat()
      .map((button) => button.label) ?? []
  /** The known label of the item that the latest screen shows. */
  async function truth(who: string): Promise<'Yes' | 'No'> {
    const number = Number(/Text number (\d+)/.exec(screenText(last.get(who)?.blocks ?? []))?.[1])
    return number % 2 === 1 ? 'Yes' : 'No'
  }

  test('practice first, openly, without anything at stake', async () => {
    await say('ann', 'start')
    await say('ann', 'English')
    const welcome = await say('ann', 'I agree')
    expect(welcome).toContain('you practise on a few whose answer is known')
    expect(labels('ann')).toEqual(['Practise'])
    expect(await say('ann', 'task')).toContain('until 2 of the latest 3 are right')
    expect(labels('ann')).toEqual(['Practise'])
    expect(await say('ann', 'Practise')).toContain('0 of the latest 3 right; with 2 you begin')
    const right = await truth('ann')
    const wrong = right === 'Yes' ? 'No' : 'Yes'
    expect(await say('ann', wrong)).toMatch(new RegExp(`Not quite: it is ${right}\\.\\nBecause I say so`))
    await say('ann', 'Next one')
    expect(await say('ann', await truth('ann'))).toContain('Right: it is')
    await say('ann', 'Next one')
    expect(await say('ann', await truth('ann'))).toContain('Well done: you are ready for Sample.')
    expect(await say('ann', 'Start labeling')).toContain('Yes or no?')
    expect(await say('ann', 'reputation')).toContain('Sample: annotator')
  })

  test('examples of what is confused, before the next item', async () => {
    const text = await say('ann', 'task')
    expect(text).toContain('Yes or no?')
    // Ann says yes to everything; the others know that it is no.
    const others = (await crowd.items()).slice(12)
    let shown = ''
    for (let answer = 0; answer < 12 && !shown; answer++) {
      const said = await say('ann', 'Yes')
      if (said.includes('No or Yes?')) shown = said
      for (const index of [0, 1]) await crowd.answer(index, 'no', others).catch(() => undefined)
      await reviewStandings(database.store, crowd.clock, first)
    }
    expect(shown).toContain('Saved: Yes.\nNo or Yes?\nSome of what you called Yes turned out to be No')
    expect(shown).toContain('No: It is not so')
    expect(shown).toContain('Good: Yes – It shows how')
    expect(labels('ann')).toContain('Next item')
  })

  test('what follows is explained in the own language', async () => {
    await say('luz', 'start')
    await say('luz', 'Español')
    expect(await say('luz', 'Acepto')).toContain('practicas con algunos de respuesta conocida')
    await say('luz', 'Practicar')
    expect(labels('luz')).toEqual(['Yes', 'No'])
    expect(await say('luz', await truth('luz'))).toContain('Correcto: es')
    await crowd.inTrx((trx) =>
      trx
        .updateTable('standings')
        .set({ right_weight: 60, judged: 60, review: 'judged' })
        .where('person_id', '=', crowd.person(0).personId)
        .execute(),
    )
    await reviewStandings(database.store, crowd.clock, first)
    const inbox = await say(`${crowd.project.slug}-0`, 'inbox')
    expect(inbox).toContain('You are now validator in Sample.')
    expect(inbox).toMatch(/almost surely more than \d+\s?%; 60\s?% are asked for/)
  })
})
