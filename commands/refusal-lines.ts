import type { Refusal } from '../core/items/import-items.ts'
import type { Translate } from '../locales/messages.ts'

/** One line per refused row of an import: which line, and how to mend it. */
export function refusalLines(t: Translate, refusals: readonly Refusal[]): string[] {
  return refusals.map(({ line, code, detail }) => {
    const reason = t(`refusal.${code}`, { detail })
    return t('import.refusal', { line, reason })
  })
}
