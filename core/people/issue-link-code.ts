import { randomInt } from 'node:crypto'
import { type Clock, plusMs } from '../clock.ts'
import type { Trx } from '../store/database.ts'
import { replaceLinkCode } from '../store/link-codes.ts'
import type { Account } from './account.ts'

/** No 0 and O, no 1, I and L: codes are copied by hand. 31^8 codes, one attempt at a time. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const LENGTH = 8
const MINUTES = 10

/** A code that makes whoever redeems it the same person as this account; the last one issued is valid,
 * once. */
export async function issueLinkCode(
  trx: Trx,
  clock: Clock,
  account: Account,
): Promise<{ code: string; minutes: number }> {
  const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  await replaceLinkCode(trx, {
    code,
    accountId: account.id,
    expiresAt: plusMs(clock.now(), MINUTES * 60_000),
  })
  return { code, minutes: MINUTES }
}
