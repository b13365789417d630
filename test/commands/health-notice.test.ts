import { expect, test } from 'vitest'
import { renderScreen as renderDiscord } from '../../bots/discord/render.ts'
import { renderScreen as renderTelegram } from '../../bots/telegram/render.ts'
import { healthNotice } from '../../commands/health-notice.ts'
import { paragraph, screenText } from '../../commands/text.ts'
import { locales, translator } from '../../locales/translate.ts'

const people = Array.from({ length: 12 }, () => '*_`[]()~>#+-=|{}.!'.repeat(12))
const alarm = {
  project: 'a-project-of-many-words-in-its-name',
  fall: { earlier: 0.91, recent: 0.72 },
  worse: people,
  fast: people,
  constant: people,
  blind: people,
  alike: [people, people, people],
}

test.each([...locales.keys()])(
  'an alarm fits one message of every platform in %s, whatever the names',
  (locale) => {
    const blocks = healthNotice(translator(locale), alarm).map(paragraph)
    expect(renderTelegram({ blocks, buttons: [] })).toHaveLength(1)
    expect(renderDiscord({ blocks, buttons: [] }).files).toEqual([])
  },
)

test('only what was found has a line', () => {
  const none = { worse: [], constant: [], blind: [], alike: [] }
  const one = { ...alarm, ...none, fall: null, project: 'sms', fast: ['Ann', 'Ben', 'Cem', 'Dan', 'Eve'] }
  expect(screenText(healthNotice(translator('en'), one).map(paragraph))).toBe(
    'Something in sms wants a look:\nVery fast: Ann, Ben, Cem, Dan, ….\nThis is no proof, and nothing has changed for anybody. The evidence is in project health.',
  )
})
