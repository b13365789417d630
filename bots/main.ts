import './require-node.ts'
import { inspect } from 'node:util'
import closeWithGrace from 'close-with-grace'
import { explainError } from '../commands/explain-error.ts'
import { plainText } from '../commands/text.ts'
import { type Config, readConfig } from '../core/config.ts'
import { ExpectedError } from '../core/errors.ts'
import { matchLocale, translator } from '../locales/translate.ts'
import { loadEnvironment } from './load-environment.ts'
import { startTagora, type Tagora } from './start-tagora.ts'

const STOP_MS = 30_000

loadEnvironment()
try {
  const config = readConfig(process.env)
  const starting = startTagora(config)
  // From the first moment on: the local chain would outlive a start that is cut short.
  closeWithGrace({ delay: STOP_MS, logger: false }, async ({ err }) => {
    const { app, stop } = await starting
    if (err) app.log.fatal({ err }, 'stopping after an error nobody caught')
    await stop()
  })
  const tagora = await starting
  process.stdout.write(`${welcome(config, tagora).join('\n')}\n`)
} catch (thrown) {
  process.stderr.write(`${reasonNotToStart(thrown)}\n`)
  process.exit(1)
}

function reasonNotToStart(thrown: unknown): string {
  if (!(thrown instanceof ExpectedError)) return inspect(thrown)
  const t = translator(matchLocale(process.env.LANG))
  return plainText(explainError(t, thrown))
}

/** What runs, and where to look. */
function welcome(config: Config, { app, adapters }: Tagora): string[] {
  const database = config.databaseUrl.replace(/\/\/[^@/]*@/, '//')
  const web = adapters.find((adapter) => 'url' in adapter) as { url: string } | undefined
  const lines = [
    'Tagora is running.',
    `  database   ${database}`,
    `  chain      ${app.chain.rpcUrl}${config.chain ? '' : ' (local, demo wallets)'}`,
    `  token      ${app.chain.contracts.token}`,
    `  ledger     ${app.chain.contracts.ledger}`,
    `  serving    ${adapters.map((adapter) => adapter.platform).join(', ')}`,
  ]
  if (!web) return lines
  return [
    ...lines,
    '',
    `  Open ${web.url} and add yourself.`,
    '  A person named Moderator runs the project commands.',
    '',
    '  Ctrl-C stops everything; the next start goes on where it was.',
  ]
}
