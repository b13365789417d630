import type { Command } from 'commander'
import { explainError } from '../../commands/explain-error.ts'
import { plainText } from '../../commands/text.ts'
import { type Config, readConfig } from '../../core/config.ts'
import { ExpectedError, reasonOf } from '../../core/errors.ts'
import { checkChain } from './doctor/check-chain.ts'
import { checkDatabase } from './doctor/check-database.ts'
import { checkDiscord, checkTelegram } from './doctor/check-tokens.ts'
import { checkWeb } from './doctor/check-web.ts'
import { printTable } from './print-table.ts'
import type { Terminal } from './terminal.ts'

/** What one check found; `fix` says how to mend a failure. */
export interface Finding {
  readonly check: string
  readonly ok: boolean
  readonly detail: string
}

/** `tagora doctor` */
export function addDoctor(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .description('check configuration, database, chain and tokens, and say how to fix what is wrong')
    .option('--json', 'print one JSON object')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine(terminal)
      if (json) terminal.print(JSON.stringify({ ok: findings.every((one) => one.ok), findings }))
      else printTable(findings.map(({ check, ok, detail }) => [ok ? '✓' : '✗', check, detail]))
      if (findings.some((one) => !one.ok)) terminal.exitCode = 1
    })
}

async function examine(terminal: Terminal): Promise<Finding[]> {
  const node = { check: 'node', ok: true, detail: process.version }
  let config: Config
  try {
    config = readConfig(terminal.env)
  } catch (thrown) {
    return [node, failure(terminal, 'configuration', thrown)]
  }
  const checks: [string, (config: Config) => Promise<string>][] = [
    ['database', checkDatabase],
    ['chain', checkChain],
    ['web chat', checkWeb],
    ['Discord', checkDiscord],
    ['Telegram', checkTelegram],
  ]
  const findings = await Promise.all(
    checks.map(async ([check, run]): Promise<Finding> => {
      try {
        return { check, ok: true, detail: await run(config) }
      } catch (thrown) {
        return failure(terminal, check, thrown)
      }
    }),
  )
  return [node, { check: 'configuration', ok: true, detail: 'complete' }, ...findings]
}

function failure({ t }: Terminal, check: string, thrown: unknown): Finding {
  const known = thrown instanceof ExpectedError
  return { check, ok: false, detail: known ? plainText(explainError(t, thrown)) : reasonOf(thrown) }
}
