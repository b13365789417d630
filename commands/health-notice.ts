import type { NotificationParams } from '../core/notifications/notification.ts'
import type { Translate } from '../locales/messages.ts'
import { percent } from './percent.ts'

/** People named in one line, and lines about groups: all of it must fit into one message. */
const NAMED = 4
const GROUPS = 2
const NAME_LENGTH = 24

/** What about a project wants a moderator's look, in a line for each kind of finding. */
export function healthNotice(t: Translate, alarm: NotificationParams<'health.alarm'>): string[] {
  const { project, fall } = alarm
  const some = (
    key: 'notice.healthWorse' | 'notice.healthFast' | 'notice.healthConstant' | 'notice.healthBlind',
    people: readonly string[],
  ) => (people.length > 0 ? [t(key, { people: namesOf(people) })] : [])
  return [
    t('notice.healthAlarm', { project }),
    ...(fall
      ? [t('notice.healthFall', { earlier: percent(t, fall.earlier), recent: percent(t, fall.recent) })]
      : []),
    ...some('notice.healthWorse', alarm.worse),
    ...some('notice.healthFast', alarm.fast),
    ...some('notice.healthConstant', alarm.constant),
    ...some('notice.healthBlind', alarm.blind),
    ...alarm.alike
      .slice(0, GROUPS)
      .map((people) => t('notice.healthAlike', { people: namesOf(people), count: people.length })),
    t('notice.healthAdvice'),
  ]
}

function namesOf(people: readonly string[]): string {
  const named = people
    .slice(0, NAMED)
    .map((name) => (name.length > NAME_LENGTH ? `${[...name].slice(0, NAME_LENGTH).join('')}…` : name))
    .join(', ')
  return people.length > NAMED ? `${named}, …` : named
}
