import { resolve } from 'node:path'
import { inspect } from 'node:util'
import { Command, InvalidArgumentError } from 'commander'
import { explainError } from '../../../commands/explain-error.ts'
import { plainText } from '../../../commands/text.ts'
import { amount } from '../../../core/amount.ts'
import { ExpectedError } from '../../../core/errors.ts'
import { TOKEN_SYMBOL } from '../../../core/token.ts'
import { matchLocale, translator } from '../../../locales/translate.ts'
import { printTable } from '../print-table.ts'
import { startProgress } from './progress.ts'
import { runDemo } from './run-demo.ts'
import { sampleSize } from './sample.ts'
import type { Summary } from './summary.ts'

interface Options {
  readonly items: number
  readonly seed: number
  readonly dataDir: string
  readonly json?: boolean
}

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort())
try {
  await new Command('demo')
    .description('A dozen simulated people label real messages until everything is settled on chain.')
    .option('--json', 'print one JSON object as the last line')
    .option('--items <number>', 'how many items', wholeNumber(1, sampleSize()), 200)
    .option('--seed <number>', 'of the random choices', wholeNumber(0, 2 ** 31 - 1), 1)
    .option(
      '--data-dir <folder>',
      'where the demo keeps its data; what an earlier demo left is removed',
      './data/demo',
    )
    .action(run)
    .parseAsync()
} catch (thrown) {
  process.stderr.write(`${reasonFor(thrown)}\n`)
  process.exit(1)
}

async function run({ items, seed, dataDir, json }: Options): Promise<void> {
  const progress = startProgress(items)
  const { signal } = stopping
  const summary = await runDemo({ dataDir: resolve(dataDir), items, seed, signal, onProgress: progress.show })
  progress.end()
  if (!json) return printTable(rowsOf(summary))
  const text = JSON.stringify(summary, (_, value) => (typeof value === 'bigint' ? `${value}` : value))
  process.stdout.write(`${text}\n`)
}

function wholeNumber(least: number, most: number) {
  return (text: string): number => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : -1
    if (value >= least && value <= most) return value
    throw new InvalidArgumentError(`Use a whole number from ${least} to ${most}.`)
  }
}

function reasonFor(thrown: unknown): string {
  if (stopping.signal.aborted) return 'The demo was interrupted.'
  if (!(thrown instanceof ExpectedError)) return inspect(thrown)
  const t = translator(matchLocale(process.env.LANG))
  return plainText(explainError(t, thrown))
}

function rowsOf(result: Summary): string[][] {
  const tokens = (wei: bigint) => `${amount(wei)} ${TOKEN_SYMBOL}`
  const percent = (share: number | null) => (share === null ? '–' : `${(100 * share).toFixed(1)} %`)
  return [
    ['items', `${result.items}: ${result.decided} decided, ${result.waitingForExpert} waiting for an expert`],
    ['accuracy against the truth', percent(result.accuracy)],
    ["agreement (Krippendorff's alpha)", result.alpha?.toFixed(3) ?? '–'],
    ['funded', tokens(result.fundedWei)],
    ['paid', tokens(result.paidWei)],
    ['refunded', tokens(result.refundedWei)],
    ['remaining in escrow', tokens(result.remainingWei)],
    ['slashed, to agreeing peers', tokens(result.slashedWei)],
    ['unsettled', String(result.unsettled)],
    ['transactions', String(result.transactions)],
    ['gas per item', String(result.gasPerItem)],
    ['seconds', String(result.seconds)],
  ]
}
