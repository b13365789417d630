import { readKeystore } from '../../../core/chain/keystore.ts'
import { ExpectedError } from '../../../core/errors.ts'
import { PUBLIC_KEYS } from '../../../core/public-keys.ts'
import type { Terminal } from '../terminal.ts'
import { askPassword } from './ask-password.ts'

interface Where {
  /** File of an encrypted keystore; preferred to the environment. */
  readonly keystore?: string | undefined
  /** Variable of the environment with the key itself. */
  readonly variable: string
  /** Whether keys that everybody knows will do: on a chain that holds nothing. */
  readonly publicKeys: boolean
}

/** A private key from an encrypted keystore or the environment. It is never printed or logged.
 * @throws ExpectedError `key.none`, `key.public`, `key.noPassword`, `key.unreadable` */
export async function readKey(
  { env, t }: Terminal,
  { keystore, variable, publicKeys }: Where,
): Promise<string> {
  const key = keystore
    ? await readKeystore(keystore, await askPassword(env, t('key.password')))
    : env[variable]
  if (!key || !/^0x[0-9a-fA-F]{64}$/.test(key)) throw new ExpectedError('key.none', { variable })
  if (!publicKeys && PUBLIC_KEYS.has(key.toLowerCase())) throw new ExpectedError('key.public', {})
  return key
}
