import { expect } from 'vitest'
import { differingHoldings } from './ledger-books.ts'
import type { Community } from './validators.ts'

const PATIENCE_MS = 30_000

/** Waits until our books say of everybody what the ledger says. */
export async function untilBooksAgree(community: Community): Promise<void> {
  await expect.poll(() => differingHoldings(community), { timeout: PATIENCE_MS }).toEqual([])
}
