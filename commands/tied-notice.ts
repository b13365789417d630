import type { NotificationParams } from '../core/notifications/notification.ts'
import type { Translate } from '../locales/messages.ts'

/** Who counts as one from now on, why, and what a moderator who knows better does. */
export function tiedNotice(t: Translate, { pairs, count }: NotificationParams<'people.tied'>): string[] {
  return [
    t('notice.tied', { count }),
    ...pairs.map(({ one, other, kind, detail }) => t(`notice.tied.${kind}`, { one, other, detail })),
    ...(count > pairs.length ? [t('notice.tiedMore', { count: count - pairs.length })] : []),
    t('notice.tiedAdvice'),
  ]
}
