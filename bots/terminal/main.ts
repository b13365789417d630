import { Command, CommanderError } from 'commander'
import { explainError } from '../../commands/explain-error.ts'
import { plainText } from '../../commands/text.ts'
import { ExpectedError } from '../../core/errors.ts'
import { matchLocale, translator } from '../../locales/translate.ts'
import { loadEnvironment } from '../load-environment.ts'
import { addDeploy } from './deploy.ts'
import { addDoctor } from './doctor.ts'
import { addExport } from './export.ts'
import { addGoldCommands } from './gold.ts'
import { addInfer } from './infer.ts'
import { addKey } from './key.ts'
import { addOperator } from './operator.ts'
import { addPeople } from './people.ts'
import { addProject } from './project.ts'
import { addReplay } from './replay.ts'
import { addSimulate } from './simulate.ts'
import type { Terminal } from './terminal.ts'
import { addTransactions } from './transactions.ts'
import { addVerify } from './verify.ts'

/** Runs `tagora <arguments>` and returns the exit code: 0, or 1 after a worded error. */
export async function main(argv: readonly string[]): Promise<number> {
  loadEnvironment()
  const { env } = process
  const terminal: Terminal = {
    env,
    t: translator(matchLocale(env.LC_ALL || env.LC_MESSAGES || env.LANG)),
    print: (line) => process.stdout.write(`${line}\n`),
  }
  const program = new Command('tagora')
    .description('Tagora for operators. Configuration comes from the environment; see .env.example.')
    .showHelpAfterError()
    .exitOverride()
  const commands = [
    addProject,
    addPeople,
    addGoldCommands,
    addExport,
    addInfer,
    addReplay,
    addSimulate,
    addTransactions,
    addVerify,
    addDeploy,
    addKey,
    addOperator,
    addDoctor,
  ]
  for (const add of commands) add(program, terminal)
  try {
    await program.parseAsync(argv)
    return terminal.exitCode ?? 0
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode
    if (!(thrown instanceof ExpectedError)) throw thrown
    process.stderr.write(`${plainText(explainError(terminal.t, thrown))}\n`)
    return 1
  }
}
