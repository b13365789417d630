import type { PersonStanding, ProjectStandings } from '../core/quality/standing/read-standings.ts'
import type { Translate } from '../locales/messages.ts'
import { percent } from './percent.ts'
import type { Block } from './screen.ts'
import { heading, list, paragraph } from './text.ts'

const NAME_LENGTH = 24
const PSEUDONYM_LENGTH = 10

/** The people of a project with their ranks and how right they are; at most `limit` of them. */
export function peopleBlocks(t: Translate, { title, people }: ProjectStandings, limit: number): Block[] {
  const head = heading(t('people.title', { project: title }))
  if (people.length === 0) return [head, paragraph(t('people.none'))]
  const left = people.length - limit
  return [
    head,
    list(people.slice(0, limit).map((person) => line(t, person))),
    ...(left > 0 ? [paragraph(t('people.more', { count: left }))] : []),
  ]
}

function line(t: Translate, person: PersonStanding): string {
  const name = person.name.length > NAME_LENGTH ? `${person.name.slice(0, NAME_LENGTH - 1)}…` : person.name
  return t(person.isFixed ? 'people.lineFixed' : 'people.line', {
    name,
    id: person.pseudonym.slice(0, PSEUDONYM_LENGTH),
    rank: t(`rank.${person.rank}`),
    accuracy: percent(t, person.accuracy),
    low: percent(t, person.low),
    high: percent(t, person.high),
    judged: person.judged,
    gold: person.judgedByGold,
  })
}
