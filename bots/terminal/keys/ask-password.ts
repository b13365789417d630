import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { ExpectedError } from '../../../core/errors.ts'

/** The password of a keystore: from the environment, or asked for on a terminal without being shown.
 * @throws ExpectedError `key.noPassword` where there is neither */
export async function askPassword(
  env: Readonly<Record<string, string | undefined>>,
  prompt: string,
  variable = 'KEYSTORE_PASSWORD',
): Promise<string> {
  const given = env[variable]
  if (given) return given
  if (!process.stdin.isTTY) throw new ExpectedError('key.noPassword', { variable })
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  process.stderr.write(`${prompt}: `)
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
