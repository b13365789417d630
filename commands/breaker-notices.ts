import type { Notification } from '../core/notifications/notification.ts'
import type { Translate } from '../locales/messages.ts'
import { dateTime } from './wallet/date-time.ts'

type BreakerNotice = Notification<'breaker.tripped' | 'breaker.audited'>

export function isBreakerNotice(notification: Notification): notification is BreakerNotice {
  return notification.kind === 'breaker.tripped' || notification.kind === 'breaker.audited'
}

/** Words, for moderators, that rejections are held back, or what audits say of them. */
export function breakerLines(t: Translate, { kind, params }: BreakerNotice): string[] {
  const { project, name } = params
  if (kind === 'breaker.audited') {
    const { asked, upheld, wrong, goesOn } = params
    return [
      t('notice.breakerAudited', { project, asked, upheld, wrong }),
      t(goesOn ? 'notice.breakerGoesOn' : 'notice.breakerDoubted'),
    ]
  }
  const { rejected, total, hours, held, until, audits } = params
  const counts = { project, rejected, total, hours }
  return [
    name === null
      ? t('notice.breakerProject', counts)
      : t('notice.breakerPerson', { ...counts, name: name.slice(0, 40) }),
    ...(until === null ? [] : [t('notice.breakerHeld', { count: held, due: dateTime(t, until) })]),
    t('notice.breakerAsked', { count: audits }),
  ]
}
