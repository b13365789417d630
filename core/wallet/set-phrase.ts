import type { Clock } from '../clock.ts'
import { ExpectedError } from '../errors.ts'
import type { Account } from '../people/account.ts'
import type { Trx } from '../store/database.ts'
import { writePhrase } from '../store/safety-phrases.ts'

const LEAST = 4
const MOST = 60

/** Sets the words by which a person knows wallet messages of ours: whoever imitates us does not know them.
 * @throws ExpectedError `wallet.badPhrase` */
export async function setPhrase(trx: Trx, clock: Clock, account: Account, text: string): Promise<string> {
  const phrase = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  const { length } = [...phrase]
  if (length < LEAST || length > MOST)
    throw new ExpectedError('wallet.badPhrase', { least: LEAST, most: MOST })
  await writePhrase(trx, { accountId: account.id, phrase, setAt: clock.now() })
  return phrase
}
