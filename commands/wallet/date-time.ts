import type { Translate } from '../../locales/messages.ts'

/** A moment as people write it, in UTC, which everybody can convert. */
export function dateTime({ locale }: Translate, instant: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  return `${format.format(new Date(instant))} UTC`
}
