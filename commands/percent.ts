import type { Translate } from '../locales/messages.ts'

/** A share from 0 to 1 as a whole percentage in the person's language; a dash when it is not known. */
export function percent(t: Translate, share: number | null): string {
  return share === null ? '–' : new Intl.NumberFormat(t.locale, { style: 'percent' }).format(share)
}
