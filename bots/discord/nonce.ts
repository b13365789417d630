import { createHash } from 'node:crypto'

/** Discord's limit for a nonce is 25 characters. */
const LENGTH = 22

/** What keeps Discord from taking a message twice that is sent again within a few minutes, when the answer to the first
 * attempt got lost. */
export function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, LENGTH)
}
