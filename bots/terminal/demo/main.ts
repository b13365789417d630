import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { progress as progressBar } from '@clack/prompts'
import { amount } from '../../../core/amount.ts'
import { TOKEN_SYMBOL } from '../../../core/token.ts'
import { printTable } from '../print-table.ts'
import type { Progress } from './play.ts'
import { runDemo } from './run-demo.ts'
import type { Summary } from './summary.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    items: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    'data-dir': { type: 'string', default: './data/demo' },
  },
})
const items = Number(values.items)
const bar = startBar(items)
const summary = await runDemo({
  dataDir: resolve(values['data-dir']),
  items,
  seed: Number(values.seed),
  onProgress: bar.show,
})
bar.end()
if (values.json) {
  process.stdout.write(
    `${JSON.stringify(summary, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}\n`,
  )
} else {
  printTable(rowsOf(summary))
}

/** A bar on a terminal, a line now and then elsewhere; always on stderr, so that stdout holds the result. */
function startBar(max: number) {
  let shown = -1
  if (!process.stderr.isTTY) {
    const show = ({ closed, unsettled }: Progress) => {
      if (Math.floor(closed / 50) <= Math.floor(shown / 50) && closed < max) return
      if (closed === shown && unsettled > 0) return
      shown = closed
      process.stderr.write(`${closed} of ${max} items closed, ${unsettled} settlements under way\n`)
    }
    return { show, end: () => {} }
  }
  const bar = progressBar({ max, output: process.stderr })
  bar.start('A dozen people are labeling')
  const show = ({ closed, unsettled }: Progress) => {
    const message = closed < max ? `${closed} of ${max} items closed` : `settling: ${unsettled} to go`
    bar.advance(closed - Math.max(0, shown), message)
    shown = closed
  }
  return { show, end: () => bar.stop('Everything is settled on chain') }
}

function rowsOf(result: Summary): string[][] {
  const tokens = (wei: bigint) => `${amount(wei)} ${TOKEN_SYMBOL}`
  return [
    ['items', `${result.items}: ${result.decided} decided, ${result.waitingForExpert} waiting for an expert`],
    ['accuracy against the truth', `${(100 * result.accuracy).toFixed(1)} %`],
    ["agreement (Krippendorff's alpha)", result.alpha.toFixed(3)],
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
