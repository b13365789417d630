import { expect, test } from 'vitest'
import { renderScreen as renderDiscord } from '../../bots/discord/render.ts'
import { renderScreen as renderTelegram } from '../../bots/telegram/render.ts'
import { disputeBlocks } from '../../commands/dispute-blocks.ts'
import { heading, paragraph, screenText } from '../../commands/text.ts'
import type { GoldDispute } from '../../core/quality/gold/read-disputes.ts'
import { locales, translator } from '../../locales/translate.ts'

const AWKWARD = '*_`[]()~>#+-=|{}.!'

function awkward(length: number): string {
  return AWKWARD.repeat(Math.ceil(length / AWKWARD.length)).slice(0, length)
}

const dispute: GoldDispute = {
  externalId: awkward(200),
  text: awkward(4_000),
  saidTitle: awkward(40),
  why: awkward(1_000),
  isKnown: false,
  objections: 1_234,
  given: Array.from({ length: 20 }, () => ({ labelTitle: awkward(40), people: 25 })),
}

test.each([...locales.keys()])(
  'a dispute fits one message of every platform in %s, whatever it says',
  (locale) => {
    const t = translator(locale)
    const words = { item: awkward(60), label: awkward(40) }
    const blocks = [
      paragraph(t('gold.known', words)),
      heading(t('gold.disputesTitle', { project: awkward(100), count: 20 })),
      ...disputeBlocks(t, dispute),
      paragraph(t('gold.whichAnswer')),
    ]
    expect(renderTelegram({ blocks, buttons: [] })).toHaveLength(1)
    expect(renderDiscord({ blocks, buttons: [] }).files).toEqual([])
  },
)

test('what is only doubted still judges; what is in doubt does not', () => {
  const t = translator('en')
  const plain = { ...dispute, text: 'See you', externalId: '7', saidTitle: 'Spam', why: null }
  const given = [{ labelTitle: 'Ham', people: 3 }]
  const doubted = screenText(disputeBlocks(t, { ...plain, given, isKnown: true, objections: 1 }))
  expect(doubted).toBe(
    'See you\nItem 7 was gold with the answer Spam. It tests nobody now.\n1 person holds this answer for wrong.\nPeople say: Ham 3.',
  )
  const inDoubt = screenText(disputeBlocks(t, { ...plain, given: [], objections: 0 }))
  expect(inDoubt).toContain('It judges nobody until somebody says what it is.')
  expect(inDoubt).toContain('Nobody answered it as gold.')
})
