import type { GoldStated } from '../core/quality/gold/add-gold.ts'

/** What to say after the answer of an item was stated. */
export function statedKey({ isActive, isSame }: GoldStated): 'gold.added' | 'gold.kept' | 'gold.known' {
  if (isActive) return 'gold.added'
  return isSame ? 'gold.kept' : 'gold.known'
}
