import type { OpenItem } from '../open-items.ts'
import { type Difference, differs } from './replay.ts'

/**
 * Holds the open items the ledger states against the computed ones: which items a round left undecided, who was
 * drawn for them and how they voted.
 */
export function compareOpenItems(
  batch: number,
  stated: readonly string[],
  computed: { readonly open: readonly OpenItem[]; readonly openItems: readonly string[] },
): Difference[] {
  const length = Math.max(stated.length, computed.openItems.length)
  for (let index = 0; index < length; index++) {
    const [one = 'decided', other = 'decided'] = [stated[index], computed.openItems[index]]
    if (one === other) continue
    const width = computed.openItems.length / Math.max(1, computed.open.length)
    const item = computed.open[Math.floor(index / Math.max(1, width))]?.item ?? itemIn(one)
    return differs('verify.openItem', { batch, item, stated: one, computed: other })
  }
  return []
}

/** Item that the first word of an open item names. */
function itemIn(word: string): number {
  return Number.parseInt(word.slice(2, 6), 16)
}
